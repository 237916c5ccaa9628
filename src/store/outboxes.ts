/**
 * One outbox per endpoint and page, however many threads of it stand there: it sends for all of
 * them, and each is told what became of its drafts.
 */
import { DraftStore } from '../drafts/draft-store.ts';
import { Outbox } from '../drafts/outbox.ts';
import type { RecordStore } from '../storage/record-store.ts';
import { writerOf } from './thread-state.ts';
import type { ThreadStore } from './thread-store.ts';

interface SharedOutbox {
  readonly outbox: Outbox;
  readonly members: Set<ThreadStore>;
}

const shared = new Map<string, SharedOutbox>();

const create = (first: ThreadStore, records: RecordStore): SharedOutbox => {
  const { endpoint, onError } = first;
  const members = new Set<ThreadStore>();
  // The last to come of those that have been loaded: another reader may have signed in since the others came.
  const current = (): ThreadStore => [...members].reverse().find(({ state }) => state.policy) ?? first;
  const { adapter } = first;
  const outbox = new Outbox({
    endpoint,
    adapter: {
      keyed: adapter.keyed ?? false,
      orders: adapter.orders ?? ['oldest'],
      load: (request) => current().adapter.load(request),
      send: (submission) => current().adapter.send(submission),
      ...(adapter.read && { read: async (own) => (await current().adapter.read?.(own)) ?? null }),
    },
    drafts: new DraftStore(records),
    writer: () => {
      const { state } = current();
      // Whoever a saved copy was for may have signed out since.
      return state.savedAt !== null && state.mine ? null : writerOf(state);
    },
    editSeconds: () => current().state.policy?.editSeconds ?? 0,
    report: onError,
  });
  return { outbox, members };
};

/** The outbox that sends for this thread; `leave` it when the thread is gone, and the last one stops it. */
export const joinOutbox = (store: ThreadStore, records: RecordStore): { outbox: Outbox; leave: () => void } => {
  const { endpoint } = store;
  let entry = shared.get(endpoint);
  if (!entry) shared.set(endpoint, (entry = create(store, records)));
  const { outbox, members } = entry;
  members.add(store);
  return {
    outbox,
    leave: () => {
      members.delete(store);
      if (members.size) return;
      outbox.stop();
      shared.delete(endpoint);
    },
  };
};
