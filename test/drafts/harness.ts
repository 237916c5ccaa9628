/** What the tests of drafts share: a comment, timers moved by hand, and an adapter that answers as it is told. */
import assert from 'node:assert/strict';
import type { Adapter, LoadRequest, Outcome, Submission } from '../../src/adapters/adapter.ts';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import type { Draft, DraftScope } from '../../src/drafts/draft.ts';
import { DraftChangeEvent } from '../../src/drafts/draft-change-event.ts';
import type { DraftChannel } from '../../src/drafts/draft-channel.ts';
import { Outbox } from '../../src/drafts/outbox.ts';
import type { OutboxOptions } from '../../src/drafts/outbox-options.ts';
import { findSent, noteIds } from '../../src/drafts/read-back.ts';
import type { After } from '../../src/drafts/rests.ts';
import { CommentThreadError, type ErrorCode, type ErrorDetails } from '../../src/errors.ts';
import type { Comment, Page } from '../../src/model/comment.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { makePage } from '../support/comments.ts';

export const scope: DraftScope = { endpoint: 'https://comments.test/blog', thread: '/a', parent: null, writer: '' };
export const author = { name: 'Ada' };

export const commentOf = (
  { id, parent, text, revision }: Submission | Draft,
  status: Comment['status'] = 'published',
): Comment => ({
  id,
  parent,
  kind: 'comment',
  number: [1],
  sequence: 1,
  author,
  created: 0,
  edited: null,
  revision,
  body: { text },
  status,
  likes: 0,
});

export const posted = (submission: Submission): Outcome => ({ kind: 'posted', comment: commentOf(submission) });
export const held = (submission: Submission): Outcome => ({ kind: 'held', comment: commentOf(submission, 'pending') });
export const failed = (kind: 'unknown' | 'refused', code: ErrorCode, details?: ErrorDetails): Outcome => ({
  kind,
  error: new CommentThreadError(code, `a scripted ${code}`, details),
});

/** Lets so much time go by, in milliseconds, with sweeps so close that all of it counts. */
export const passTime = async (milliseconds: number, time: { now: number }, drafts: DraftStore): Promise<void> => {
  const stride = 6 * 3_600_000;
  for (let left = milliseconds; left > 0; left -= stride) {
    time.now += Math.min(left, stride);
    await drafts.sweep();
  }
};

/** Lets everything that waits for nothing but other promises go as far as it can. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Timers on a clock that only `advance` moves. */
export class ManualTimers {
  now: number;
  readonly #due = new Set<{ at: number; run: () => void }>();

  constructor(now = 0) {
    this.now = now;
  }

  readonly after: After = (milliseconds, run) => {
    const timer = { at: this.now + milliseconds, run };
    this.#due.add(timer);
    return () => this.#due.delete(timer);
  };

  get size(): number {
    return this.#due.size;
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settle();
    for (;;) {
      const [next] = [...this.#due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#due.delete(next);
      this.now = next.at;
      next.run();
      await settle();
    }
    this.now = end;
  }
}

/** Answers each send with what `answer` says, and keeps what was sent; a backend without keys is read as well. */
export class ScriptedAdapter implements Adapter {
  readonly keyed: boolean;
  readonly sent: Submission[] = [];
  answer: (submission: Submission) => Outcome | Promise<Outcome> = posted;
  read = async (): Promise<Comment | null> => this.stands;
  /** What `read` finds. */
  stands: Comment | null = null;

  constructor(keyed = true) {
    this.keyed = keyed;
  }

  /** What the thread shows. */
  comments: Comment[] = [];
  /** How often the thread was asked for. */
  loads = 0;
  page: (request: LoadRequest) => Page | Promise<Page> = () => makePage(this.comments);

  async load(request: LoadRequest): Promise<Page> {
    assert.equal(this.keyed, false, 'Where copies can be told apart, nothing is read.');
    this.loads++;
    return this.page(request);
  }

  async send(submission: Submission): Promise<Outcome> {
    this.sent.push(submission);
    return this.answer(submission);
  }

  get texts(): string[] {
    return this.sent.map(({ text }) => text);
  }
}

/** No other page. */
export const silence: DraftChannel = { tell: () => undefined, listen: () => () => undefined };

/** An outbox over memory, with everything in reach. `random` is at its top, so that delays are their bounds. */
export const createOutbox = (
  options: Partial<Omit<OutboxOptions, 'adapter'>> & {
    adapter?: ScriptedAdapter;
    records?: MemoryRecords;
    /** When the page was opened. */
    now?: number;
  } = {},
) => {
  const { records = new MemoryRecords(), now = 0, adapter = new ScriptedAdapter(), ...rest } = options;
  const timers = new ManualTimers(now);
  const drafts = new DraftStore(records, { clock: () => timers.now });
  const reports: CommentThreadError[] = [];
  const outbox = new Outbox({
    endpoint: scope.endpoint,
    adapter,
    drafts,
    writer: () => '',
    editSeconds: () => 900,
    report: (error) => reports.push(error),
    lease: (_, work) => work(true),
    channel: silence,
    // At hand, since the loading of a part takes as long as it takes.
    readBack: () => Promise.resolve({ noteIds, findSent }),
    clock: () => timers.now,
    random: () => 1,
    after: timers.after,
    ...rest,
  });
  const events: DraftChangeEvent[] = [];
  outbox.addEventListener('draft-change', (event) => {
    assert.ok(event instanceof DraftChangeEvent);
    events.push(event);
  });
  const post = async (text: string, place: Partial<DraftScope> = {}): Promise<Draft> => {
    const change = await outbox.post({ ...drafts.create({ ...scope, ...place }), text, author });
    if (!change.draft) throw new Error('The draft was not queued.');
    return change.draft;
  };
  const stateOf = async (id: string) => (await drafts.get(id))?.state;
  return { adapter, drafts, events, outbox, post, records, reports, stateOf, timers };
};
