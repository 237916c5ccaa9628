/**
 * The outbox a reader sees: their unsent words of one thread, and what can be done about each.
 * Drafts that go out at once never come here; one that has come stays until it is sent or given up.
 */
import { render } from 'lit/html.js';
import type { Draft } from '../drafts/draft.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import { withOutbox } from '../i18n/en-outbox.ts';
import type { LocaleMessages, Messages, WaitingFor } from '../i18n/messages.ts';
import type { RecordStore } from '../storage/record-store.ts';
import { isSubmitted } from '../store/own-comments.ts';
import { canWrite, writerOf, type ThreadState } from '../store/thread-state.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import type { Writing } from '../store/writing.ts';
import { adopt } from '../view/adopt.ts';
import { outboxPanel, summaryOf, waitingFor, type OutboxAction, type UnsentView } from '../view/outbox-panel.ts';
import { outboxStyles } from '../view/outbox-styles.ts';
import type { ThreadHost } from './conversation-context.ts';

/** Whose words, through what they are sent, and whom to tell. */
export interface OutboxPanelOptions {
  readonly store: ThreadStore;
  readonly records: RecordStore;
  readonly writing: Pick<Writing, 'retry' | 'check' | 'discard' | 'restore'>;
  readonly host: ThreadHost;
  readonly messages: () => Messages;
  /** What each draft was last announced to wait for, by id; shared with whoever announces it as well. */
  readonly told: Map<string, WaitingFor>;
  readonly announce: (text: string) => void;
  readonly nameComment: (id: string) => string;
  /** Puts a draft into a form. */
  readonly onEdit: (id: string) => Promise<unknown>;
  /** The form with a draft's words that stands nowhere else in the page; null when there is none. */
  readonly formOf: (id: string) => HTMLElement | null;
  readonly onError: (error: CommentThreadError) => void;
}

const byOrder = (a: Draft, b: Draft): number => a.order - b.order || a.created - b.created;

const isStuck = ({ state, error }: Draft): boolean => state === 'queued' && (error !== null || !navigator.onLine);

/** Whether the reader finds the form of a draft in the page: below a comment that can be answered, at its own comment, or at the foot. */
const hasPlace = (state: ThreadState, { id, parent, edit, held }: Draft): boolean => {
  const { comments, drafts, thread } = state;
  const isPublished = (at: string): boolean => comments.get(at)?.status === 'published';
  if (edit) return held !== null || isPublished(id);
  if (thread!.closed || !canWrite(state)) return false;
  if (parent === null || isPublished(parent)) return true;
  const above = drafts.get(parent);
  return !!above && isSubmitted(above) && !above.held && !above.edit;
};

/** Whether a page says already what closing it means: once is enough, however many threads stand on it. */
let isSaid = false;

/** Made with the forms of a thread; `element` is what stands at its head. */
export class OutboxPanel {
  readonly #section = document.createElement('section');
  readonly #options: OutboxPanelOptions;
  readonly #messages: () => LocaleMessages;
  /** What is being done about which draft. */
  readonly #acting = new Map<string, OutboxAction>();
  #shown: ReadonlySet<string> = new Set();
  #discarded: Draft | null = null;
  /** The draft that could not be given up. */
  #failed: string | null = null;
  #isSaying = false;

  constructor(options: OutboxPanelOptions) {
    this.#options = options;
    this.#messages = withOutbox(options.messages);
    this.#section.setAttribute('part', 'outbox');
    this.#section.setAttribute('aria-labelledby', 'outbox-heading');
    this.#section.addEventListener('click', this.#press);
    adopt(options.host.renderRoot, outboxStyles);
  }

  /** Null while nothing waits. */
  get element(): HTMLElement | null {
    return this.#shown.size ? this.#section : null;
  }

  /** Follows the thread: its drafts, its words and who writes. */
  update(): void {
    const unsent = this.#unsent();
    const wasShown = this.#shown.size > 0;
    this.#shown = new Set(unsent.map(({ draft }) => draft.id));
    if (!unsent.length && !wasShown) return;
    this.#render(unsent);
    this.#announce(unsent);
    if (unsent.length > 0 !== wasShown) this.#options.host.requestUpdate();
  }

  /** Lets go of what was given up last: the reader has gone on to something else. */
  forget(): void {
    this.#discarded = null;
  }

  #unsent(): UnsentView[] {
    const { store, nameComment, formOf } = this.#options;
    const writer = writerOf(store.state);
    const drafts = [...store.state.drafts.values()].filter((draft) => draft.writer === writer).sort(byOrder);
    const listed = new Set<string | null>();
    for (const draft of drafts) if (this.#isListed(draft, listed)) listed.add(draft.id);
    const given = this.#discarded;
    const rows = drafts.filter(({ id }) => listed.has(id));
    if (given && !listed.has(given.id)) rows.push(given);
    return rows.sort(byOrder).map((draft) => ({
      draft,
      answers: nameComment(draft.parent ?? ''),
      now: listed.has(draft.id) ? this.#nowOf(draft) : 'discarded',
      composer: formOf(draft.id),
    }));
  }

  #isListed(draft: Draft, listed: ReadonlySet<string | null>): boolean {
    const { id, state, attempts, parent, text } = draft;
    const thread = this.#options.store.state;
    if (state === 'writing') return !!text.trim() && thread.thread !== null && !hasPlace(thread, draft);
    if (state === 'held') return false;
    if (state !== 'queued' && state !== 'sending') return true;
    if (this.#shown.has(id)) return true;
    // A reply to what waits itself waits with it.
    return state === 'sending' ? attempts > 1 : attempts > 0 || !navigator.onLine || listed.has(parent);
  }

  #nowOf({ id, state, edit }: Draft): UnsentView['now'] {
    if (this.#acting.get(id) === 'check') return 'checking';
    if (id === this.#failed) return 'discardFailed';
    if (state !== 'writing') return null;
    return this.#options.store.state.thread?.closed && !edit ? 'closed' : 'unplaced';
  }

  /** Renders without losing the reader's place: a button that goes leaves it to its row, a row to the next one. */
  #render(unsent: readonly UnsentView[]): void {
    const { host } = this.#options;
    const focused = host.renderRoot.activeElement;
    const at = this.#rows.findIndex((row) => row.contains(focused));
    const id = this.#rows[at]?.dataset['draft'];
    render(outboxPanel({ messages: this.#messages(), unsent, note: this.#note(unsent) }), this.#section);
    if (at < 0 || (unsent.length && focused?.isConnected)) return;
    const rows = this.#rows;
    const row = rows.find(({ dataset }) => dataset['draft'] === id) ?? rows[at] ?? rows.at(-1);
    const next = row?.querySelector<HTMLElement>('[name=undo]') ?? row ?? host.renderRoot.querySelector('section');
    next?.focus({ preventScroll: true });
  }

  get #rows(): HTMLElement[] {
    return [...this.#section.querySelectorAll<HTMLElement>('[data-draft]')];
  }

  /** Stays as long as the panel does, and is not said again when there is another; where it is not so, the warning does. */
  #note(unsent: readonly UnsentView[]): string | null {
    const { closingIsSafe, draftNotKept } = this.#messages();
    if (!this.#options.records.durable) return draftNotKept;
    if (!unsent.length) this.#isSaying = false;
    else if (!isSaid && unsent.some(({ draft }) => waitingFor(draft) === 'network')) isSaid = this.#isSaying = true;
    return this.#isSaying ? closingIsSafe : null;
  }

  /** Says once what each draft waits for: nothing before it was tried, and nothing at each try that fails like the last. */
  #announce(unsent: readonly UnsentView[]): void {
    const { told, announce, records } = this.#options;
    const messages = this.#messages();
    let isNews = false;
    for (const { draft, now } of unsent) {
      const what = waitingFor(draft);
      // What is only begun, the reader did not let go of.
      if (now === 'discarded' || draft.state === 'writing') continue;
      if (told.get(draft.id) === what || (what === 'network' && !isStuck(draft))) continue;
      told.set(draft.id, what);
      isNews = true;
    }
    if (isNews) announce(summaryOf(unsent, messages) + (records.durable ? '' : ` ${messages.draftNotKept}`));
  }

  readonly #press = ({ target, detail }: MouseEvent): void => {
    const button = (target as Element).closest('button');
    const id = button?.closest<HTMLElement>('[data-draft]')?.dataset['draft'];
    // A form in a row listens for itself. The second click of two meets the button that has come in the place of the first.
    if (button && !button.form && id !== undefined && detail < 2) void this.#act(button.name as OutboxAction, id);
  };

  async #act(action: OutboxAction, id: string): Promise<void> {
    if (this.#acting.has(id)) return;
    const { told, announce, onError } = this.#options;
    announce('');
    this.#acting.set(id, action);
    this.#failed = null;
    if (action !== 'undo') this.forget();
    this.update();
    try {
      await this.#do(action, id);
    } catch (error) {
      onError(asCommentThreadError(error, action === 'check' ? 'network' : 'storage'));
    }
    this.#acting.delete(id);
    // What comes of it is news again.
    told.delete(id);
    this.update();
  }

  #do(action: OutboxAction, id: string): Promise<unknown> {
    const { writing, onEdit } = this.#options;
    switch (action) {
      case 'retry':
        return writing.retry(id);
      case 'check':
        return writing.check(id);
      case 'edit':
        return onEdit(id);
      case 'discard':
        return this.#discard(id);
      case 'undo':
        return this.#restore();
    }
  }

  async #discard(id: string): Promise<void> {
    const { store, writing, announce } = this.#options;
    // Already now, so that its row stays where it is when the draft goes.
    this.#discarded = store.state.drafts.get(id) ?? null;
    const messages = this.#messages();
    let given: Draft | null = null;
    try {
      given = await writing.discard(id);
    } finally {
      // The reader may have gone on meanwhile.
      if (this.#discarded?.id === id) this.#discarded = given;
      if (given) announce(messages.discarded);
      // Another try had just begun: its row says the same.
      else if (store.state.drafts.get(id)?.state === 'sending') announce(messages.sending);
      else {
        this.#failed = id; // storage failed
        announce(messages.removeFailed);
      }
    }
  }

  async #restore(): Promise<void> {
    if (this.#discarded && (await this.#options.writing.restore(this.#discarded))) this.#discarded = null;
  }
}
