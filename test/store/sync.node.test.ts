import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Mine } from '../../src/model/comment.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { announceWorker, parseSyncTag } from '../../src/store/background.ts';
import { askForSync } from '../../src/store/sync.ts';
import { makePage } from '../support/comments.ts';
import { openStore } from './harness.ts';

const scope = 'https://site.test/';
const script = 'https://site.test/worker.js';
const platform = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

let records = new MemoryRecords();
let tags: string[] = [];

const setServiceWorker = (serviceWorker: unknown): void => {
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { serviceWorker } });
};

const registration = {
  scope,
  active: { scriptURL: script },
  sync: {
    register: async (tag: string): Promise<void> => {
      tags.push(tag);
    },
  },
};

const setRegistration = (value: unknown): void => setServiceWorker({ getRegistration: async () => value });

/** A thread that was loaded by the native adapter. */
const load = async (mine: Mine | null = null) => {
  const { store, adapter } = openStore(makePage([]));
  Object.assign(adapter, { protocol: 'native' });
  await store.load();
  store.patch({ mine });
  return { store, adapter };
};

beforeEach(async () => {
  records = new MemoryRecords();
  tags = [];
  setRegistration(registration);
  await announceWorker(records, scope, script);
});

afterEach(() => {
  if (platform) Object.defineProperty(globalThis, 'navigator', platform);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

test('a guest’s words are sent by the worker that can, and it is told all it needs', async () => {
  const { store } = await load();
  await askForSync(store, records);
  assert.deepEqual(tags.map(parseSyncTag), [
    { endpoint: store.endpoint, editSeconds: store.state.policy?.editSeconds ?? NaN },
  ]);
});

test('a worker that has not said that it can send is not bothered', async () => {
  const { store } = await load();
  await askForSync(store, new MemoryRecords());
  setRegistration({ ...registration, active: { scriptURL: 'https://site.test/another.js' } });
  await askForSync(store, records);
  setRegistration({ ...registration, active: null });
  await askForSync(store, records);
  assert.deepEqual(tags, []);
});

test('of two workers in one place the later one counts', async () => {
  await announceWorker(records, scope, 'https://site.test/newer.js');
  const { store } = await load();
  await askForSync(store, records);
  assert.deepEqual(tags, []);
});

test('nobody sends for one who is signed in, nor for an adapter of the site’s own', async () => {
  const { store } = await load({ viewer: { id: 'ada', name: 'Ada', moderator: false }, may: new Map() });
  await askForSync(store, records);
  const own = await load();
  Reflect.deleteProperty(own.adapter, 'protocol');
  await askForSync(own.store, records);
  assert.deepEqual(tags, []);
});

test('where it cannot be, nothing happens', async () => {
  const { store } = await load();
  const refuse = (): Promise<never> => Promise.reject(new DOMException('No.', 'NotAllowedError'));
  setServiceWorker(undefined);
  await askForSync(store, records);
  setRegistration(undefined);
  await askForSync(store, records);
  setRegistration({ ...registration, sync: undefined });
  await askForSync(store, records);
  setRegistration({ ...registration, sync: { register: refuse } });
  await askForSync(store, records);
  setServiceWorker({ getRegistration: refuse });
  await askForSync(store, records);
  assert.deepEqual(tags, []);
});
