/**
 * One form. It renders itself into an element of its own, so that a keystroke renders nothing of the
 * thread. What is typed is saved soon after the first keystroke of a burst; nothing is ever asked
 * before closing, because nothing is lost.
 */
import { render } from 'lit/html.js';
import type { GuestAuthor } from '../adapters/adapter.ts';
import { forgetGuest, recallGuest, rememberGuest } from '../drafts/guest.ts';
import type { Draft, DraftError } from '../drafts/draft.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Messages } from '../i18n/messages.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { DraftSession } from '../store/draft-session.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import { composer, type ComposerField, type ComposerPurpose, type ComposerView } from '../view/composer.ts';
import { findFaults, toGuest, type FieldValues } from './submission.ts';

/** Milliseconds from a keystroke to saving; the promise to the reader is 500. */
const saveDelay = 150;

const fieldNames: readonly ComposerField[] = ['text', 'name', 'email', 'url'];

let made = 0;

/** What a form is for, and whom it tells. */
export interface ComposerOptions {
  readonly store: ThreadStore;
  readonly records: RecordStore;
  readonly session: DraftSession;
  readonly purpose: ComposerPurpose;
  readonly messages: () => Messages;
  /** Whom a reply answers. */
  readonly answers: () => string;
  /** Asks the page, when nothing is missing; false when it prevents posting. */
  readonly isWelcome: (text: string) => boolean;
  /** The reader posts. Rejects when the words could not be handed over: they stay in the form. */
  readonly onSubmit: (text: string, author: GuestAuthor | null) => Promise<void>;
  readonly onCancel: () => void;
  readonly onError: (error: CommentThreadError) => void;
}

/** A form, from the moment its chunk is there until its words are sent; `element` is what stands in the page. */
export class Composer {
  readonly element = document.createElement('form');
  readonly #options: ComposerOptions;
  readonly #key = `composer-${++made}`;
  #session: DraftSession;
  #errors = new Map<ComposerField, string>();
  #problem: string | null = null;
  #kept: ComposerView['kept'] = null;
  #isSaved = true;
  /** How many saves are under way. */
  #saving = 0;
  /** What the page was told last of its records. */
  #failure: RecordStore['failure'];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ComposerOptions) {
    this.#options = options;
    this.#session = options.session;
    this.element.noValidate = true;
    this.element.setAttribute('part', 'composer');
    // With the thread's own heading, since a page may have more threads than one.
    const heading = `${this.#key}-heading`;
    this.element.setAttribute('aria-labelledby', options.purpose === 'comment' ? `${heading} heading` : heading);
    this.element.addEventListener('input', this.#input);
    this.element.addEventListener('submit', this.#submit);
    this.element.addEventListener('keydown', this.#keydown);
    this.element.addEventListener('click', this.#click);
    this.update();
    this.open(options.session);
  }

  get session(): DraftSession {
    return this.#session;
  }

  get isEmpty(): boolean {
    return !this.#values().text.trim();
  }

  /**
   * Saves what is typed and shows another draft, with what the endpoint said of it if it was refused;
   * `text` stands for words not saved yet.
   */
  open(session: DraftSession, text = session.draft.text): void {
    void this.flush();
    this.#session = session;
    const { author, error, state } = session.draft;
    this.#field('text')!.value = text;
    if (author) this.#fillGuest(author);
    void this.#recallGuest();
    this.#kept = null;
    this.#blame(state === 'refused' ? error : null);
    this.#grow();
  }

  /** Whether nothing stands here that is not kept, so that what another page makes of the draft may be shown. */
  get isFollowing(): boolean {
    return this.#isSaved && !this.#saving;
  }

  /** Shows what another page has made of the draft. */
  follow(draft: Draft): void {
    const area = this.#field('text')!;
    this.#session.follow(draft);
    if (area.value === draft.text) return;
    area.value = draft.text;
    if (draft.author) this.#fillGuest(draft.author);
    this.#grow();
    this.update();
  }

  /** Renders anew what depends on the thread and the language; what is typed stays. */
  update(): void {
    const { store, purpose, answers } = this.#options;
    const { policy, mine } = store.state;
    if (!policy) return;
    render(
      composer({
        key: this.#key,
        purpose,
        messages: this.#options.messages(),
        policy,
        answers: answers(),
        viewer: mine?.viewer.name ?? null,
        length: this.#field('text')?.value.length ?? 0,
        errors: this.#errors,
        problem: this.#problem,
        kept: this.#kept,
      }),
      this.element,
    );
  }

  /** Goes to the first field that is wrong, else to the text. */
  focus(): void {
    this.#field(fieldNames.find((name) => this.#errors.has(name)) ?? 'text')?.focus();
  }

  /** Saves what is typed, now; resolves to whether it is kept. What could not be saved is tried again the next time. */
  async flush(): Promise<boolean> {
    this.#stopTimer();
    if (this.#isSaved) return true;
    this.#isSaved = true;
    this.#saving++;
    const { records, onError } = this.#options;
    const session = this.#session;
    const { text } = this.#values();
    const isDone = (await this.#settle(session.save(text, this.#author()).then(() => true))) ?? false;
    this.#saving--;
    if (records.failure && records.failure !== this.#failure) onError(records.failure);
    this.#failure = records.failure;
    if (session === this.#session) {
      const isKept = isDone && records.durable;
      this.#isSaved &&= isKept;
      this.#kept = session.rival ?? (isDone && !text.trim() ? null : isKept ? 'device' : 'page');
      this.update();
    }
    return isDone;
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeEventListener('beforeunload', this.#leave);
  }

  readonly #input = ({ target }: Event): void => {
    if (target === this.#remember && !this.#remember?.checked) void this.#settle(forgetGuest(this.#options.records));
    this.#isSaved = false;
    this.#timer ??= setTimeout(this.#leave, saveDelay);
    // Told of any later, storage has no time left to answer. Only now, since some browsers keep no page alive that listens.
    addEventListener('beforeunload', this.#leave);
    this.#grow();
    this.update();
  };

  readonly #leave = (): void => void this.flush();

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  };

  readonly #click = (event: MouseEvent): void => {
    const target = event.target as Element;
    if (target.closest('[name=cancel]')) this.#options.onCancel();
    // The second click of two would post the empty form that the first one left.
    if (event.detail > 1 && target.closest('[type=submit]')) event.preventDefault();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#post();
  };

  async #post(): Promise<void> {
    const { store, records, messages, purpose, isWelcome, onSubmit, onError } = this.#options;
    const { policy, mine } = store.state;
    if (!policy) return;
    const values = this.#values();
    const isGuest = !mine && purpose !== 'edit';
    this.#errors = findFaults(values, policy, isGuest, messages());
    this.#problem = null;
    this.update();
    if (this.#errors.size) {
      this.focus();
      return;
    }
    if (!isWelcome(values.text)) return;
    const author = this.#author();
    // Handed over: saving them as well would make another draft of them.
    this.#stopTimer();
    this.#isSaved = true;
    if (author && this.#remember?.checked) void this.#settle(rememberGuest(records, author));
    try {
      await onSubmit(values.text, author);
    } catch (error) {
      const known = asCommentThreadError(error, 'storage');
      this.#problem = messages().refused(known.code);
      this.#isSaved = false;
      onError(known);
      this.update();
    }
  }

  /** Puts the endpoint's reason at the field it speaks of; what concerns no field of this form stands at its foot. */
  #blame(error: DraftError | null): void {
    this.#errors = new Map();
    const rest: string[] = [];
    for (const { field, detail } of error?.fields ?? []) {
      const known = fieldNames.find((name) => name === field && this.#field(name));
      if (known) this.#errors.set(known, detail);
      else rest.push(detail);
    }
    if (error && !error.fields.length) rest.push(error.detail ?? this.#options.messages().refused(error.code));
    this.#problem = rest.join(' ') || null;
    this.update();
  }

  #author(): GuestAuthor | null {
    if (this.#options.purpose === 'edit') return this.#session.draft.author;
    return this.#session.draft.writer ? null : toGuest(this.#values());
  }

  /** The box that a guest ticks to be remembered. */
  get #remember(): HTMLInputElement | null {
    return this.element.querySelector('[name=remember]');
  }

  async #recallGuest(): Promise<void> {
    const guest = await this.#settle(recallGuest(this.#options.records));
    if (!guest || !this.#remember) return;
    this.#remember.checked = true;
    if (!toGuest(this.#values())) this.#fillGuest(guest);
  }

  /** What stands beside the words: failing to keep it is told to the page alone. */
  async #settle<Result>(done: Promise<Result>): Promise<Result | undefined> {
    try {
      return await done;
    } catch (error) {
      this.#options.onError(asCommentThreadError(error, 'storage'));
      return undefined;
    }
  }

  #fillGuest({ name, email = '', url = '' }: GuestAuthor): void {
    for (const [field, value] of Object.entries({ name, email, url })) {
      const input = this.#field(field as ComposerField);
      if (input) input.value = value;
    }
  }

  #values(): FieldValues {
    const valueOf = (name: ComposerField): string => this.#field(name)?.value ?? '';
    return { text: valueOf('text'), name: valueOf('name'), email: valueOf('email'), url: valueOf('url') };
  }

  #field(name: ComposerField): HTMLInputElement | HTMLTextAreaElement | null {
    return this.element.querySelector(`[name=${name}]`);
  }

  /** Browsers without `field-sizing` are told the height of the text. Goes when it is Baseline widely available. */
  #grow(): void {
    const area = this.#field('text');
    if (!area || CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }
}
