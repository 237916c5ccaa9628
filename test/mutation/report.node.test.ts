import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mutant } from './instrument.ts';
import type { Verdict } from './journal.ts';
import { findStale, scoreOf, writeReport, type Judged, type Reason } from './report.ts';

const mutant: Mutant = {
  id: '1',
  key: 'k',
  file: 'src/model/a.ts',
  line: 7,
  context: 'return a < b;',
  mutator: 'EqualityOperator',
  original: 'a < b',
  mutated: 'a <= b',
};
const judge = (ending: Verdict['ending'], about: Partial<Mutant> = {}): Judged => ({
  mutant: { ...mutant, ...about },
  verdict: { ending, by: ending === 'survived' ? null : 'a.test.ts' },
});
const { file, context, original, mutated } = mutant;
const reason: Reason = { file, context, original, mutated, reason: 'They are never equal.' };

test('the score is how many died or were endless, and what is explained has survived all the same', () => {
  const judged = [judge('killed'), judge('timeout'), judge('survived'), judge('survived', { mutated: 'a > b' })];
  assert.equal(scoreOf(judged), 50);
  const report = writeReport('model', judged, [reason]);
  assert.match(report, /^src\/model\/a\.ts +50\.0 % +1 +1 +2$/m);
  assert.match(report, /^all of model +50\.0 % +1 +1 +2$/m);
  assert.match(report, /src\/model\/a\.ts:7 EqualityOperator\n {2}- a < b\n {2}\+ a <= b\n {2}They are never equal\./);
  assert.match(report, /\+ a > b\n {2}no reason is given/);
});

test('a reason is stale when its mutant died or is no more, and not when its file was not tried', () => {
  assert.deepEqual(findStale([judge('survived')], [reason]), []);
  assert.deepEqual(findStale([judge('killed')], [reason]), [reason]);
  assert.deepEqual(findStale([judge('survived', { context: 'return b > a;' })], [reason]), [reason]);
  assert.deepEqual(findStale([judge('killed', { file: 'src/model/b.ts' })], [reason]), []);
});
