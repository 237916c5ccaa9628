import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareReads } from '../../demo/endpoint/share-reads.ts';

/** A value that is read as it is when the read begins, and told when the test says so. */
const makeValue = () => {
  const state = { value: 1, reads: 0 };
  const waiting: (() => void)[] = [];
  const read = shareReads((name) => {
    state.reads += 1;
    const told = `${name} ${String(state.value)}`;
    return new Promise<string>((resolve, reject) => {
      waiting.push(() => (state.value < 0 ? reject(new Error('No database')) : resolve(told)));
    });
  });
  const tell = async (): Promise<void> => {
    for (const end of waiting.splice(0)) end();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, read, tell };
};

test('who comes while a read runs shares the next one, which knows of all that was before it', async () => {
  const { state, read, tell } = makeValue();
  const first = read('a');
  state.value = 2;
  const later = [read('a'), read('a'), read('a')];
  assert.equal(state.reads, 1);
  await tell();
  assert.equal(state.reads, 2);
  state.value = 3;
  const last = read('a');
  await tell();
  await tell();
  assert.equal(await first, 'a 1');
  assert.deepEqual(await Promise.all(later), ['a 2', 'a 2', 'a 2']);
  assert.equal(await last, 'a 3');
  const again = read('a');
  await tell();
  assert.equal(await again, 'a 3');
  assert.equal(state.reads, 4);
});

test('reads of different names wait for nobody', async () => {
  const { read, tell } = makeValue();
  const both = Promise.all([read('a'), read('b')]);
  await tell();
  assert.deepEqual(await both, ['a 1', 'b 1']);
});

test('after a read that failed the next one is begun all the same', async () => {
  const { state, read, tell } = makeValue();
  const [first, second] = [read('a'), read('a')];
  const failed = assert.rejects(first, /No database/);
  state.value = -1;
  await tell();
  await failed;
  state.value = 2;
  await tell();
  assert.match(await second, /^a/);
});
