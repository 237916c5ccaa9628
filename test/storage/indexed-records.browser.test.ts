import { assert } from '@open-wc/testing';
import { isCommentThreadError } from '../../src/errors.ts';
import { COPIES, IndexedRecords } from '../../src/storage/indexed-records.ts';
import { patch } from './patch.ts';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
const put = (records: IndexedRecords, key: string, value: unknown) =>
  records.transact([], () => new Map([[key, value]]));
const increment = (records: IndexedRecords) =>
  records.transact(['n'], ([n = 0]) => new Map([['n', (n as number) + 1]]));
const errorOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (!isCommentThreadError(outcome)) throw new Error(`Not one of the family: ${String(outcome)}`);
  return outcome.code;
};

describe('records in IndexedDB', () => {
  beforeEach(async () => {
    await settled(indexedDB.deleteDatabase('comment-thread'));
  });

  it('are there again over another connection', async () => {
    await put(new IndexedRecords(), 'draft:1', { words: 'kept' });
    assert.deepEqual(await new IndexedRecords().list('draft:'), [{ words: 'kept' }]);
  });

  it('are listed by prefix, in the order of their keys, and deleted', async () => {
    const records = new IndexedRecords();
    await records.transact(
      [],
      () =>
        new Map([
          ['b:2', 2],
          ['a:1', 0],
          ['b:1', 1],
          ['bb', 3],
        ]),
    );
    assert.deepEqual(await records.list('b:'), [1, 2]);
    await records.transact([], () => new Map([['b:1', undefined]]));
    assert.deepEqual(await records.list('b:'), [2]);
    assert.deepEqual(await records.list(''), [0, 2, 3]);
  });

  it('change under compare-and-set, over many connections at once', async () => {
    const connections = Array.from({ length: 4 }, () => new IndexedRecords());
    await Promise.all(Array.from({ length: 100 }, (_, index) => increment(connections[index % 4]!)));
    assert.deepEqual(await connections[0]!.list('n'), [100]);
  });

  it('are read below a prefix by the transaction that writes, over many connections at once', async () => {
    const connections = Array.from({ length: 4 }, () => new IndexedRecords());
    await put(connections[0]!, 'n', 'another');
    const add = (records: IndexedRecords) =>
      records.transact(['n', { prefix: 'n:' }], ([other, below]) => {
        assert.strictEqual(other, 'another');
        const numbers = below as number[];
        return new Map([[`n:${String(numbers.length).padStart(2, '0')}`, numbers.length]]);
      });
    await Promise.all(Array.from({ length: 40 }, (_, index) => add(connections[index % 4]!)));
    assert.deepEqual(
      await connections[0]!.list('n:'),
      Array.from({ length: 40 }, (_, index) => index),
    );
  });

  it('stay as they were when nothing is decided, or deciding fails', async () => {
    const records = new IndexedRecords();
    await put(records, 'a', 1);
    assert.strictEqual(await records.transact(['a'], () => null), null);
    const writes = new Map<string, unknown>([
      ['a', 2],
      ['b', () => 'no function can be cloned'],
    ]);
    assert.strictEqual(await errorOf(records.transact(['a'], () => writes)), 'storage');
    assert.deepEqual(await records.list(''), [1]);
  });

  it('let another tab delete the database, and go on with a new one', async () => {
    const records = new IndexedRecords();
    await put(records, 'a', 1);
    const request = indexedDB.deleteDatabase('comment-thread');
    let isBlocked = false;
    request.onblocked = () => (isBlocked = true);
    await settled(request);
    assert.strictEqual(isBlocked, false);
    assert.deepEqual(await records.list(''), []);
    await put(records, 'a', 2);
    assert.deepEqual(await records.list(''), [2]);
  });

  it('survive a connection that died without saying so', async () => {
    const records = new IndexedRecords();
    await put(records, 'a', 1);
    let deaths = 0;
    const restore = patch(
      IDBDatabase.prototype,
      'transaction',
      (transaction) =>
        function (this: IDBDatabase, ...args) {
          if (deaths++ === 0) throw new DOMException('Connection to Indexed Database server lost', 'InvalidStateError');
          return transaction.apply(this, args);
        },
    );
    try {
      assert.deepEqual(await records.list('a'), [1]);
      assert.strictEqual(deaths, 2);
    } finally {
      restore();
    }
  });

  it('reject with an error of the family when the browser aborts without a reason', async () => {
    const records = new IndexedRecords();
    const restore = patch(
      IDBDatabase.prototype,
      'transaction',
      (transaction) =>
        function (this: IDBDatabase, ...args) {
          const aborted = transaction.apply(this, args);
          setTimeout(() => aborted.abort());
          // An endless reader keeps the transaction open until it is aborted.
          const read = (): void => void (aborted.objectStore('records').get('a').onsuccess = read);
          read();
          return aborted;
        },
    );
    try {
      assert.strictEqual(await errorOf(put(records, 'a', 0)), 'storage');
    } finally {
      restore();
    }
    await put(records, 'a', 1);
    assert.deepEqual(await records.list('a'), [1]);
  });

  it('make room by deleting the saved threads when the disk is full, and write once more', async () => {
    const copies = new IndexedRecords(COPIES);
    await put(copies, 'copy:1', 'can be loaded again');
    const records = new IndexedRecords();
    let refusals = 0;
    const restore = patch(
      IDBObjectStore.prototype,
      'put',
      (put) =>
        function (this: IDBObjectStore, ...args) {
          if (refusals++ === 0) throw new DOMException('full', 'QuotaExceededError');
          return put.apply(this, args);
        },
    );
    try {
      await put(records, 'a', 1);
    } finally {
      restore();
    }
    assert.deepEqual(await records.list('a'), [1]);
    assert.deepEqual(await copies.list(''), []);
  });

  it('give up within three seconds on a database that never opens', async () => {
    const restore = patch(IDBFactory.prototype, 'open', () => () => ({}) as IDBOpenDBRequest);
    const start = performance.now();
    try {
      assert.strictEqual(await errorOf(new IndexedRecords().list('')), 'storage');
    } finally {
      restore();
    }
    assert.isBelow(performance.now() - start, 3000);
  });

  it('come back when a blocked database opens late, having decided once', async () => {
    const other = await settled(indexedDB.open('comment-thread', 1));
    // This connection ignores `versionchange`, so the deletion waits, and opening waits for the deletion.
    const deletion = settled(indexedDB.deleteDatabase('comment-thread'));
    const records = new IndexedRecords();
    let decisions = 0;
    const written = records.transact([], () => {
      decisions++;
      return new Map([['a', 1]]);
    });
    setTimeout(() => other.close(), 1600);
    await written;
    await deletion;
    assert.strictEqual(decisions, 1);
    assert.deepEqual(await records.list(''), [1]);
    // The connection that came too late was closed: nothing is in the way of this.
    await settled(indexedDB.deleteDatabase('comment-thread'));
  });
});
