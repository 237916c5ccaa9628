/** Several pages of one browser: one disk, one lock, one channel, and an outbox in each page. */
import type { DraftChannel, DraftNews } from '../../src/drafts/draft-channel.ts';
import type { Lease } from '../../src/drafts/lease.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { createOutbox } from './harness.ts';

/** Who has the lock, and who waits for it, in order. */
class FakeLock {
  readonly #queue: { readonly owner: object; readonly begin: () => void }[] = [];

  leaseFor(owner: object): Lease {
    return (_, work, signal) =>
      new Promise((resolve, reject) => {
        const turn = {
          owner,
          begin: () => {
            const done = signal.aborted ? Promise.resolve() : work(true);
            done.then(resolve, reject).finally(() => this.#leave((each) => each === turn));
          },
        };
        this.#queue.push(turn);
        if (this.#queue[0] === turn) turn.begin();
      });
  }

  /** Takes the lock from whoever is no more. */
  drop(owner: object): void {
    this.#leave((each) => each.owner === owner);
  }

  #leave(isGone: (turn: { readonly owner: object }) => boolean): void {
    const [holder] = this.#queue;
    const left = this.#queue.filter((turn) => !isGone(turn));
    this.#queue.splice(0, Infinity, ...left);
    if (left[0] !== holder) left[0]?.begin();
  }
}

/** Carries news to every page but the one that tells them. */
class Ether {
  /** All that was told, in order. */
  readonly told: DraftNews[] = [];
  readonly #hearers = new Map<DraftChannel, (news: DraftNews) => void>();

  join(): DraftChannel {
    const channel: DraftChannel = {
      tell: (news) => {
        this.told.push(news);
        for (const [other, hear] of this.#hearers)
          if (other !== channel) queueMicrotask(() => hear(structuredClone(news)));
      },
      listen: (hear) => {
        this.#hearers.set(channel, hear);
        return () => this.#hearers.delete(channel);
      },
    };
    return channel;
  }

  get size(): number {
    return this.#hearers.size;
  }
}

/** A browser without any page yet. A page that dies answers nobody any more; its timers never run unless they are moved. */
export const openBrowser = (records = new MemoryRecords()) => {
  const lock = new FakeLock();
  const ether = new Ether();
  const open = (options: Parameters<typeof createOutbox>[0] = {}) => {
    const owner = {};
    const channel = ether.join();
    const page = createOutbox({ records, lease: lock.leaseFor(owner), channel, ...options });
    return { ...page, die: () => lock.drop(owner) };
  };
  return { records, ether, open };
};
