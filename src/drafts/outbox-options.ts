import type { Adapter } from '../adapters/adapter.ts';
import type { CommentThreadError } from '../errors.ts';
import { openChannel, type DraftChannel } from './draft-channel.ts';
import type { DraftStore } from './draft-store.ts';
import { withLease, type Lease } from './lease.ts';
import type { ReadBack } from './read-back.ts';
import { afterTimeout, type After } from './rests.ts';

/** Whom an outbox sends for, and by what. */
export interface OutboxOptions {
  readonly endpoint: string;
  readonly adapter: Adapter;
  readonly drafts: DraftStore;
  /**
   * Who writes now: the viewer's id; '' for a guest, and until the endpoint has said who is signed in; null while it
   * cannot be asked whether that is still so. Others' drafts stay where they are.
   */
  readonly writer: () => string | null;
  /** How long the endpoint lets a comment be edited. */
  readonly editSeconds: () => number;
  /** Told when storage fails while nobody waits for an answer; the outbox tries again by itself. */
  readonly report: (error: CommentThreadError) => void;
  /** @default withLease */
  readonly lease?: Lease;
  /** To the other pages of this browser. @default openChannel(endpoint) */
  readonly channel?: DraftChannel;
  /** The way of adapters that are not keyed. @default read-back.ts, loaded when it is needed */
  readonly readBack?: () => Promise<ReadBack>;
  /** From 0 to 1, for the jitter. @default Math.random */
  readonly random?: () => number;
  /** @default setTimeout */
  readonly after?: After;
  /** Milliseconds since the epoch. @default Date.now */
  readonly clock?: () => number;
}

/** The options with what a browser has for those left out. */
export const withDefaults = (options: OutboxOptions): Required<OutboxOptions> => ({
  lease: withLease,
  channel: options.channel ?? openChannel(options.endpoint),
  readBack: () => import('./read-back.ts'),
  random: Math.random,
  after: afterTimeout,
  clock: Date.now,
  ...options,
});
