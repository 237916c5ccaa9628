import { expect } from '@open-wc/testing';
import { isCommentThreadError } from '../../src/errors.ts';
import { IndexedRecords } from '../../src/storage/indexed-records.ts';
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
    expect(await new IndexedRecords().list('draft:')).to.deep.equal([{ words: 'kept' }]);
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
    expect(await records.list('b:')).to.deep.equal([1, 2]);
    await records.transact([], () => new Map([['b:1', undefined]]));
    expect(await records.list('b:')).to.deep.equal([2]);
    expect(await records.list('')).to.deep.equal([0, 2, 3]);
  });

  it('change under compare-and-set, over many connections at once', async () => {
    const connections = Array.from({ length: 4 }, () => new IndexedRecords());
    await Promise.all(Array.from({ length: 100 }, (_, index) => increment(connections[index % 4]!)));
    expect(await connections[0]!.list('n')).to.deep.equal([100]);
  });

  it('stay as they were when nothing is decided, or deciding fails', async () => {
    const records = new IndexedRecords();
    await put(records, 'a', 1);
    expect(await records.transact(['a'], () => null)).to.equal(null);
    const writes = new Map<string, unknown>([
      ['a', 2],
      ['b', () => 'no function can be cloned'],
    ]);
    expect(await errorOf(records.transact(['a'], () => writes))).to.equal('storage');
    expect(await records.list('')).to.deep.equal([1]);
  });

  it('let another tab delete the database, and go on with a new one', async () => {
    const records = new IndexedRecords();
    await put(records, 'a', 1);
    const request = indexedDB.deleteDatabase('comment-thread');
    let isBlocked = false;
    request.onblocked = () => (isBlocked = true);
    await settled(request);
    expect(isBlocked).to.equal(false);
    expect(await records.list('')).to.deep.equal([]);
    await put(records, 'a', 2);
    expect(await records.list('')).to.deep.equal([2]);
  });

  it('survive a connection that died without saying so', async () => {
    const records = new IndexedRecords();
    await put(records, 'a', 1);
    const transaction = IDBDatabase.prototype.transaction;
    let deaths = 0;
    const restore = patch(IDBDatabase.prototype, 'transaction', function (this: IDBDatabase, ...args) {
      if (deaths++ === 0) throw new DOMException('Connection to Indexed Database server lost', 'InvalidStateError');
      return transaction.apply(this, args);
    });
    try {
      expect(await records.list('a')).to.deep.equal([1]);
      expect(deaths).to.equal(2);
    } finally {
      restore();
    }
  });

  it('reject with an error of the family when the browser aborts without a reason', async () => {
    const records = new IndexedRecords();
    const transaction = IDBDatabase.prototype.transaction;
    const restore = patch(IDBDatabase.prototype, 'transaction', function (this: IDBDatabase, ...args) {
      const aborted = transaction.apply(this, args);
      setTimeout(() => aborted.abort());
      // An endless reader keeps the transaction open until it is aborted.
      const read = (): void => void (aborted.objectStore('records').get('a').onsuccess = read);
      read();
      return aborted;
    });
    try {
      expect(await errorOf(records.open())).to.equal('storage');
    } finally {
      restore();
    }
    await put(records, 'a', 1);
    expect(await records.list('a')).to.deep.equal([1]);
  });

  it('give up within three seconds on a database that never opens', async () => {
    const restore = patch(IDBFactory.prototype, 'open', () => ({}) as IDBOpenDBRequest);
    const start = performance.now();
    try {
      expect(await errorOf(new IndexedRecords().list(''))).to.equal('storage');
    } finally {
      restore();
    }
    expect(performance.now() - start).to.be.within(2000, 3500);
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
    setTimeout(() => other.close(), 2200);
    await written;
    await deletion;
    expect(decisions).to.equal(1);
    expect(await records.list('')).to.deep.equal([1]);
    // The connection that came too late was closed: nothing is in the way of this.
    await settled(indexedDB.deleteDatabase('comment-thread'));
  });
});
