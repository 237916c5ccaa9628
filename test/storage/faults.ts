/** What can be wrong with a browser's storage, brought about in a frame; for real where a second tab or the browser can do it. */
import type { Tab } from '../support/browser.ts';
import { patch } from './patch.ts';

/** A frame's window, with the classes it has of its own. */
export type FrameWindow = Window & typeof globalThis;

/** Something wrong with IndexedDB. */
export interface Fault {
  readonly name: string;
  /** Before the page is there, or once the first words have been kept. */
  readonly when: 'before' | 'midway';
  /** Whether IndexedDB takes words all the same. */
  readonly takesWords: boolean;
  readonly begin: (frame: FrameWindow, tab: Tab) => unknown;
  readonly end?: (tab: Tab) => Promise<unknown>;
}

const fails = (name: string): never => {
  throw new DOMException('a fault', name);
};

const replace = (target: object, name: string, descriptor: PropertyDescriptor): void => {
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
};

const refuse = (target: object, name: string): void => replace(target, name, { get: () => fails('SecurityError') });

export const faults: readonly Fault[] = [
  { name: 'works', when: 'before', takesWords: true, begin: () => undefined },
  {
    name: 'is absent',
    when: 'before',
    takesWords: false,
    begin: (frame) => {
      replace(frame, 'indexedDB', { value: undefined });
    },
  },
  {
    name: 'may not be touched',
    when: 'before',
    takesWords: false,
    begin: (frame) => {
      refuse(frame, 'indexedDB');
    },
  },
  {
    name: 'never opens',
    when: 'before',
    takesWords: false,
    begin: (frame) => void patch(frame.IDBFactory.prototype, 'open', () => () => ({}) as IDBOpenDBRequest),
  },
  {
    name: 'cannot be opened',
    when: 'before',
    takesWords: false,
    begin: (frame) =>
      void patch(frame.IDBFactory.prototype, 'open', () => () => {
        const request = { error: new DOMException('Internal error', 'UnknownError') } as IDBOpenDBRequest;
        setTimeout(() => {
          request.onerror?.call(request, new Event('error'));
        });
        return request;
      }),
  },
  {
    name: 'is blocked by another tab’s version change',
    when: 'before',
    takesWords: false,
    begin: (_, tab) =>
      tab.evaluate(`new Promise((resolve, reject) => {
        const request = indexedDB.open('comment-thread');
        request.onupgradeneeded = () => request.result.createObjectStore('records');
        request.onerror = reject;
        request.onsuccess = () => {
          window.deaf = request.result;
          const change = indexedDB.open('comment-thread', 7);
          window.changed = new Promise((done) => {
            change.onsuccess = () => { change.result.close(); done(true); };
          });
          change.onblocked = () => resolve(true);
        };
      })`),
    end: (tab) => tab.evaluate('(window.deaf.close(), window.changed)'),
  },
  {
    name: 'is full',
    when: 'midway',
    takesWords: false,
    begin: (frame) => void patch(frame.IDBObjectStore.prototype, 'put', () => () => fails('QuotaExceededError')),
  },
  {
    name: 'throws at every transaction',
    when: 'midway',
    takesWords: false,
    begin: (frame) => void patch(frame.IDBDatabase.prototype, 'transaction', () => () => fails('InvalidStateError')),
  },
  {
    name: 'aborts every transaction without a reason',
    when: 'midway',
    takesWords: false,
    begin: (frame) =>
      void patch(
        frame.IDBDatabase.prototype,
        'transaction',
        (transaction) =>
          function (this: IDBDatabase, ...args) {
            const aborted = transaction.apply(this, args);
            // An endless reader keeps the transaction open until it is aborted.
            const read = (): void => void (aborted.objectStore('records').get('a').onsuccess = read);
            read();
            setTimeout(() => aborted.abort());
            return aborted;
          },
      ),
  },
  {
    name: 'loses the connection',
    when: 'midway',
    takesWords: true,
    begin: (frame) => {
      const met: IDBDatabase[] = [];
      patch(
        frame.IDBDatabase.prototype,
        'transaction',
        (transaction) =>
          function (this: IDBDatabase, ...args) {
            met.push(this);
            return met[0] === this ? fails('InvalidStateError') : transaction.apply(this, args);
          },
      );
    },
  },
  {
    name: 'goes silent',
    when: 'midway',
    takesWords: false,
    begin: (frame) =>
      void patch(frame.IDBObjectStore.prototype, 'getAllKeys', () => () => ({}) as IDBRequest<IDBValidKey[]>),
  },
  {
    name: 'is deleted by another tab',
    when: 'midway',
    takesWords: true,
    begin: (_, tab): Promise<unknown> =>
      tab.evaluate(`new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('comment-thread');
        request.onsuccess = () => resolve(true);
        request.onerror = reject;
      })`),
  },
];

/** What localStorage may be like. Full, it is for every page. */
const locals = {
  works: () => undefined,
  'may not be touched': (frame: FrameWindow) => refuse(frame, 'localStorage'),
  'is full': () => {
    let count = 0;
    for (let size = 1 << 20; size >= 1;) {
      try {
        localStorage.setItem(`filler-${String(count++)}`, 'x'.repeat(size));
      } catch {
        size >>= 1;
      }
    }
  },
} as const;

/** What a page may have beside IndexedDB. */
export interface Surroundings {
  readonly local: keyof typeof locals;
  readonly locks: boolean;
  readonly channel: boolean;
}

/** Every combination of them. */
export const surroundings = (Object.keys(locals) as (keyof typeof locals)[]).flatMap((local) =>
  [true, false].flatMap((locks) => [true, false].map((channel): Surroundings => ({ local, locks, channel }))),
);

/** Makes a page's surroundings such, before anything of the element is loaded. */
export const surround = (frame: FrameWindow, { local, locks, channel }: Surroundings): void => {
  locals[local](frame);
  if (!locks) Reflect.deleteProperty(frame.Navigator.prototype, 'locks');
  if (!channel) Reflect.deleteProperty(frame, 'BroadcastChannel');
};
