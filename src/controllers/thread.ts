/**
 * One thread in one element: its state from the connection, its words from the locale, its comments
 * as branches, and, once its first screen is shown, the conversation that does the rest.
 */
import type { ReactiveController } from 'lit';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { MessageOverrides } from '../i18n/messages.ts';
import { Branches, firstOf, type Branch } from '../model/branches.ts';
import type { Comment, Numbering, Order, Thread } from '../model/comment.ts';
import { orders } from '../model/order.ts';
import { makeSanitize, type Sanitize } from '../sanitize/body.ts';
import { hasCopies } from '../storage/copies-mark.ts';
import { canWrite } from '../store/thread-state.ts';
import type { ThreadView } from '../view/thread-view.ts';
import { renew, type CommentNote, type ViewContext } from '../view/view-context.ts';
import { ConnectionController, type ConnectionOptions } from './connection.ts';
import type { Conversation } from './conversation.ts';
import type { ThreadHost, ThreadSurface } from './conversation-context.ts';
import { takeFirst } from './first-screen.ts';
import { LocaleController } from './locale.ts';

/** What a reader does who has begun to move by themselves. */
const movements = ['wheel', 'touchmove', 'keydown', 'hashchange'];
const noNotes: ReadonlyMap<string, CommentNote> = new Map();

/** When what was rendered has been painted, or at once in a page that nobody sees, which has no frames. */
const painted = (): Promise<unknown> =>
  new Promise((resolve) => (document.hidden ? resolve(null) : requestAnimationFrame(() => setTimeout(resolve))));

/** How the thread is shown. */
export interface ThreadOptions {
  readonly messages: MessageOverrides | undefined;
  readonly numbering: Numbering;
  readonly timestamps: ViewContext['timestamps'];
  /** Levels of indentation, from 1. */
  readonly levels: number;
  readonly isReadonly: boolean;
}

/** What the element is told and asked for. */
export interface ThreadEvents {
  readonly onLoad: (thread: Thread) => void;
  readonly onError: (error: CommentThreadError) => void;
  /** Loads everything beyond the first screen. */
  readonly converse: (thread: ThreadSurface) => Promise<Conversation>;
}

/** What the element hands its attributes to, and has its view from. */
export class ThreadController implements ReactiveController, ThreadSurface {
  readonly host: ThreadHost;
  readonly onError: (error: CommentThreadError) => void;
  readonly #events: ThreadEvents;
  readonly #branches = new Branches<CommentNote>();
  readonly #locale: LocaleController;
  readonly #connection: ConnectionController;
  #options: ThreadOptions | undefined;
  context: ViewContext | undefined;
  #sanitize: Sanitize;
  #conversation: Conversation | null = null;
  #conversing: Promise<Conversation | null> | undefined;
  /** What to load when the reader comes near. */
  #waiting: ConnectionOptions | null = null;
  #announcement = '';
  #isShown = false;
  /** Whether what has come is to be followed up as soon as it is shown. */
  #isArriving = false;
  #isLate = false;
  #isLost = false;

  comments: ReadonlyMap<string, Comment> = new Map();

  /** Whether the reader has scrolled or typed since the page was opened: they are not to be pulled away. */
  hasMoved = false;

  constructor(host: ThreadHost, events: ThreadEvents) {
    const { onError } = events;
    this.host = host;
    this.onError = onError;
    this.#events = events;
    this.#sanitize = makeSanitize(() => {
      this.#sanitize = this.#sanitize.bind(null);
      host.requestUpdate();
    }, onError);
    this.#locale = new LocaleController(host, onError);
    this.#connection = new ConnectionController(host, {
      onLoad: (thread) => {
        this.#events.onLoad(thread);
        this.#isArriving = true;
        host.requestUpdate();
      },
      onLate: (isLost) => {
        this.#isLate = true;
        this.#isLost = isLost;
        host.requestUpdate();
        if (isLost || hasCopies()) void this.#recall();
      },
      onError,
    });
    host.addController(this);
  }

  get branches(): readonly Branch<CommentNote>[] {
    return this.#branches.top;
  }

  announce(text: string): void {
    this.#announcement = text;
    this.host.requestUpdate();
  }

  /** Leaves the thread there was for another one, at once or when the reader comes near. */
  open(options: ConnectionOptions, isLazy: boolean): void {
    this.#connection.close();
    this.#isShown = this.#isLate = this.#isLost = false;
    this.#waiting = isLazy ? options : null;
    if (isLazy) this.#watch();
    else void this.#connection.open(options);
  }

  reload(): Promise<void> {
    return this.#waiting ? this.hurry() : this.#connection.load();
  }

  /** Loads at once what waited for the reader. */
  async hurry(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) await this.#connection.open(waiting);
  }

  async order(order: Order): Promise<void> {
    if (this.#waiting) this.#waiting = { ...this.#waiting, order };
    else (await this.#converse())?.order(order);
  }

  async reply(id: string | null): Promise<void> {
    if (this.context?.canReply) await (await this.#converse())?.reply(id);
  }

  async reveal(id: string): Promise<boolean> {
    return (await (await this.#converse())?.reveal(id)) ?? false;
  }

  /** Acts on what the reader pressed or chose, also when that was before the conversation had been loaded. */
  async act(type: string, target: Element): Promise<void> {
    (await this.#converse())?.act(type, target);
  }

  hostConnected(): void {
    if (this.#waiting) this.#watch();
    for (const type of movements) addEventListener(type, this.#move, { passive: true });
  }

  hostUpdated(): void {
    if (!this.#isArriving || !this.#isShown) return;
    this.#isArriving = false;
    void this.#arrive();
  }

  hostDisconnected(): void {
    for (const type of movements) removeEventListener(type, this.#move);
  }

  /** Arranges what is known to be shown that way. */
  update(options: ThreadOptions): void {
    this.#options = options;
    const { state, store } = this.#connection;
    const conversation = this.#conversation;
    conversation?.follow(store);
    this.comments = conversation?.overlay(state) ?? state.comments;
    const notes = conversation?.note(state, options.isReadonly) ?? noNotes;
    this.#branches.update(this.comments, state.order, options.levels, notes);
    const { numbering, timestamps, isReadonly } = options;
    this.context = renew(this.context, {
      messages: this.#locale.messagesWith(options.messages),
      formats: this.#locale.formats,
      numbering,
      timestamps,
      canReply: !isReadonly && canWrite(state) && !state.thread?.closed,
      sanitize: this.#sanitize,
      actions: conversation?.actions ?? null,
    });
  }

  /** What is to be rendered after `update`; null as long as an answer can be expected any moment and nothing else is to be seen. */
  view(): ThreadView | null {
    const { state, store } = this.#connection;
    const { branches } = this;
    const conversation = this.#conversation;
    const context = this.context!;
    const { isReadonly } = this.#options!;
    const first = (): readonly Comment[] => takeFirst(this.comments.values());
    // Once shown it stays so: what is shown does not wait for the sanitiser of a later body.
    this.#isShown ||=
      state.thread !== null &&
      this.#locale.isReady &&
      first().every(({ body }) => !('html' in body) || this.#sanitize(body.html));
    if (!this.#isShown && !this.#isLate && state.phase !== 'failed' && !this.host.hasChildNodes()) return null;
    const known: readonly Order[] = (branches.length > 1 && store?.adapter.orders) || ['oldest'];
    return {
      state,
      context,
      isWorded: this.#locale.isReady,
      isShown: this.#isShown,
      isLost: this.#isLost,
      branches: conversation?.take(branches) ?? firstOf(branches, first().length),
      isEmpty: this.#isEmpty,
      orders: orders.filter((order) => known.includes(order)),
      age: conversation?.age(context),
      outbox: isReadonly ? null : conversation?.outbox,
      foot: conversation?.foot(context, isReadonly),
      announcement: this.#announcement,
    };
  }

  /** The custom states of the element, and which of them hold. */
  states(): Readonly<Record<string, boolean>> {
    const { phase, error, thread, savedAt } = this.#connection.state;
    const isFailed = phase === 'failed';
    return {
      loading: phase === 'loading',
      offline: isFailed && error?.code === 'network',
      stale: savedAt !== null || (isFailed && thread !== null),
      empty: thread !== null && this.#isEmpty,
      closed: thread?.closed ?? false,
      error: isFailed,
    };
  }

  get #isEmpty(): boolean {
    const isShown = ({ kind, status }: Comment): boolean => kind === 'pingback' && status !== 'deleted';
    return !this.branches.length && ![...this.comments.values()].some(isShown);
  }

  async #arrive(): Promise<void> {
    await painted();
    (await this.#converse())?.arrive();
  }

  /** Shows the copy of an earlier visit for as long as there is nothing else. */
  async #recall(): Promise<void> {
    this.#isArriving ||= (await (await this.#converse())?.recall()) ?? false;
    this.host.requestUpdate();
  }

  readonly #move = ({ type }: Event): void => {
    // Whoever follows a link asks to be taken there, also if the thread is still on its way.
    this.hasMoved = type !== 'hashchange';
  };

  #watch(): void {
    void this.#converse().then((conversation) => conversation?.watchHost());
  }

  /** Everything beyond the first screen; null when it could not be loaded. */
  #converse(): Promise<Conversation | null> {
    return (this.#conversing ??= this.#loadConversation());
  }

  async #loadConversation(): Promise<Conversation | null> {
    try {
      this.#conversation = await this.#events.converse(this);
      this.#conversation.follow(this.#connection.store);
      this.host.requestUpdate();
      return this.#conversation;
    } catch (error) {
      this.#conversing = undefined;
      this.onError(asCommentThreadError(error, 'chunk'));
      return null;
    }
  }
}
