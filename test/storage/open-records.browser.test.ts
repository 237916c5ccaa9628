import { assert } from '@open-wc/testing';
import type { openRecords } from '../../src/storage/open-records.ts';
import { patch } from './patch.ts';

/** The module anew, as another page would load it: its one store is not yet opened. */
const openAnew = async (page: string) => {
  const address = `../../src/storage/open-records.ts?${page}`;
  return ((await import(address)) as { openRecords: typeof openRecords }).openRecords();
};

describe('the page’s records', () => {
  it('are one store, opened at the first call, that another page finds again', async () => {
    let opened = 0;
    const restore = patch(
      IDBFactory.prototype,
      'open',
      (open) =>
        function (this: IDBFactory, ...args) {
          opened++;
          return open.apply(this, args);
        },
    );
    try {
      const records = await openAnew('first');
      assert.strictEqual(await openAnew('first'), records);
      assert.strictEqual(opened, 0);
      await Promise.all([records.transact([], () => new Map([['a', 1]])), records.list('')]);
      assert.strictEqual(opened, 1);
      assert.strictEqual(records.durable, true);
      assert.deepEqual(await (await openAnew('second')).list('a'), [1]);
    } finally {
      restore();
    }
  });

  const factory = indexedDB;
  const absences: [string, PropertyDescriptor][] = [
    ['is absent', { value: undefined }],
    [
      'may not be touched',
      {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    ],
    [
      'throws when it is opened',
      {
        value: {
          open: () => {
            throw new DOMException('no', 'InvalidStateError');
          },
        },
      },
    ],
    ['never opens', { value: { open: () => ({}) } }],
  ];
  for (const [how, descriptor] of absences) {
    it(`are kept in localStorage for the next page where IndexedDB ${how}`, async () => {
      Object.defineProperty(window, 'indexedDB', { ...descriptor, configurable: true });
      try {
        const records = await openAnew(how);
        await records.transact([], () => new Map([['b', 2]]));
        assert.strictEqual(records.durable, true);
        assert.deepEqual(await records.list('b'), [2]);
        assert.deepEqual(await (await openAnew(`${how} again`)).list('b'), [2]);
      } finally {
        localStorage.clear();
        Object.defineProperty(window, 'indexedDB', { value: factory, configurable: true });
      }
    });
  }
});
