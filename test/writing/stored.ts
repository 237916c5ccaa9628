/** What the real database holds, read past everything of the element's own. */
import type { Draft, Receipt } from '../../src/drafts/draft.ts';
import { until } from '../support/until.ts';

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
  });

let connection: Promise<IDBDatabase> | undefined;

const connect = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('comment-thread', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('records');
  return settled(request);
};

const transact = async <Result>(work: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> => {
  const database = await (connection ??= connect());
  return settled(work(database.transaction('records', 'readwrite').objectStore('records')));
};

/** The records under keys that begin so. */
const stored = <Item>(prefix: string): Promise<Item[]> =>
  transact((store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)) as IDBRequest<Item[]>);

export const storedDrafts = (): Promise<Draft[]> => stored('draft:');
export const storedReceipts = (): Promise<Receipt[]> => stored('receipt:');
export const storedGuest = async (): Promise<unknown> => (await stored('guest'))[0];

/** Waits until the database holds a draft with these words. */
export const isKept = (text: string): Promise<Draft> =>
  until(`“${text}” in the database`, async () => (await storedDrafts()).find((draft) => draft.text === text));

/** Empties the database. */
export const clearStored = (): Promise<undefined> => transact((store) => store.clear());
