import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryRecords } from '../support/memory-records.ts';

test('records are listed by prefix, in the order of their keys', async () => {
  const records = new MemoryRecords();
  assert.equal(records.durable, false);
  await records.transact(
    [],
    () =>
      new Map([
        ['b:2', 2],
        ['a:1', 0],
        ['b:1', 1],
      ]),
  );
  assert.deepEqual(await records.list('b:'), [1, 2]);
  assert.deepEqual(await records.list('c:'), []);
});

test('a transaction reads, decides and writes at once', async () => {
  const records = new MemoryRecords();
  const increment = () =>
    records.transact(['n', 'missing'], ([n = 0, missing]) => {
      assert.equal(missing, undefined);
      return new Map([['n', (n as number) + 1]]);
    });
  await Promise.all(Array.from({ length: 50 }, increment));
  assert.deepEqual(await records.list('n'), [50]);
  await records.transact(['n'], () => new Map([['n', undefined]]));
  assert.deepEqual(await records.list('n'), []);
  assert.equal(await records.transact(['n'], () => null), null);
});

test('a transaction reads all records below a prefix, in the order of their keys', async () => {
  const records = new MemoryRecords();
  const written = await records.transact([{ prefix: 'a:' }, 'n'], (values) => {
    assert.deepEqual(values, [[], undefined]);
    return new Map<string, unknown>([
      ['a:2', 2],
      ['a:1', 1],
      ['ab', 0],
    ]);
  });
  assert.equal(written?.size, 3);
  const sum = (values: readonly unknown[]) => (values[0] as number[]).reduce((a, b) => a + b);
  await records.transact([{ prefix: 'a:' }, { prefix: '' }], (values) => {
    assert.deepEqual(values, [
      [1, 2],
      [1, 2, 0],
    ]);
    return new Map([['sum', sum(values)]]);
  });
  assert.deepEqual(await records.list('sum'), [3]);
});

test('what is kept does not change with the object it was made from', async () => {
  const records = new MemoryRecords();
  const value = { words: 'kept' };
  await records.transact([], () => new Map([['a', value]]));
  value.words = 'changed';
  assert.deepEqual(await records.list('a'), [{ words: 'kept' }]);
});
