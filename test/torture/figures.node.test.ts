/** That no judge of the torture is unable to say no. */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Chance } from '../support/chance.ts';
import { Journal } from '../support/journal.ts';
import type { Figure } from '../support/figure.ts';
import type { Part } from './part.ts';
import { answers, type AnswerResult } from './parts/answers.ts';
import { frozen, type FrozenResult } from './parts/frozen.ts';
import { kills, type KillResult } from './parts/kills.ts';
import { network, type NetworkResult } from './parts/network.ts';
import { soak, type SoakResult } from './parts/soak.ts';
import { countMisplaced, tabs, type TabsResult } from './parts/tabs.ts';
import { takeover, type TakeoverResult } from './parts/takeover.ts';
import { measureLoss, typing, type TypingResult } from './parts/typing.ts';
import { figuresOf } from './runner.ts';
import type { Verdict } from './verdict.ts';

const missed = (figures: readonly Figure[]): string[] => figures.filter(({ isMet }) => !isMet).map(({ what }) => what);

/** A part whose good results meet every goal, and what each change for the worse misses. */
const judges = <Result extends object>(
  part: Part<Result>,
  good: readonly Result[],
  faults: readonly (readonly [Partial<Result>, ...string[]])[],
): void => {
  test(`${part.name}: what is right passes`, () => assert.deepEqual(missed(part.figures(good)), []));
  for (const [fault, ...what] of faults) {
    test(`${part.name}: ${JSON.stringify(fault)} does not pass`, () => {
      assert.deepEqual(missed(part.figures([...good.slice(0, -1), { ...good.at(-1)!, ...fault }])), what);
    });
  }
};

const kill: KillResult = {
  victim: 'browser',
  what: 'comment',
  delay: 9,
  sent: 1,
  answered: 0,
  verdict: 'posted',
  late: 0,
};
judges(
  kills,
  [kill],
  [
    [{ verdict: 'lost' }, 'lost'],
    [{ verdict: 'duplicate' }, 'duplicates'],
    [{ verdict: 'both' }, 'duplicates'],
    [{ verdict: 'stuck' }, 'stuck'],
    [{ late: 1 }, 'duplicates'],
    [{ victim: 'renderer' }, 'of the whole browser'],
  ],
);

const answer: AnswerResult = {
  connection: 'reused',
  drops: 1,
  puts: 2,
  fetches: 1,
  verdict: 'posted',
  isShown: true,
};
judges(
  answers,
  [answer],
  [
    [{ verdict: 'lost' }, 'posted, one comment each', 'lost'],
    [{ verdict: 'duplicate' }, 'posted, one comment each', 'duplicates'],
    [{ isShown: false }, 'shown as posted'],
    [{ puts: 1 }, 'reused ones that the browser sent again by itself, in percent'],
  ],
);

const posted = Array<Verdict>(20).fill('posted');
judges<TabsResult>(
  tabs,
  [{ comments: 20, verdicts: posted, strange: [], misplaced: 0, unaware: 0, puts: 20, renderers: 11 }],
  [
    [{ comments: 21 }, 'rounds of exactly 20 comments'],
    [{ verdicts: [...posted.slice(1), 'duplicate'] }, 'posted', 'duplicates'],
    [{ verdicts: [...posted.slice(1), 'lost'] }, 'posted', 'lost'],
    [{ misplaced: 1 }, 'replies before their parent, or elsewhere'],
    [{ unaware: 1 }, 'tabs that do not learn of it'],
    [{ renderers: 2 }, 'fewest processes in a round'],
  ],
);

judges<TakeoverResult>(
  takeover,
  [
    { milliseconds: 40, verdicts: ['posted'] },
    { milliseconds: 40, verdicts: ['posted'] },
  ],
  [
    [{ milliseconds: 251 }, 'longest wait'],
    [{ milliseconds: null }, 'longest wait'],
    [{ verdicts: ['duplicate'] }, 'posted', 'duplicates'],
  ],
);

judges<FrozenResult>(
  frozen,
  [{ by: 'browser', milliseconds: 12_000, verdicts: ['posted'] }],
  [
    [{ milliseconds: 30_001 }, 'longest wait'],
    [{ milliseconds: null }, 'longest wait'],
    [{ verdicts: ['duplicate'] }, 'posted', 'duplicates'],
  ],
);

judges<TypingResult>(
  typing,
  [{ victim: 'browser', typed: 10, kept: 8, lost: 499, isFaithful: true }],
  [
    [{ lost: 501 }, 'most of the typing that was lost'],
    [{ isFaithful: false }, 'forms with other words than were typed'],
    [{ victim: 'renderer' }, 'of the whole browser'],
  ],
);

judges<NetworkResult>(
  network,
  [{ lie: 'silent', tried: 20, waited: 9000, verdicts: ['posted'] }],
  [
    [{ tried: null }, 'silent: slowest first try'],
    [{ waited: 11_001 }, 'silent: longest wait shown'],
    [{ verdicts: ['stuck'] }, 'posted'],
  ],
);

const block: SoakResult = { page: 'a', age: 4, posted: 100, drafts: 0, receipts: null, heap: 1000, rested: null };
judges(
  soak,
  [block, { ...block, age: 5, heap: 1050, receipts: 0, rested: 900 }],
  [
    [{ heap: 1051 }, 'growth of memory, compiled code aside'],
    [{ page: 'b' }, 'growth of memory, compiled code aside'],
    [{ drafts: 1 }, 'drafts left'],
    [{ receipts: 1 }, 'receipts left after the day'],
    [{ receipts: null }, 'receipts left after the day'],
    [{ posted: 99 }, 'posted once each'],
  ],
);

test('a reply counts as misplaced under another comment, before its parent, or without either', () => {
  const held = (id: string, parent: string | null, sequence: number) => ({
    id,
    parent,
    sequence,
    text: `words ${id};`,
  });
  const parents = new Map([['words b;', 'words a;']]);
  assert.equal(countMisplaced([held('a', null, 1), held('b', 'a', 2)], parents), 0);
  assert.equal(countMisplaced([held('a', null, 2), held('b', 'a', 1)], parents), 1);
  assert.equal(countMisplaced([held('a', null, 1), held('b', null, 2)], parents), 1);
  assert.equal(countMisplaced([held('a', null, 1)], parents), 1);
});

test('what is lost of typing counts from its first missing keystroke', () => {
  const keystrokes = [...['a', 'b', 'c'].entries()].map(([index, character]) => ({ character, at: index * 100 }));
  assert.deepEqual(measureLoss(keystrokes, 'abc', 900), { typed: 3, kept: 3, lost: 0, isFaithful: true });
  assert.deepEqual(measureLoss(keystrokes, 'a', 900), { typed: 3, kept: 1, lost: 800, isFaithful: true });
  assert.equal(measureLoss(keystrokes, 'ax', 900).isFaithful, false);
});

test('trials that did not come to an end are missed, and a last line that was cut off is in nobody’s way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comment-thread-journal-'));
  try {
    const file = join(folder, 'kills.jsonl');
    Journal.begin(file, { seed: 1, trials: 2 }).add(0, kill);
    appendFileSync(file, '{"index":1,"res');
    const journal = Journal.read(file)!;
    assert.deepEqual([...journal.results], [[0, kill]]);
    assert.deepEqual(missed(figuresOf(kills, journal)), ['trials']);
    journal.add(1, kill);
    assert.deepEqual(missed(figuresOf(kills, Journal.read(file)!)), []);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the same seed gives a trial the same chances, and another trial others', () => {
  const draw = (...names: ConstructorParameters<typeof Chance>): number[] => {
    const chance = new Chance(...names);
    return [chance.next(), chance.next()];
  };
  assert.deepEqual(draw(7, 'kills', 3), draw(7, 'kills', 3));
  assert.notDeepEqual(draw(7, 'kills', 3), draw(7, 'kills', 4));
  assert.notDeepEqual(draw(7, 'kills', 3), draw(8, 'kills', 3));
});
