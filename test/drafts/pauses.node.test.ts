/** The timers of one page: one pause under each name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterTimeout, Rests } from '../../src/drafts/rests.ts';
import { ManualTimers } from './harness.ts';

const setup = () => {
  const timers = new ManualTimers();
  const rests = new Rests(timers.after);
  const over: string[] = [];
  const rest = (name: string, milliseconds: number, what = name): void =>
    rests.set(name, milliseconds, () => void over.push(what));
  return { timers, rests, rest, over };
};

test('a pause is there until its time, and then what was to follow does, once', async () => {
  const { timers, rests, rest, over } = setup();
  assert.equal(rests.has('a'), false);
  rest('a', 1000);
  assert.deepEqual([rests.has('a'), rests.has('b')], [true, false]);
  await timers.advance(999);
  assert.deepEqual(over, []);
  await timers.advance(1);
  assert.deepEqual([over, rests.has('a')], [['a'], false]);
  await timers.advance(1e6);
  assert.deepEqual(over, ['a']);
});

test('a later pause takes the place of the one before under the same name, and of no other', async () => {
  const { timers, rest, over } = setup();
  rest('a', 1000, 'a first');
  rest('b', 1000);
  rest('a', 3000, 'a then');
  await timers.advance(1000);
  assert.deepEqual(over, ['b']);
  await timers.advance(2000);
  assert.deepEqual(over, ['b', 'a then']);
});

test('a pause that is ended is over without what was to follow', async () => {
  const { timers, rests, rest, over } = setup();
  rest('a', 1000);
  rest('b', 1000);
  rests.end('a');
  rests.end('unheard of');
  assert.equal(rests.has('a'), false);
  await timers.advance(1000);
  assert.deepEqual(over, ['b']);
});

test('when all is closed every pause is ended, and none begins', async () => {
  const { timers, rests, rest, over } = setup();
  rest('a', 1000);
  rest('b', 1000);
  rests.close();
  rest('c', 1000);
  assert.deepEqual([timers.size, rests.has('c')], [0, false]);
  await timers.advance(1000);
  assert.deepEqual(over, []);
});

test('the timers of browsers run once when it is time, unless they are called off', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let runs = 0;
  afterTimeout(1000, () => runs++);
  const cancel = afterTimeout(1000, () => assert.fail('it was called off'));
  cancel();
  context.mock.timers.tick(999);
  assert.equal(runs, 0);
  context.mock.timers.tick(1);
  assert.equal(runs, 1);
});
