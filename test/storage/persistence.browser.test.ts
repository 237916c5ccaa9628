import { assert } from '@open-wc/testing';
import { askToPersist } from '../../src/storage/persistence.ts';

/** Runs something in a browser whose storage manager is this one. */
const withStorage = async (storage: unknown, work: () => Promise<void>): Promise<void> => {
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(navigator, 'storage');
  }
};

describe('asking the browser to keep what is stored', () => {
  it('asks', async () => {
    let asked = 0;
    const storage = {
      persist: () => {
        asked++;
        return Promise.resolve(true);
      },
    };
    await withStorage(storage, askToPersist);
    assert.equal(asked, 1);
  });

  for (const [how, storage] of [
    ['has no storage manager, as in insecure contexts', undefined],
    ['rejects', { persist: () => Promise.reject(new TypeError('no')) }],
    [
      'throws',
      {
        persist: () => {
          throw new TypeError('no');
        },
      },
    ],
  ] as const) {
    it(`goes on where the browser ${how}`, () => withStorage(storage, askToPersist));
  }
});
