/**
 * What a thread does once its first screen is shown: the rest of the list, permalinks, the clock,
 * everything one can press, and what the reader writes. One chunk, loaded right after the first
 * comments, so that they need not wait for any of it.
 */
import type { ReactiveController } from 'lit';
import { asCommentThreadError } from '../errors.ts';
import type { Comment, Order } from '../model/comment.ts';
import { Pingbacks } from '../model/pingbacks.ts';
import { openRecords } from '../storage/open-records.ts';
import { withOwnComments } from '../store/own-comments.ts';
import { changeOrder, findComment, loadAhead, loadMore, whenSettled } from '../store/paging.ts';
import { loadOwn, loadViewer } from '../store/personal.ts';
import type { ThreadState } from '../store/thread-state.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import { commentActions, type CommentAction } from '../view/comment-actions.ts';
import { nameOf, selectorOf } from '../view/comment-name.ts';
import { noteComments } from '../view/notes.ts';
import { copyAge } from '../view/copy-age.ts';
import { threadFoot, type FootAction } from '../view/thread-foot.ts';
import type { ThreadAction } from '../view/thread-view.ts';
import type { CommentNote, ViewContext } from '../view/view-context.ts';
import { ClockController } from './clock.ts';
import type { Composers } from './composers.ts';
import type { ThreadSurface, WritingEvents } from './conversation-context.ts';
import { PermalinksController } from './permalinks.ts';
import { ProximityController } from './proximity.ts';
import { SavedCopyController } from './saved-copy.ts';
import { SlicesController } from './slices.ts';
import { ViewStateHolder } from './view-state.ts';

/** Whether the reader has asked for less to be loaded, where the browser tells: https://wicg.github.io/savedata/ */
const isSavingData = (): boolean =>
  (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData ?? false;

/** Made once for each element, when its first thread is shown. */
export class Conversation implements ReactiveController {
  readonly view: ViewStateHolder;
  /** Renders what one may do with a comment. */
  readonly actions = commentActions;
  readonly #thread: ThreadSurface;
  readonly #events: WritingEvents;
  readonly #records = openRecords();
  readonly #slices: SlicesController;
  readonly #copy: SavedCopyController;
  readonly #permalinks: PermalinksController;
  readonly #proximity: ProximityController;
  readonly #actions: Readonly<Record<CommentAction | FootAction | ThreadAction, (id: string) => void>>;
  #store: ThreadStore | null = null;
  #hasArrived = false;
  #notes: ReadonlyMap<string, CommentNote> = new Map();
  readonly #pingbacks = new Pingbacks<CommentNote>();
  #shown: { readonly state: ThreadState; readonly comments: ReadonlyMap<string, Comment> } | null = null;
  #composers: Composers | null = null;
  #composing: Promise<Composers | null> | undefined;

  constructor(thread: ThreadSurface, events: WritingEvents) {
    const { host } = thread;
    this.#thread = thread;
    this.#events = events;
    this.view = new ViewStateHolder(() => host.requestUpdate());
    this.#slices = new SlicesController(host);
    this.#copy = new SavedCopyController(thread);
    this.#proximity = new ProximityController(host, (what) => this.#near(what));
    this.#permalinks = new PermalinksController(host, {
      find: async (id) => {
        if (!this.#store) {
          await thread.hurry();
          await host.updateComplete;
        }
        return thread.comments.has(id) || (this.#store !== null && (await findComment(this.#store, id)));
      },
      open: (id) => {
        this.#open(id);
        this.view.mark(id);
      },
    });
    new ClockController(host, () => (thread.context?.timestamps === 'relative' ? thread.context.formats : null));
    this.#actions = {
      reply: (id) => void this.reply(id),
      edit: (id) => void this.#compose().then((composers) => composers?.edit(id)),
      // Each of these buttons takes the place of the other, and the keyboard goes with it.
      remove: (id) => {
        this.view.askToRemove(id);
        void this.#focus(id, ' [data-action=keep]');
      },
      keep: (id) => {
        this.view.askToRemove(null);
        void this.#focus(id, ' [data-action=remove]');
      },
      'confirm-remove': (id) => void this.#compose().then((composers) => composers?.remove(id)),
      collapse: (id) => this.view.toggleCollapsed(id),
      expand: (id) => this.view.expand(id),
      retry: () => {
        // The button goes when loading begins, and the keyboard would go with it.
        host.renderRoot.querySelector<HTMLElement>('[part=thread]')?.focus({ preventScroll: true });
        void thread.reload();
      },
      more: () => this.#store && void loadMore(this.#store),
    };
    host.addController(this);
  }

  /** Belongs to another thread from now on; what is unsaved of the last one is saved. */
  follow(store: ThreadStore | null): void {
    if (store === this.#store) return;
    this.#composers?.close();
    this.#composers = null;
    this.#composing = undefined;
    this.#hasArrived = false;
    this.#store = store;
    this.view.reset();
    this.#slices.reset();
    this.#copy.follow(store);
  }

  /** Shows the copy of an earlier visit in the place of an answer; resolves to whether it is shown. */
  recall(): Promise<boolean> {
    return this.#copy.recall();
  }

  /** A first answer has come, or a later one, or a copy: what is personal follows, and the address may name a comment. */
  arrive(): void {
    const store = this.#store;
    if (!store) return;
    if (!this.#hasArrived && !this.#thread.hasMoved) this.#permalinks.follow();
    this.#hasArrived = true;
    const isCopy = store.state.savedAt !== null;
    if (!isCopy && !isSavingData()) void loadAhead(store);
    void Promise.all([isCopy || loadViewer(store), loadOwn(store, this.#records)]).then(() => {
      if (!isCopy && store === this.#store) this.#copy.keep();
      const { drafts, receipts, mine } = store.state;
      // Also of words only begun: there may be no other way to them.
      const isAuthor = receipts.size + drafts.size + (mine?.may.size ?? 0) > 0;
      if (isAuthor && store === this.#store) void this.#compose();
    });
  }

  /** The endpoint's comments with the reader's own laid over them. */
  overlay(state: ThreadState): ReadonlyMap<string, Comment> {
    const before = this.#shown?.state;
    if (before?.comments !== state.comments || before.drafts !== state.drafts || before.mine !== state.mine) {
      this.#shown = { state, comments: withOwnComments(state) };
    }
    return this.#shown!.comments;
  }

  /** What is to be noted of comments. */
  note(state: ThreadState, isReadonly: boolean): ReadonlyMap<string, CommentNote> {
    const own = this.#composers?.ownActions ?? null;
    return (this.#notes = noteComments(state, this.view.state, Date.now(), this.#notes, isReadonly, own));
  }

  /** What of this reader's words is not sent yet; null while that is nothing. */
  get outbox(): HTMLElement | null {
    return this.#composers?.outbox ?? null;
  }

  /** Says of when what is shown is, where the endpoint has not answered in this visit. */
  age(context: ViewContext): unknown {
    return this.#store && copyAge(this.#store.state, context);
  }

  /** Renders what stands below the comments, once they have been shown to their end: what comes later does not hide it. */
  foot(context: ViewContext, isReadonly: boolean): unknown {
    const { state } = this.#store ?? {};
    if (!state || !this.#slices.isComplete) return null;
    const pingbacks = this.#pingbacks.list(this.#thread.comments, this.#notes);
    return threadFoot(state, isReadonly, context, pingbacks, this.#composers?.foot ?? null);
  }

  /** What of the list to render now. */
  take(branches: ThreadSurface['branches']): ThreadSurface['branches'] {
    return this.#slices.take(branches);
  }

  /** Tells `onNear` once, when the reader has come near the element. */
  watchHost(): void {
    if (this.#permalinks.target !== null) void this.#thread.hurry();
    else this.#proximity.watchHost();
  }

  /** Acts on what the reader pressed or chose. */
  act(type: string, target: Element): void {
    const id = target.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? '';
    if (type === 'change') {
      if (target instanceof HTMLSelectElement && target.dataset['control'] === 'order')
        this.order(target.value as Order);
    } else if (type === 'beforematch') {
      // Find-in-page found something in collapsed replies and is about to show it.
      const article = target.parentElement?.querySelector<HTMLElement>(':scope > [data-id]');
      this.view.uncollapse([article?.dataset['id'] ?? '']);
    } else {
      const link = target.closest<HTMLAnchorElement>('a[href]');
      if (link) this.#permalinks.followAgain(link);
      const action = target.closest<HTMLElement>('[data-action]')?.dataset['action'];
      if (action) this.#actions[action as CommentAction](id);
    }
  }

  order(order: Order): void {
    if (!this.#store || order === this.#store.state.order) return;
    this.#slices.reorder();
    if (changeOrder(this.#store, order)) void this.#thread.reload();
  }

  /** Opens the form below a comment, or goes to the one at the foot for null. */
  async reply(id: string | null): Promise<void> {
    const composers = await this.#compose();
    await composers?.reply(id);
  }

  /** Brings a comment before the reader; resolves to whether it exists. */
  async reveal(id: string): Promise<boolean> {
    if (this.#store) await whenSettled(this.#store);
    return this.#permalinks.reveal(id);
  }

  hostUpdated(): void {
    this.#composers?.update();
  }

  hostConnected(): void {
    this.#composers?.resume();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#thread.host.isConnected) this.#composers?.pause();
    });
  }

  #near(what: string): void {
    if (what === 'host') void this.#thread.hurry();
    else if (what === 'composer') void this.#compose();
    else if (this.#store) void loadMore(this.#store);
  }

  /** Renders and opens whatever hides a comment. */
  #open(id: string): void {
    const { comments } = this.#thread;
    const above: string[] = [];
    for (let at = comments.get(id)?.parent; at && !above.includes(at); at = comments.get(at)?.parent) above.push(at);
    // A pingback stands below everything.
    this.#slices.reach(comments.get(id)?.kind === 'comment' ? id : null);
    this.view.uncollapse(above);
  }

  /** The forms of the thread, a chunk of their own; null when they could not be loaded, or another thread came between. */
  #compose(): Promise<Composers | null> {
    return (this.#composing ??= this.#loadComposers());
  }

  async #loadComposers(): Promise<Composers | null> {
    const store = this.#store;
    if (!store) return null;
    const { host, onError } = this.#thread;
    try {
      const { Composers } = await import('./composers.ts');
      if (store !== this.#store) return null;
      this.#composers = new Composers(store, this.#records, this.view, {
        ...this.#events,
        onPosted: (comment) => {
          this.#events.onPosted(comment);
          // Then the rest is within reach as well.
          if (store.state.savedAt !== null) void this.#thread.reload();
        },
        host,
        onError,
        messages: () => this.#thread.context!.messages,
        announce: (text) => this.#thread.announce(text),
        nameComment: (id) => this.#name(id),
        open: (id) => this.#open(id),
        focus: (id, selector) => void this.#focus(id, selector),
      });
      host.requestUpdate();
      return this.#composers;
    } catch (error) {
      this.#composing = undefined;
      onError(asCommentThreadError(error, 'chunk'));
      return null;
    }
  }

  /** What a comment is called, so that no two are called alike. */
  #name(id: string): string {
    const { comments, context } = this.#thread;
    const comment = comments.get(id);
    return comment && context ? nameOf(comment, context) : '';
  }

  async #focus(id: string, selector: string): Promise<void> {
    const { host } = this.#thread;
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>(selectorOf(id) + selector)?.focus();
  }
}
