/**
 * Drafts and receipts as records. Every change is one transaction that reads the record, compares its
 * version with the one the caller has seen, and writes; whoever comes second is told what stands there now.
 *
 * Keys: `draft:<id>`, `receipt:<id>`, `counter` (the order of sending), `guest`.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { Draft, DraftScope, Receipt } from './draft.ts';
import { createId, createSecret, randomBytes, type RandomBytes } from './identifiers.ts';
import { draftKey, receiptKey } from './list.ts';
import { transition, type DraftEvent } from './transitions.ts';

const COUNTER = 'counter';

/** How a change ended. */
export interface Change {
  /** False when the record was another version than the caller's, or the event may not meet its state. */
  readonly applied: boolean;
  /** The record as it stands now; null when the store holds none. */
  readonly draft: Draft | null;
}

/** What a test puts in the place of the clock and of chance. */
export interface DraftStoreOptions {
  /** Milliseconds since the epoch. @default Date.now */
  readonly clock?: () => number;
  /** @default crypto.getRandomValues */
  readonly random?: RandomBytes;
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
    return {
      ...scope,
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
      held: null,
      created: now,
    };
  }

  /** A draft that edits one's own comment, starting from the words it was sent with; stored from the first `save` on. */
  createEdit({ id, endpoint, thread, parent, writer, secret, revision, text, author }: Receipt): Draft {
    const scope = { endpoint, thread, parent, writer };
    return { ...this.create(scope), id, secret, text, author, revision: revision + 1, edit: true };
  }

  /** Keeps what is being written. When no word is left the record leaves the store: go on with a new draft then. */
  save(draft: Draft, text: string, author: GuestAuthor | null): Promise<Change> {
    return this.apply(draft, { type: 'write', text, author });
  }

  /** Puts a draft, with the text and author given in it, at the end of the order of sending. */
  queue(draft: Draft): Promise<Change> {
    const { text, author } = draft;
    return this.#change(draft, (counter, receipt) => {
      const revision = receipt ? receipt.revision + 1 : 0;
      return { type: 'queue', text, author, order: counter + 1, revision };
    });
  }

  /** Gives up a draft that is not on its way. */
  discard(draft: Draft): Promise<Change> {
    return this.#change(draft, (_, receipt) => ({ type: 'discard', original: receipt?.text ?? draft.text }));
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

  /** All drafts for an endpoint, of every thread and writer, in the order of sending. */
  async list(endpoint: string): Promise<Draft[]> {
    const drafts = await this.#records.list<Draft>(draftKey());
    return drafts.filter((draft) => draft.endpoint === endpoint).sort((a, b) => a.order - b.order);
  }

  /** Drops what is left of a comment whose deletion the endpoint has confirmed. */
  async forget(id: string): Promise<void> {
    await this.#delete([draftKey(id), receiptKey(id)]);
  }

  /** Drops the receipts whose time is over, but for those whose comment awaits moderation. */
  async sweep(): Promise<void> {
    const drafts = new Set((await this.#records.list<Draft>(draftKey())).map(({ id }) => id));
    const now = this.#clock();
    const isOver = ({ id, until }: Receipt): boolean => until <= now && !drafts.has(id);
    const receipts = (await this.#records.list<Receipt>(receiptKey())).filter(isOver);
    if (receipts.length) await this.#delete(receipts.map(({ id }) => receiptKey(id)));
  }

  async #delete(keys: readonly string[]): Promise<void> {
    await this.#records.transact([], () => new Map(keys.map((key) => [key, undefined])));
  }

  async #change(draft: Draft, toEvent: (counter: number, receipt: Receipt | undefined) => DraftEvent): Promise<Change> {
    const key = draftKey(draft.id);
    let result: Change = { applied: false, draft: null };
    await this.#records.transact([key, receiptKey(draft.id), COUNTER], (values) => {
      const [stored, receipt, counter = 0] = values as [Draft?, Receipt?, number?];
      const current = stored ?? (draft.version ? undefined : draft);
      const event = toEvent(counter, receipt);
      const next = current?.version === draft.version ? transition(current, event) : 'illegal';
      result = { applied: next !== 'illegal', draft: next === 'illegal' ? (stored ?? null) : next };
      if (!current || next === 'illegal') return null;
      const writes = new Map<string, unknown>([[key, next ?? undefined]]);
      if (event.type === 'queue') writes.set(COUNTER, event.order);
      if (event.type === 'posted' || event.type === 'held') {
        writes.set(receiptKey(draft.id), this.#receipt(current, receipt, event.editSeconds));
      }
      return writes;
    });
    return result;
  }

  /** The time to edit runs from the first answer: neither an edit nor moderation prolongs it. */
  #receipt(draft: Draft, before: Receipt | undefined, editSeconds: number): Receipt {
    const { id, endpoint, thread, parent, writer, secret, revision, text, author } = draft;
    const until = before?.until ?? this.#clock() + editSeconds * 1000;
    return { id, endpoint, thread, parent, writer, secret, revision, text, author, until };
  }
}
