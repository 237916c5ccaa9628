/**
 * Drafts and receipts as records. Every change is one transaction that reads the record, compares its
 * version with the one the caller has seen, and writes; whoever comes second is told what stands there now.
 *
 * Keys: `draft:<id>`, `receipt:<endpoint> <thread> <id>`, `counter` (the order of sending), `age`, `guest`.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { RecordKey, RecordStore } from '../storage/record-store.ts';
import type { CommentRef, Draft, DraftScope, Receipt } from './draft.ts';
import { createId, createSecret, randomBytes, type RandomBytes } from './identifiers.ts';
import { draftKey, RECEIPT, receiptKey } from './list.ts';
import { mayHaveArrived, transition, type DraftEvent } from './transitions.ts';

const COUNTER = 'counter';
const AGE = 'age';
/** Milliseconds a receipt outlasts the time to edit: an answer to what it stands for may still be in a form. */
const DAY = 86_400_000;
/** Milliseconds of that which may pass between two sweeps, so that a clock that was set ends no receipt. */
const STRIDE = DAY / 4;
/** How many receipts are dropped at a time, so that no transaction is long. */
const SWEEP = 100;

/** How a change ended. */
export interface Change {
  /** False when the record was another version than the caller's, or the event may not meet its state. */
  readonly applied: boolean;
  /** The record as it stands now; null when the store holds none. */
  readonly draft: Draft | null;
  /** Whether the store holds none because the endpoint has these very words. */
  readonly isSent: boolean;
}

/** What a test puts in the place of the clock and of chance. */
export interface DraftStoreOptions {
  /** Milliseconds since the epoch. @default Date.now */
  readonly clock?: () => number;
  /** @default crypto.getRandomValues */
  readonly random?: RandomBytes;
}

/** The time that has passed for receipts, in milliseconds, and what the clock said when it was last taken. */
interface Age {
  readonly age: number;
  readonly at: number;
}

/** What stands beside the record when an event is made for it. */
interface Surroundings {
  readonly counter: number;
  readonly receipt: Receipt | undefined;
}

/** Every read and write of drafts and receipts goes through one of these; any number may stand on the same records. */
export class DraftStore {
  readonly #records: RecordStore;
  readonly #clock: () => number;
  readonly #random: RandomBytes;

  constructor(records: RecordStore, { clock = Date.now, random = randomBytes }: DraftStoreOptions = {}) {
    this.#records = records;
    this.#clock = clock;
    this.#random = random;
  }

  /** An empty draft of a new comment; the store knows nothing of it until words are saved. */
  create(scope: DraftScope): Draft {
    const now = this.#clock();
    const { endpoint, thread, parent, writer } = scope;
    return {
      endpoint,
      thread,
      parent,
      writer,
      id: createId(now, this.#random),
      secret: createSecret(this.#random),
      state: 'writing',
      text: '',
      author: null,
      revision: 0,
      edit: false,
      version: 0,
      order: 0,
      attempts: 0,
      error: null,
      rest: null,
      seen: null,
      held: null,
      created: now,
    };
  }

  /** A draft that edits one's own comment, starting from the words it was sent with; stored from the first `save` on. */
  createEdit({ id, endpoint, thread, parent, writer, secret, next, text, author }: Receipt): Draft {
    const scope = { endpoint, thread, parent, writer };
    return { ...this.create(scope), id, secret, text, author, revision: next, edit: true };
  }

  /** Keeps what is being written. When no word is left the record leaves the store: go on with a new draft then. */
  save(draft: Draft, text: string, author: GuestAuthor | null): Promise<Change> {
    return this.apply(draft, { type: 'write', text, author });
  }

  /** Puts a draft, with the text and author given in it, at the end of the order of sending. */
  queue(draft: Draft): Promise<Change> {
    const { text, author } = draft;
    return this.#change(draft, ({ counter, receipt }) => ({
      type: 'queue',
      text,
      author,
      order: counter + 1,
      revision: receipt?.next ?? 0,
    }));
  }

  /** Gives up a draft that is not on its way. */
  discard(draft: Draft): Promise<Change> {
    return this.#change(draft, ({ receipt }) => ({ type: 'discard', original: receipt?.text ?? draft.text }));
  }

  /** Puts a draft back as it was when it was given up; not applied when it has changed since, or the endpoint has as much of it. */
  async restore(draft: Draft): Promise<Change> {
    const key = draftKey(draft.id);
    let result!: Change;
    await this.#records.transact([key, receiptKey(draft), parentKey(draft)], (values) => {
      const [stored, receipt, parent] = values as [Draft?, Receipt?, Receipt?];
      const isSent = !stored && receipt?.comment != null && receipt.revision >= draft.revision;
      // One that awaits moderation has stayed, with the words it has there.
      const applied = stored ? stored.state === 'held' && stored.version === draft.version + 1 : !isSent;
      // Higher than any version that others may have seen.
      const restored = { ...draft, parent: parentOf(draft, parent), version: (stored ?? draft).version + 1 };
      result = { applied, draft: applied ? restored : (stored ?? null), isSent };
      return applied ? new Map([[key, restored]]) : null;
    });
    return result;
  }

  /** Any other event, under compare-and-set on the given draft's version. */
  apply(draft: Draft, event: DraftEvent): Promise<Change> {
    return this.#change(draft, () => event);
  }

  /**
   * The endpoint's word that it holds what was sent. That is a fact about this revision, so it counts
   * whatever others have done with the record meanwhile, as long as its words are the same.
   */
  async confirm(sent: Draft, event: DraftEvent & { type: 'posted' | 'held' }): Promise<Change> {
    let seen = sent;
    for (;;) {
      const change = await this.apply(seen, event);
      const { applied, draft } = change;
      if (applied || draft?.revision !== sent.revision || draft.version === seen.version) return change;
      seen = draft;
    }
  }

  async get(id: string): Promise<Draft | null> {
    return (await this.#records.list<Draft>(draftKey(id)))[0] ?? null;
  }

  /** What is left of a draft that the endpoint has; null where it has not said so. */
  async getReceipt(comment: CommentRef): Promise<Receipt | null> {
    const [receipt] = await this.#records.list<Receipt>(receiptKey(comment));
    return receipt?.comment == null ? null : receipt;
  }

  /** All drafts for an endpoint, of every thread and writer, in the order of sending. */
  async list(endpoint: string): Promise<Draft[]> {
    const drafts = await this.#records.list<Draft>(draftKey());
    return drafts.filter((draft) => draft.endpoint === endpoint).sort((a, b) => a.order - b.order);
  }

  /** The backend's ids of the comments in a thread that are known to come from drafts of this device. */
  async listSent({ endpoint, thread }: DraftScope): Promise<Set<string>> {
    const receipts = await this.#records.list<Receipt>(receiptKey({ endpoint, thread, id: '' }));
    return new Set(receipts.flatMap(({ comment }) => comment ?? []));
  }

  /** Drops what is left of a comment whose deletion the endpoint has confirmed. */
  async forget(comment: CommentRef): Promise<void> {
    await this.#delete([draftKey(comment.id), receiptKey(comment)]);
  }

  /** Drops the receipts whose time is over, but for those whose comment awaits moderation. */
  async sweep(): Promise<void> {
    const drafts = new Set((await this.#records.list<Draft>(draftKey())).map(({ id }) => id));
    const age = await this.#takeAge();
    const isOver = ({ id, due }: Receipt): boolean => due <= age && !drafts.has(id);
    const receipts = (await this.#records.list<Receipt>(RECEIPT)).filter(isOver);
    const keys = receipts.map(receiptKey);
    while (keys.length) await this.#delete(keys.splice(0, SWEEP));
  }

  async #takeAge(): Promise<number> {
    const at = this.#clock();
    let age = 0;
    await this.#records.transact([AGE], ([value]) => {
      const before = (value as Age | undefined) ?? { age, at };
      age = before.age + Math.min(Math.max(at - before.at, 0), STRIDE);
      return new Map([[AGE, { age, at }]]);
    });
    return age;
  }

  async #delete(keys: readonly string[]): Promise<void> {
    await this.#records.transact([], () => new Map(keys.map((key) => [key, undefined])));
  }

  async #change(draft: Draft, toEvent: (around: Surroundings) => DraftEvent): Promise<Change> {
    const key = draftKey(draft.id);
    const keys: RecordKey[] = [key, receiptKey(draft), COUNTER, parentKey(draft), { prefix: draftKey() }, AGE];
    let result!: Change;
    await this.#records.transact(keys, (values) => {
      const [stored, receipt, counter = 0, parent, all, { age } = { age: 0 }] = values as [
        Draft | undefined,
        Receipt | undefined,
        number | undefined,
        Receipt | undefined,
        Draft[],
        Age | undefined,
      ];
      // One that the endpoint has had is not new, whatever this page was told of its first save.
      const isNew = !draft.version && (draft.edit || !receipt);
      const current = stored ?? (isNew ? draft : undefined);
      const event = toEvent({ counter, receipt });
      const legal = current?.version === draft.version ? transition(current, event) : 'illegal';
      const next = legal && legal !== 'illegal' ? succeed(legal, stored ? undefined : receipt, parent) : legal;
      const applied = next !== 'illegal';
      const isSent = !stored && 'text' in event && receipt?.comment != null && receipt.text === event.text;
      result = { applied, draft: applied ? next : (stored ?? null), isSent: isSent && !applied };
      if (!current || !applied) return null;
      const writes = new Map<string, unknown>([[key, next ?? undefined]]);
      if (event.type === 'queue') writes.set(COUNTER, event.order);
      if (event.type === 'posted' || event.type === 'held') {
        const { comment, editSeconds } = event;
        writes.set(receiptKey(draft), this.#receipt(current, comment.id, receipt, editSeconds * 1000, age));
        for (const [id, answer] of reparented(all, draft.id, comment.id)) writes.set(id, answer);
      } else if (!next && mayHaveArrived(current)) {
        // Should it turn up after all, it is still the reader's own, and what they write next is not taken for it.
        const left = this.#receipt(current, null, receipt, DAY, age);
        const { next, version } = left;
        writes.set(receiptKey(draft), receipt ? { ...receipt, next, version } : left);
      }
      return writes;
    });
    return result;
  }

  /** The time to edit, in milliseconds, runs from the first answer: neither an edit nor moderation prolongs it. */
  #receipt(draft: Draft, comment: string | null, before: Receipt | undefined, time: number, age: number): Receipt {
    const { id, endpoint, thread, parent, writer, secret, revision, version, text, author } = draft;
    const next = Math.max(revision + 1, before?.next ?? 0);
    const { until, due } = before ?? { until: this.#clock() + time, due: age + time + DAY };
    return { id, comment, endpoint, thread, parent, writer, secret, revision, next, version, text, author, until, due };
  }
}

/** The key of the receipt for the comment answered. */
const parentKey = (draft: Draft): string => receiptKey({ ...draft, id: draft.parent ?? '' });

/** What the backend calls the comment answered, as far as the receipt for it says. */
const parentOf = (draft: Draft, receipt: Receipt | undefined): string | null => receipt?.comment ?? draft.parent;

/** The record, in the place of one that has left the store, and under the comment it answers. */
const succeed = (draft: Draft, before: Receipt | undefined, parent: Receipt | undefined): Draft => ({
  ...draft,
  version: draft.version + (before?.version ?? 0),
  parent: parentOf(draft, parent),
});

/** The answers to a comment under its new id, where the backend gave it one. */
const reparented = function* (drafts: readonly Draft[], before: string, now: string): Iterable<[string, Draft]> {
  if (before === now) return;
  for (const draft of drafts) {
    const moved = draft.parent === before ? transition(draft, { type: 'reparent', parent: now }) : null;
    if (moved && moved !== 'illegal') yield [draftKey(draft.id), moved];
  }
};
