import { assert } from '@open-wc/testing';
import { IndexedRecords } from '../../src/storage/indexed-records.ts';
import { LayeredRecords } from '../../src/storage/layered-records.ts';
import type { RecordStore } from '../../src/storage/record-store.ts';
import { patch } from './patch.ts';
import { until } from '../support/until.ts';

interface Words {
  readonly version: number;
  readonly text: string;
}

/** Compare-and-set, as drafts do it; whether it succeeded. */
const save = async (records: RecordStore, key: string, version: number, text: string): Promise<boolean> => {
  const writes = await records.transact([key], ([stored]) =>
    ((stored as Words | undefined)?.version ?? 0) === version ? new Map([[key, { version: version + 1, text }]]) : null,
  );
  return writes !== null;
};
const remove = (records: RecordStore, key: string) => records.transact([key], () => new Map([[key, undefined]]));
const texts = async (records: RecordStore): Promise<string[]> =>
  (await records.list<Words>('draft:')).map(({ text }) => text);
const spared = (): string[] => Object.keys(localStorage).filter((name) => name.startsWith('comment-thread:'));

const refuseAll = (): (() => void) =>
  patch(IDBDatabase.prototype, 'transaction', () => () => {
    throw new DOMException('no', 'InvalidStateError');
  });
const refuseToWrite = (): (() => void) =>
  patch(IDBObjectStore.prototype, 'put', () => () => {
    throw new DOMException('full', 'QuotaExceededError');
  });
const refuseLocal = (): (() => void) =>
  patch(Storage.prototype, 'setItem', () => () => {
    throw new DOMException('full', 'QuotaExceededError');
  });

describe('records in layers', () => {
  const undo: (() => void)[] = [];
  /** Fails from now on until `recover`. */
  const fail = (how: () => () => void): number => undo.push(how());
  const recover = (): void => undo.splice(0).forEach((restore) => restore());

  beforeEach(async () => {
    const deletion = indexedDB.deleteDatabase('comment-thread');
    await new Promise((resolve) => (deletion.onsuccess = resolve));
    localStorage.clear();
  });
  afterEach(recover);

  it('stay in IndexedDB alone while it works', async () => {
    const records = new LayeredRecords();
    assert.isTrue(await save(records, 'draft:1', 0, 'kept'));
    assert.isTrue(records.durable);
    assert.deepEqual(spared(), []);
    assert.deepEqual(await texts(new IndexedRecords()), ['kept']);
  });

  it('go to localStorage when IndexedDB cannot be had, and are there for the next page', async () => {
    fail(refuseAll);
    const records = new LayeredRecords();
    assert.isTrue(await save(records, 'draft:1', 0, 'first'));
    assert.isFalse(await save(records, 'draft:1', 0, 'from another page'));
    assert.isTrue(await save(records, 'draft:1', 1, 'second'));
    assert.isTrue(records.durable);
    const next = new LayeredRecords();
    assert.deepEqual(await texts(next), ['second']);
    assert.isTrue(await save(next, 'draft:1', 2, 'third'));
    assert.isFalse(await save(records, 'draft:1', 2, 'too late'));
    recover();
    assert.deepEqual(await texts(new LayeredRecords()), ['third']);
  });

  it('are folded into IndexedDB by the next change that succeeds', async () => {
    fail(refuseAll);
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'kept');
    recover();
    await records.transact([], () => null);
    assert.deepEqual(await texts(new IndexedRecords()), ['kept']);
    assert.deepEqual(spared(), []);
    assert.isTrue(await save(records, 'draft:1', 1, 'changed'));
    assert.deepEqual(await texts(new IndexedRecords()), ['changed']);
  });

  it('are folded in by themselves, too', async function () {
    this.timeout(30_000);
    fail(refuseAll);
    fail(refuseLocal);
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'kept');
    assert.isFalse(records.durable);
    recover();
    await until('the words', async () => (await texts(new IndexedRecords())).length > 0, 15_000, 100);
    assert.deepEqual(await texts(new IndexedRecords()), ['kept']);
    assert.isTrue(records.durable);
  });

  it('never take the place of a higher version', async () => {
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'old');
    await save(records, 'draft:2', 0, 'old');
    await records.transact([], () => new Map([['counter', 3]]));
    fail(refuseAll);
    await save(records, 'draft:1', 1, 'stood in');
    await remove(records, 'draft:2');
    await records.transact(['counter'], ([counter]) => new Map([['counter', (counter as number) + 1]]));
    recover();
    const other = new IndexedRecords();
    for (const version of [1, 2]) {
      await save(other, 'draft:1', version, 'newer');
      await save(other, 'draft:2', version, 'newer');
    }
    await other.transact([], () => new Map([['counter', 7]]));
    assert.deepEqual(await texts(records), ['newer', 'newer']);
    await records.transact([], () => null);
    assert.deepEqual(await texts(other), ['newer', 'newer']);
    assert.deepEqual(await other.list('counter'), [7]);
    assert.deepEqual(spared(), []);
  });

  it('stay deleted when they were deleted while IndexedDB failed', async () => {
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'gone');
    await save(records, 'draft:2', 0, 'here');
    fail(refuseAll);
    await remove(records, 'draft:1');
    assert.deepEqual(await texts(records), ['here']);
    recover();
    assert.deepEqual(await texts(new LayeredRecords()), ['here']);
    await new LayeredRecords().transact([], () => null);
    assert.deepEqual(await texts(new IndexedRecords()), ['here']);
  });

  it('may begin anew under the key of one deleted meanwhile', async () => {
    const records = new LayeredRecords();
    for (const version of [0, 1, 2]) await save(records, 'draft:1', version, 'posted');
    fail(refuseAll);
    await remove(records, 'draft:1');
    assert.isTrue(await save(records, 'draft:1', 0, 'an edit of it'));
    recover();
    await records.transact([], () => null);
    assert.deepEqual(await texts(new IndexedRecords()), ['an edit of it']);
  });

  it('are decided on what IndexedDB holds where it can be read and not written', async () => {
    await save(new IndexedRecords(), 'draft:1', 0, 'words');
    await save(new IndexedRecords(), 'draft:2', 0, 'others');
    fail(refuseToWrite);
    const records = new LayeredRecords();
    assert.isFalse(await save(records, 'draft:1', 0, 'blind'));
    assert.isTrue(await save(records, 'draft:1', 1, 'more words'));
    assert.deepEqual(await texts(records), ['more words', 'others']);
    const below = await records.transact(
      [{ prefix: 'draft:' }],
      ([drafts]) => new Map([['draft:3', { version: (drafts as Words[]).length, text: 'third' }]]),
    );
    assert.deepEqual(below?.get('draft:3'), { version: 2, text: 'third' });
    assert.isTrue(records.durable);
    assert.deepEqual(await texts(new LayeredRecords()), ['more words', 'others', 'third']);
  });

  it('are decided on what was last known where IndexedDB does not answer, waiting for it once', async function () {
    this.timeout(30_000);
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'words');
    await save(records, 'draft:2', 0, 'others');
    const before = await texts(records);
    fail(() => patch(IDBObjectStore.prototype, 'getAllKeys', () => () => ({}) as IDBRequest<IDBValidKey[]>));
    const times: number[] = [];
    for (const version of [1, 2, 3, 4]) {
      const start = performance.now();
      assert.isTrue(await save(records, 'draft:1', version, `words ${String(version)}`));
      times.push(performance.now() - start);
    }
    assert.isBelow(times[0]!, 3000);
    assert.isBelow(Math.max(...times.slice(1)), 500);
    assert.deepEqual(before, ['words', 'others']);
    assert.deepEqual(await texts(records), ['words 4', 'others']);
    recover();
    await until('nothing spared', () => !spared().length, 20_000, 100);
    assert.deepEqual(await texts(new IndexedRecords()), ['words 4', 'others']);
    assert.deepEqual(spared(), []);
  });

  it('last as long as the page, and say so, where localStorage is full as well', async () => {
    fail(refuseAll);
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'kept');
    assert.isTrue(records.durable);
    fail(refuseLocal);
    assert.isTrue(await save(records, 'draft:1', 1, 'in memory'));
    assert.isFalse(records.durable);
    assert.deepEqual(await texts(records), ['in memory']);
    assert.deepEqual(await texts(new LayeredRecords()), ['kept']);
  });

  it('stay deleted when a page has an older version in its memory', async () => {
    fail(refuseAll);
    const records = new LayeredRecords();
    const restoreLocal = refuseLocal();
    await save(records, 'draft:1', 0, 'old');
    restoreLocal();
    const other = new LayeredRecords();
    for (const version of [0, 1]) await save(other, 'draft:1', version, 'newer');
    await remove(other, 'draft:1');
    assert.deepEqual(await texts(records), []);
  });

  it('take no more of localStorage than is theirs', async () => {
    localStorage.setItem('of the page', 'x');
    fail(refuseAll);
    const records = new LayeredRecords();
    const long = 'x'.repeat(100_000);
    for (const id of ['1', '2', '3', '4', '5', '6']) await save(records, `draft:${id}`, 0, long);
    assert.strictEqual(spared().length, 4);
    assert.isFalse(records.durable);
    assert.strictEqual((await texts(records)).length, 6);
    await remove(records, 'draft:1');
    await save(records, 'draft:6', 1, long);
    assert.isFalse(records.durable, 'the fifth is in memory');
    await remove(records, 'draft:2');
    await save(records, 'draft:5', 1, long);
    assert.isTrue(records.durable);
    assert.strictEqual(localStorage.getItem('of the page'), 'x');
  });

  it('are not said to be kept while any of them is in memory alone', async () => {
    fail(refuseAll);
    const records = new LayeredRecords();
    const tooLong = 'x'.repeat(600_000);
    await save(records, 'draft:1', 0, tooLong);
    await save(records, 'draft:2', 0, 'short');
    assert.isFalse(records.durable);
    await remove(records, 'draft:1');
    assert.isTrue(records.durable);
    await save(records, 'draft:3', 0, tooLong);
    await save(records, 'draft:2', 1, 'short again');
    assert.isFalse(records.durable);
    recover();
    await records.transact([], () => null);
    assert.isTrue(records.durable);
  });

  it('are not said to be lost where only a deletion is in memory', async () => {
    fail(refuseAll);
    fail(refuseLocal);
    const records = new LayeredRecords();
    await save(records, 'draft:1', 0, 'typed');
    assert.isFalse(records.durable);
    await remove(records, 'draft:1');
    assert.isTrue(records.durable);
    assert.deepEqual(await texts(records), []);
  });

  it('find room however many were deleted while IndexedDB failed, the last of which stay deleted', async () => {
    const records = new LayeredRecords();
    await save(records, 'draft:0', 0, 'gone');
    fail(refuseAll);
    await save(records, 'draft:words', 0, 'before');
    await records.transact([], () => new Map(Array.from({ length: 1200 }, (_, i) => [`draft:${i + 1}`, undefined])));
    await remove(records, 'draft:0');
    for (const id of ['a', 'b', 'c']) await save(records, `draft:${id}`, 0, id);
    assert.isTrue(records.durable);
    assert.strictEqual(spared().length, 1000);
    assert.deepEqual(await texts(new LayeredRecords()), ['a', 'b', 'c', 'before']);
    recover();
    assert.deepEqual(await texts(new LayeredRecords()), ['a', 'b', 'c', 'before']);
  });

  it('find the room of deletions where the site has filled localStorage', async () => {
    fail(refuseAll);
    const records = new LayeredRecords();
    await records.transact([], () => new Map(Array.from({ length: 50 }, (_, i) => [`draft:${i}`, undefined])));
    for (let count = 0, size = 1 << 22; size >= 1;) {
      try {
        localStorage.setItem(`filler-${count++}`, 'x'.repeat(size));
      } catch {
        size >>= 1;
      }
    }
    assert.isTrue(await save(records, 'draft:words', 0, 'x'.repeat(500)));
    assert.isTrue(records.durable);
    assert.isAbove(spared().length, 1, 'no more deletions go than have to');
    await save(records, 'draft:words', 1, 'x'.repeat(10_000));
    assert.isFalse(records.durable);
    assert.deepEqual(await texts(new LayeredRecords()), ['x'.repeat(500)], 'words give no room');
  });

  it('pass over what others have put in their place', async () => {
    localStorage.setItem('comment-thread:draft:1', '{no JSON');
    localStorage.setItem('comment-thread:draft:2', '7');
    const records = new LayeredRecords();
    await save(records, 'draft:3', 0, 'kept');
    assert.deepEqual(await texts(records), ['kept']);
  });

  it('do not change with the object they were made from, wherever they are', async () => {
    fail(refuseAll);
    const value = { version: 1, text: 'kept' };
    const records = new LayeredRecords();
    await records.transact([], () => new Map([['draft:1', value]]));
    value.text = 'changed';
    assert.deepEqual(await texts(records), ['kept']);
  });

  it('reject with what deciding threw', async () => {
    const records = new LayeredRecords();
    const outcome = await records
      .transact([], () => {
        throw new Error('a mistake');
      })
      .catch((error: unknown) => error);
    assert.strictEqual((outcome as Error).message, 'a mistake');
    assert.isTrue(await save(records, 'draft:1', 0, 'goes on'));
  });
});
