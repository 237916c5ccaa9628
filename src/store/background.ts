/**
 * Background Sync, the service worker's half: the same outbox over the same records, without a page.
 * An open page may do the same work at the same time; the lease and the compare-and-set see to it
 * that each draft is sent by one of them.
 */
import type { Adapter } from '../adapters/adapter.ts';
import { restLeft } from '../drafts/backoff.ts';
import type { DraftState } from '../drafts/draft.ts';
import { DraftStore } from '../drafts/draft-store.ts';
import { withLease } from '../drafts/lease.ts';
import { Outbox } from '../drafts/outbox.ts';
import type { OutboxOptions } from '../drafts/outbox-options.ts';
import { CommentThreadError } from '../errors.ts';
import type { RecordStore } from '../storage/record-store.ts';
import { SYNC, WORKER } from './sync.ts';

const UNSENT: readonly DraftState[] = ['queued', 'sending'];

/** What the name of a sync says: for which endpoint it is, and how long that lets a comment be edited, in seconds. */
export interface SyncTag {
  readonly endpoint: string;
  readonly editSeconds: number;
}

/** Reads the name of a sync; null when it is not ours. */
export const parseSyncTag = (tag: string): SyncTag | null => {
  const [, seconds, endpoint] = (tag.startsWith(SYNC) && /^(\d+) (.+)$/.exec(tag.slice(SYNC.length))) || [];
  return endpoint === undefined ? null : { endpoint, editSeconds: Number(seconds) };
};

/** Lets pages know that the worker of this scope, a URL, is one that can send; `script` is its own URL. */
export const announceWorker = async (records: RecordStore, scope: string, script: string): Promise<void> => {
  await records.transact([], () => new Map([[WORKER + scope, script]]));
};

/**
 * Sends what guests have queued, each draft once. Rejects when something is still to be sent or the records
 * failed, so that the browser tries again later; what the endpoint asked to wait for is waited for.
 */
export const sendQueued = async (
  { endpoint, editSeconds }: SyncTag,
  adapter: Adapter,
  records: RecordStore,
  { lease = withLease, clock = Date.now, ...options }: Partial<OutboxOptions> = {},
): Promise<void> => {
  const drafts = new DraftStore(records);
  // A page has timers for these; here nothing waits for one.
  for (const draft of await drafts.list(endpoint))
    if (draft.rest && !restLeft(draft.rest.until, clock())) await drafts.apply(draft, { type: 'rouse' });
  let work: Promise<void> | undefined;
  const outbox = new Outbox({
    ...options,
    clock,
    endpoint,
    adapter,
    drafts,
    // Who is signed in is known to pages only.
    writer: () => '',
    editSeconds: () => editSeconds,
    // Whoever waits for the work hears of it.
    report: () => undefined,
    lease: (...asked) => (work = lease(...asked)),
  });
  try {
    outbox.wake();
    await work;
  } finally {
    outbox.stop();
  }
  const left = (await drafts.list(endpoint)).find(({ state, writer }) => UNSENT.includes(state) && !writer);
  if (!left) return;
  const { code, message } = left.error ?? { code: 'network', message: 'It was not tried yet.' };
  throw new CommentThreadError(code, `A comment is still to be sent: ${message}`, { retryable: true });
};
