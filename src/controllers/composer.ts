/**
 * One form. It renders itself into an element of its own, so that a keystroke renders nothing of the
 * thread. What is typed is saved soon after the first keystroke of a burst, and at once when
 * the page is hidden; nothing is ever asked before closing, because nothing is lost.
 */
import { render } from 'lit/html.js';
import type { GuestAuthor } from '../adapters/adapter.ts';
import { forgetGuest, recallGuest, rememberGuest } from '../drafts/guest.ts';
import { asCommentThreadError, type CommentThreadError, type FieldError } from '../errors.ts';
import type { Messages } from '../i18n/messages.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { DraftSession } from '../store/draft-session.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import { composer, type ComposerField, type ComposerPurpose, type ComposerView } from '../view/composer.ts';
import { findFaults, toGuest, type FieldValues } from './submission.ts';

/** Milliseconds from a keystroke to saving; the promise to the reader is 300. */
const saveDelay = 150;

const fieldNames: readonly ComposerField[] = ['text', 'name', 'email', 'url'];

let made = 0;

export interface ComposerOptions {
  readonly store: ThreadStore;
  readonly records: RecordStore;
  readonly session: DraftSession;
  readonly purpose: ComposerPurpose;
  readonly messages: () => Messages;
  /** Whom a reply answers. */
  readonly answers: () => string;
  /** The reader pressed Post and nothing is missing. Rejects when the words could not be handed over: they stay in the form. */
  readonly onSubmit: (text: string, author: GuestAuthor | null) => Promise<void>;
  readonly onCancel: () => void;
  readonly onError: (error: CommentThreadError) => void;
}

export class Composer {
  readonly element = document.createElement('form');
  readonly #options: ComposerOptions;
  readonly #key = `composer-${++made}`;
  #session: DraftSession;
  #errors: ReadonlyMap<ComposerField, string> = new Map();
  #problem: string | null = null;
  #kept: ComposerView['kept'] = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ComposerOptions) {
    this.#options = options;
    this.#session = options.session;
    this.element.noValidate = true;
    this.element.setAttribute('part', 'composer');
    this.element.addEventListener('input', this.#input);
    this.element.addEventListener('submit', this.#submit);
    this.element.addEventListener('keydown', this.#keydown);
    this.element.addEventListener('click', this.#click);
    this.listen();
    this.update();
    this.open(options.session);
  }

  get session(): DraftSession {
    return this.#session;
  }

  get isEmpty(): boolean {
    return !this.#values().text.trim();
  }

  /** Shows another draft, with what the endpoint said of it if it was refused; `text` stands for words not saved yet. */
  open(session: DraftSession, text = session.draft.text): void {
    this.#session = session;
    const { author, error, state } = session.draft;
    this.#field('text')!.value = text;
    if (author) this.#fillGuest(author);
    else void this.#recallGuest();
    if (state === 'refused' && error)
      this.#blame(error.fields, error.detail ?? this.#options.messages().refused(error.code));
    else this.#clear();
    this.#grow();
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

  focus(): void {
    this.#field('text')?.focus();
  }

  /** Saves what is typed, now; settles when it is durable or cannot be made so. */
  async flush(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      await this.#session.save(this.#values().text, this.#author());
      this.#kept = this.isEmpty ? null : this.#options.records.durable ? 'device' : 'page';
    } catch (error) {
      this.#kept = 'page';
      this.#options.onError(asCommentThreadError(error, 'storage'));
    }
    this.update();
  }

  /** Begins to save when the page is hidden. */
  listen(): void {
    document.addEventListener('visibilitychange', this.#hide);
    addEventListener('pagehide', this.#hide);
  }

  /** Saves, and lets go of the page. */
  close(): void {
    void this.flush();
    document.removeEventListener('visibilitychange', this.#hide);
    removeEventListener('pagehide', this.#hide);
  }

  readonly #hide = (event: Event): void => {
    if (document.hidden || event.type === 'pagehide') void this.flush();
  };

  readonly #input = (): void => {
    this.#timer ??= setTimeout(() => void this.flush(), saveDelay);
    this.#grow();
    this.update();
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  };

  readonly #click = (event: Event): void => {
    if ((event.target as Element).closest('[name=cancel]')) this.#options.onCancel();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#post();
  };

  async #post(): Promise<void> {
    const { store, messages, purpose, onSubmit } = this.#options;
    const { policy, mine } = store.state;
    if (!policy) return;
    const values = this.#values();
    const isGuest = !mine && purpose !== 'edit';
    this.#errors = findFaults(values, policy, isGuest, messages());
    this.#problem = null;
    this.update();
    const [first] = this.#errors.keys();
    if (first) {
      this.#field(first)?.focus();
      return;
    }
    const author = this.#author();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (isGuest) this.#remember(author);
    try {
      await onSubmit(values.text, author);
    } catch (error) {
      const known = asCommentThreadError(error, 'storage');
      this.#problem = messages().refused(known.code);
      this.#options.onError(known);
      this.update();
    }
  }

  #clear(): void {
    this.#errors = new Map();
    this.#problem = null;
    this.#kept = null;
    this.update();
  }

  /** Puts the endpoint's reason at the field it speaks of, else at the foot of the form. */
  #blame(fields: readonly FieldError[], reason: string): void {
    const known = fields.filter(({ field }) => fieldNames.includes(field as ComposerField));
    this.#errors = new Map(known.map(({ field, detail }) => [field as ComposerField, detail]));
    this.#problem = known.length ? null : reason;
    this.update();
  }

  #author(): GuestAuthor | null {
    if (this.#options.purpose === 'edit') return this.#session.draft.author;
    return this.#options.store.state.mine ? null : toGuest(this.#values());
  }

  #remember(author: GuestAuthor | null): void {
    const { records, onError } = this.#options;
    const isWanted = this.element.querySelector<HTMLInputElement>('[name=remember]')?.checked ?? false;
    const done = isWanted && author ? rememberGuest(records, author) : forgetGuest(records);
    done.catch((error: unknown) => onError(asCommentThreadError(error, 'storage')));
  }

  async #recallGuest(): Promise<void> {
    const { records, onError } = this.#options;
    try {
      const guest = await recallGuest(records);
      const box = this.element.querySelector<HTMLInputElement>('[name=remember]');
      if (!guest || !box || toGuest(this.#values())) return;
      this.#fillGuest(guest);
      box.checked = true;
    } catch (error) {
      onError(asCommentThreadError(error, 'storage'));
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
    return this.element.querySelector(`[part~=${name === 'text' ? 'textarea' : 'input'}][name=${name}]`);
  }

  /** Browsers without `field-sizing` are told the height of the text. Goes when it is Baseline widely available. */
  #grow(): void {
    const area = this.#field('text');
    if (!area || CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }
}
