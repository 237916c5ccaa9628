/**
 * The forms of one thread: one at the foot, one under each comment that is being answered, one
 * in place of each comment that is being edited.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Draft } from '../drafts/draft.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import { withWriting } from '../i18n/en-writing.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Comment } from '../model/comment.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { DraftSession } from '../store/draft-session.ts';
import { canWrite } from '../store/thread-state.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import { Writing } from '../store/writing.ts';
import { composerStyles } from '../view/composer-styles.ts';
import { makeOwnActions } from '../view/own-actions.ts';
import type { OwnActions } from '../view/view-context.ts';
import { Composer } from './composer.ts';
import type { ComposersContext } from './conversation-context.ts';
import type { ViewStateHolder } from './view-state.ts';

/** The context with the words of writing added to those of the thread. */
interface CompleteContext extends ComposersContext {
  readonly messages: () => Messages;
}

/** Where the form at the foot is kept among the others. */
const footKey = '';

export class Composers {
  readonly #store: ThreadStore;
  readonly #records: RecordStore;
  readonly #view: ViewStateHolder;
  readonly #context: CompleteContext;
  readonly #writing: Writing;
  readonly #open = new Map<string, Composer>();
  #own: { readonly messages: Messages; readonly render: OwnActions } | undefined;

  constructor(store: ThreadStore, records: RecordStore, view: ViewStateHolder, context: ComposersContext) {
    this.#store = store;
    this.#records = records;
    this.#view = view;
    const messages = withWriting(context.messages);
    this.#context = { ...context, messages };
    this.#writing = new Writing(store, records, {
      onPosted: (comment, draft) => this.#posted(comment, draft),
      onRefused: (draft, error) => this.#refused(draft, error),
      onWaiting: () => context.announce(messages().announceQueued),
    });
    const root = context.host.renderRoot as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(composerStyles)) root.adoptedStyleSheets.push(composerStyles);
    this.resume();
  }

  /** Renders what the reader may do with their own comments; the same function as long as the words are the same. */
  get ownActions(): OwnActions {
    const messages = this.#context.messages();
    if (messages !== this.#own?.messages) this.#own = { messages, render: makeOwnActions(messages) };
    return this.#own.render;
  }

  /** The form at the foot, for as long as this reader may write. */
  get foot(): HTMLElement | null {
    if (!this.#store.state.policy || !canWrite(this.#store.state)) return null;
    return this.#compose(footKey, () => this.#writing.begin(null), 'comment').element;
  }

  /** Opens the form under a comment, or goes to the one at the foot for null. */
  async reply(id: string | null): Promise<void> {
    if (id === null) {
      await this.#context.host.updateComplete;
      this.#open.get(footKey)?.focus();
      return;
    }
    await this.#show(
      id,
      this.#compose(id, () => this.#writing.begin(id), 'reply'),
      false,
    );
  }

  /** Opens the reader's own words: what waits to be sent goes back to the form it came from. */
  async edit(id: string): Promise<void> {
    try {
      const session = await this.#writing.beginEdit(id);
      if (!session) return;
      const { edit, parent } = session.draft;
      if (edit)
        await this.#show(
          id,
          this.#compose(id, () => session, 'edit'),
          true,
        );
      else await this.#reopen(session, parent);
    } catch (error) {
      this.#context.onError(asCommentThreadError(error, 'storage'));
    }
  }

  async remove(id: string): Promise<void> {
    const { messages, announce, onError } = this.#context;
    try {
      await this.#writing.remove(id);
      this.#view.askToRemove(null);
      announce(messages().announceRemoved);
    } catch (error) {
      this.#view.askToRemove(id, true);
      onError(asCommentThreadError(error, 'network'));
    }
  }

  update(): void {
    for (const composer of this.#open.values()) composer.update();
  }

  resume(): void {
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    for (const composer of this.#open.values()) composer.listen();
    this.#wake();
  }

  /** Saves what is typed and lets go of the page, which the thread has left. */
  pause(): void {
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    for (const composer of this.#open.values()) composer.close();
  }

  /** The end: another thread comes in the place of this one. */
  close(): void {
    this.pause();
    this.#writing.close();
  }

  readonly #wake = (): void => {
    if (!document.hidden) this.#writing.wake();
  };

  #compose(key: string, begin: () => DraftSession, purpose: 'comment' | 'reply' | 'edit'): Composer {
    const present = this.#open.get(key);
    if (present) return present;
    const { messages, onError } = this.#context;
    const composer: Composer = new Composer({
      store: this.#store,
      records: this.#records,
      session: begin(),
      purpose,
      messages,
      answers: () => this.#store.state.comments.get(key)?.author?.name ?? messages().anonymous,
      onSubmit: (text, author) => this.#submit(key, composer, text, author),
      onCancel: () => {
        void composer.flush();
        this.#view.closeComposer(key);
        this.#context.focus(key, ` [data-action=${purpose}]`);
      },
      onError,
    });
    this.#open.set(key, composer);
    return composer;
  }

  async #show(id: string, composer: Composer, isEditing: boolean): Promise<void> {
    this.#view.openComposer(id, { element: composer.element, isEditing });
    await this.#context.host.updateComplete;
    composer.focus();
  }

  async #submit(key: string, composer: Composer, text: string, author: GuestAuthor | null): Promise<void> {
    const { session } = composer;
    const { id, parent, edit } = session.draft;
    const { messages, announce } = this.#context;
    if (!this.#context.onSubmit(text, parent)) return;
    announce('');
    const posting = this.#writing.post(session, text, author);
    if (key === footKey) composer.open(this.#writing.begin(null));
    else {
      composer.close();
      this.#open.delete(key);
      this.#view.closeComposer(key);
    }
    this.#context.focus(id, '');
    try {
      const draft = await posting;
      if (!edit) this.#context.onQueued(draft.id);
      if (!navigator.onLine) announce(messages().announceQueued);
    } catch (error) {
      // Could not even be kept: the words go back to where they were typed.
      this.#open.set(key, composer);
      composer.listen();
      composer.open(session, text);
      if (key !== footKey) await this.#show(edit ? id : key, composer, edit);
      throw error;
    }
  }

  #posted(comment: Comment, draft: Draft | null): void {
    const { messages, announce, onPosted } = this.#context;
    announce(comment.status === 'pending' ? messages().announceHeld : messages().announcePosted);
    if (!draft?.edit) onPosted(comment);
  }

  #refused(draft: Draft, error: CommentThreadError): void {
    const { messages, announce, onRefused, onError } = this.#context;
    announce(messages().announceRefused);
    onRefused(draft.id, error);
    this.edit(draft.id).catch((cause: unknown) => onError(asCommentThreadError(cause, 'storage')));
  }

  /**
   * Puts a draft back into the form it came from. A form at the foot in which other words stand keeps
   * both: they change places, and the other draft is the next one the form opens.
   */
  async #reopen(session: DraftSession, parent: string | null): Promise<void> {
    const key = parent ?? footKey;
    const composer = this.#compose(key, () => session, parent === null ? 'comment' : 'reply');
    if (composer.session !== session) {
      await composer.flush();
      composer.open(session);
    }
    if (parent !== null) this.#view.openComposer(parent, { element: composer.element, isEditing: false });
    await this.#context.host.updateComplete;
    composer.focus();
  }
}
