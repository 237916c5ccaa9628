/**
 * The forms of one thread: one at the foot, one under each comment that is being answered, one
 * in place of each comment that is being edited; in the outbox where that place is gone.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Draft } from '../drafts/draft.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import { withWriting } from '../i18n/en-writing.ts';
import type { Messages, WaitingFor } from '../i18n/messages.ts';
import type { Comment, Mine } from '../model/comment.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { DraftSession } from '../store/draft-session.ts';
import { isSubmitted } from '../store/own-comments.ts';
import { canWrite, writerOf } from '../store/thread-state.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import { Writing } from '../store/writing.ts';
import { adopt } from '../view/adopt.ts';
import type { ComposerPurpose } from '../view/composer.ts';
import { composerStyles } from '../view/composer-styles.ts';
import { isOffline, makeOwnActions } from '../view/own-actions.ts';
import type { OwnActions } from '../view/view-context.ts';
import { Composer } from './composer.ts';
import type { CompleteContext, ComposersContext } from './conversation-context.ts';
import type { OutboxPanel } from './outbox-panel.ts';
import { Places } from './places.ts';
import { removeComment } from './removal.ts';
import type { ViewStateHolder } from './view-state.ts';

/** Made once for each thread, when the first form of it is wanted. */
export class Composers {
  readonly #store: ThreadStore;
  readonly #records: RecordStore;
  readonly #view: ViewStateHolder;
  readonly #context: CompleteContext;
  readonly #writing: Writing;
  readonly #open = new Map<string, Composer>();
  readonly #places: Places;
  /** What each draft was last announced to wait for, by id. */
  readonly #told = new Map<string, WaitingFor>();
  #panel: OutboxPanel | null = null;
  #mine: Mine | null;
  #isClosed = false;
  #own: { readonly messages: Messages; readonly render: OwnActions } | undefined;

  constructor(store: ThreadStore, records: RecordStore, view: ViewStateHolder, context: ComposersContext) {
    this.#store = store;
    this.#records = records;
    this.#view = view;
    const messages = withWriting(context.messages);
    this.#context = { ...context, messages };
    this.#mine = store.state.mine;
    this.#writing = new Writing(store, records, {
      onPosted: (comment, draft) => this.#posted(comment, draft),
      onRefused: (draft, error) => void this.#refused(draft, error),
      onWaiting: (draft) => {
        // All else the outbox says.
        if (isOffline(draft)) this.#announceQueued(draft.id);
      },
    });
    const panel = this.#loadPanel();
    this.#places = new Places(store, view, this.#context, () => panel.then(() => this.#panel?.update()));
    adopt(this.#places.root, composerStyles);
    // The thread may have gone while this was being loaded.
    if (context.host.isConnected) this.resume();
  }

  /** Renders what the reader may do with their own comments; the same function as long as the words are the same. */
  get ownActions(): OwnActions {
    const messages = this.#context.messages();
    if (messages !== this.#own?.messages) this.#own = { messages, render: makeOwnActions(messages) };
    return this.#own.render;
  }

  /** What of this reader's words is not sent yet; null while that is nothing. */
  get outbox(): HTMLElement | null {
    return this.#panel?.element ?? null;
  }

  /** The form at the foot, for as long as this reader may write. */
  get foot(): HTMLElement | null {
    if (!this.#store.state.policy || !canWrite(this.#store.state)) return null;
    return this.#compose('comment', '', () => this.#writing.begin(null)).element;
  }

  /** Opens the form under a comment, or goes to the one at the foot for null. */
  async reply(id: string | null): Promise<void> {
    const composer = this.#compose(id === null ? 'comment' : 'reply', id ?? '', () => this.#writing.begin(id));
    await this.#places.show(composer, id);
  }

  /**
   * Opens the reader's own words: what waits to be sent goes back to the form it came from. Resolves to whether it is
   * there. Unasked for, it leaves the form alone in which they write something else.
   */
  async edit(id: string, isAsked = true): Promise<boolean> {
    try {
      const session = await this.#writing.beginEdit(id);
      if (!session) return false;
      const { edit, parent } = session.draft;
      const purpose = edit ? 'edit' : parent === null ? 'comment' : 'reply';
      const at = edit ? id : parent;
      const composer = this.#compose(purpose, at ?? '', () => session);
      return await this.#places.reopen(composer, session, at, isAsked);
    } catch (error) {
      this.#context.onError(asCommentThreadError(error, 'storage'));
      return false;
    }
  }

  remove(id: string): Promise<void> {
    return removeComment(id, this.#writing, this.#view, this.#context);
  }

  /** Follows the thread: its words, who writes, what they had begun, and what they do on other pages. */
  update(): void {
    this.#panel?.update();
    const { mine, drafts } = this.#store.state;
    const writer = writerOf(this.#store.state);
    for (const composer of this.#open.values()) {
      const { draft } = composer.session;
      const isAnothers = !draft.edit && draft.writer !== writer;
      // While the fields of the one who wrote it are still there.
      if (isAnothers) void composer.flush();
      composer.update();
      if (!isAnothers && draft.version) this.#keepUp(composer, drafts.get(draft.id));
      else if (isAnothers || (!draft.edit && composer.isEmpty && this.#writing.findBegun(draft.parent)))
        composer.open(this.#writing.begin(draft.parent));
    }
    // Away from the page nothing joins the outbox, whoever the reader turns out to be: coming back wakes it.
    if (!this.#context.host.isConnected) return;
    if (mine !== this.#mine) this.#writing.wake();
    else this.#writing.checkHeld();
    this.#mine = mine;
  }

  /** Shows what another page has made of a draft; one that was posted or given up there leaves its form. */
  #keepUp(composer: Composer, known: Draft | undefined): void {
    const { draft } = composer.session;
    if (!composer.isFollowing) return;
    if (known && !isSubmitted(known)) {
      if (known.version > draft.version) composer.follow(known);
    } else if (!draft.edit && draft.parent === null) composer.open(this.#writing.begin(null));
    else
      this.#dismiss(draft.edit ? `edit ${draft.id}` : `reply ${draft.parent!}`, draft.edit ? draft.id : draft.parent!);
  }

  /** Takes a form away from the comment it stands at. */
  #dismiss(key: string, at: string): void {
    this.#places.leave(this.#open.get(key)!);
    this.#open.delete(key);
    this.#view.closeComposer(at);
  }

  resume(): void {
    addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#wake();
  }

  /** Saves what is typed and lets go of the page, which the thread has left; what is on its way still goes. */
  pause(): void {
    removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#save();
    this.#writing.rest();
  }

  /** The end: another thread comes in the place of this one. */
  close(): void {
    this.#isClosed = true;
    this.#places.close();
    this.pause();
  }

  readonly #wake = (): void => {
    if (document.hidden) this.#save();
    else this.#writing.wake();
  };

  /**
   * With the forms and not when something waits, because that may be for the network, which the
   * panel would then wait for as well.
   */
  async #loadPanel(): Promise<void> {
    const { host, messages, announce, nameComment, onError } = this.#context;
    try {
      const { OutboxPanel } = await import('./outbox-panel.ts');
      this.#panel = new OutboxPanel({
        store: this.#store,
        records: this.#records,
        writing: this.#writing,
        host,
        messages,
        told: this.#told,
        announce,
        nameComment,
        onEdit: (id) => this.edit(id),
        formOf: (id) => this.#places.formOf(id),
        onError,
      });
      host.requestUpdate();
    } catch (error) {
      onError(asCommentThreadError(error, 'chunk'));
    }
  }

  #save(): void {
    for (const composer of this.#open.values()) void composer.flush();
  }

  /** @param at The comment at which the form stands; '' at the foot. */
  #compose(purpose: ComposerPurpose, at: string, begin: () => DraftSession): Composer {
    // One comment may have both, an answer and an edit.
    const key = `${purpose} ${at}`;
    const present = this.#open.get(key);
    if (present) return present;
    const { messages, nameComment, focus, onSubmit, onError } = this.#context;
    const composer: Composer = new Composer({
      store: this.#store,
      records: this.#records,
      session: begin(),
      purpose,
      messages,
      answers: () => nameComment(at),
      isWelcome: (text) => onSubmit(text, composer.session.draft.parent),
      onSubmit: (text, author) => this.#submit(composer, key, at, text, author),
      onCancel: () => {
        void composer.flush();
        this.#places.leave(composer);
        this.#view.closeComposer(at);
        focus(at, ` [data-action=${purpose}]`);
      },
      onError,
    });
    this.#open.set(key, composer);
    return composer;
  }

  async #submit(composer: Composer, key: string, at: string, text: string, author: GuestAuthor | null): Promise<void> {
    const { session } = composer;
    const { id, edit } = session.draft;
    const { announce, focus, onQueued } = this.#context;
    announce('');
    this.#panel?.forget();
    // What is said of it waits for its being kept.
    const wasOnline = navigator.onLine;
    if (wasOnline) this.#told.delete(id);
    else this.#told.set(id, 'network');
    this.#places.leave(composer);
    const posting = this.#writing.post(session, text, author);
    if (at) this.#dismiss(key, at);
    else composer.open(this.#writing.begin(null));
    focus(id, '');
    try {
      const draft = await posting;
      if (!edit) onQueued(draft.id);
      if (!wasOnline) {
        this.#told.delete(id);
        this.#announceQueued(id);
        this.#panel?.update();
      }
    } catch (error) {
      // Could not even be kept: the words go back to where they were typed.
      this.#open.set(key, composer);
      composer.open(session, text);
      await this.#places.show(composer, at || null);
      throw error;
    }
  }

  #posted(comment: Comment, draft: Draft | null): void {
    const { messages, announce, focus, onPosted } = this.#context;
    announce(comment.status === 'pending' ? messages().announceHeld : messages().announcePosted);
    if (!draft?.edit) onPosted(comment);
    if (!draft || draft.id === comment.id) return;
    // Under an id of the backend's own, it is another article: the keyboard goes there, and the form that answers it.
    if (this.#places.hasLost(draft.id)) focus(comment.id, '');
    if (this.#open.has(`reply ${draft.id}`)) {
      this.#dismiss(`reply ${draft.id}`, draft.id);
      void this.reply(comment.id);
    }
  }

  /** Says that a comment is kept and goes when the network is back, once; where it is not kept, that is the outbox's to say. */
  #announceQueued(id: string): void {
    if (!this.#records.durable || this.#told.get(id) === 'network') return;
    this.#told.set(id, 'network');
    this.#context.announce(this.#context.messages().announceQueued);
  }

  async #refused({ id }: Draft, error: CommentThreadError): Promise<void> {
    const { messages, announce, onRefused } = this.#context;
    this.#told.set(id, 'decision');
    onRefused(id, error);
    const isBack = !this.#isClosed && (await this.edit(id, false));
    announce(isBack ? messages().announceRefused : messages().refused(error.code));
  }
}
