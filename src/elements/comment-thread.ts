import type { Adapter } from '../adapters/adapter.ts';
import { ThreadController } from '../controllers/thread.ts';
import type { MessageOverrides } from '../i18n/messages.ts';
import type { Numbering, Order } from '../model/comment.ts';
import { orders } from '../model/order.ts';
import { threadStyles } from '../view/thread-styles.ts';
import { threadView } from '../view/thread-view.ts';
import { ThreadErrorEvent, ThreadLoadEvent } from './events.ts';
import { TemplatedElement, type PropertyOptions } from './templated-element.ts';
import { threadNameOf } from './thread-name.ts';

/** More levels than this help no reader, and a browser crashes on some hundred more. */
const mostLevels = 20;

const numberings: readonly Numbering[] = ['outline', 'sequence', 'none'];
const timestamps = ['relative', 'absolute'] as const;

/** The properties that make it another thread. */
const sources = ['endpoint', 'thread', 'adapter', 'getToken'] as const;

/** An attribute's value where it is one of those known, else the first of them, as on the platform. */
const oneOf = <Value>(known: readonly Value[], value: unknown): Value =>
  known.find((candidate) => candidate === value) ?? known[0]!;

/**
 * A comment thread on any page: it loads comments from an endpoint, shows them numbered and nested,
 * and keeps what a reader writes on their device until the endpoint has it.
 *
 * What stands inside the element, comments rendered by the server for instance, is shown until the
 * thread has been loaded, and stays when it cannot be.
 *
 * @tag comment-thread
 * @summary A numbered, nested comment thread that never loses what a reader writes.
 *
 * @fires {ThreadLoadEvent} thread-load - The thread has arrived, the first time and after every reload.
 * @fires {ThreadErrorEvent} thread-error - Something failed; `error.code` says what.
 * @fires {CommentSubmitEvent} comment-submit - A reader is about to post. Cancelable: then the words stay in the form.
 * @fires {CommentQueuedEvent} comment-queued - The words are kept on this device and will be sent.
 * @fires {CommentPostedEvent} comment-posted - The endpoint has the comment.
 * @fires {CommentRefusedEvent} comment-refused - The endpoint said no; the words are back in the form.
 *
 * @slot - What the page was served with, shown until (or instead of) the loaded thread.
 * @slot heading - Replaces the heading with the count.
 * @slot empty - Replaces the sentence of a thread without comments.
 * @slot sign-in - Shown in place of the form where readers must sign in to write.
 * @slot footer - Stands below everything.
 *
 * @csspart thread - The whole.
 * @csspart head - The line of heading and order control.
 * @csspart heading - The heading with the count.
 * @csspart order - The label of the order control.
 * @csspart order-select - The order control.
 * @csspart list - The list of top-level comments.
 * @csspart item - A list item: a comment with its replies.
 * @csspart replies - A list of replies.
 * @csspart comment - A comment without its replies.
 * @csspart marked - The comment that the address points at, beside `comment`.
 * @csspart pending - A comment that is not published yet, beside `comment`.
 * @csspart deleted - A deleted comment that has replies, beside `comment`.
 * @csspart pingback - A pingback, beside `comment`.
 * @csspart comment-header - The line above a comment's body.
 * @csspart number - A comment's number.
 * @csspart avatar - An author's picture.
 * @csspart author - An author's name.
 * @csspart author-link - The link around the name of an author who has a website.
 * @csspart badge - What the endpoint says of an author: the article's author, a moderator.
 * @csspart answered - Names whom a comment answers where indentation ends.
 * @csspart timestamp - The date, which is the permalink.
 * @csspart edited - When a comment was edited.
 * @csspart body - What a comment says.
 * @csspart tombstone - Stands for the body of a deleted comment.
 * @csspart actions - The line of buttons below a comment.
 * @csspart own-state - What has become of the reader's own comment: waiting, sending, held.
 * @csspart button - Every button.
 * @csspart toggle-button - Hides and shows replies.
 * @csspart reply-button - Opens a form below a comment.
 * @csspart edit-button - Opens the reader's own comment for editing.
 * @csspart remove-button - Deletes the reader's own comment.
 * @csspart expand-button - Shows all of a very long comment.
 * @csspart more-button - Loads the next page.
 * @csspart retry-button - Loads again after a failure, or sends again what waits.
 * @csspart pingbacks - The section of pingbacks.
 * @csspart pingbacks-heading - Its heading.
 * @csspart pingback-list - Its list.
 * @csspart notice - A sentence to the reader.
 * @csspart error - A notice of a failure, beside `notice`.
 * @csspart loading - The notice that the thread is on its way, beside `notice`.
 * @csspart closed - The notice that the thread takes no more comments, beside `notice`.
 * @csspart sign-in-link - The link to where readers sign in.
 * @csspart status - What is announced to screen readers; not seen.
 * @csspart outbox - The reader's words that are not sent yet, above the comments.
 * @csspart outbox-heading - Its heading.
 * @csspart outbox-summary - How much waits, and what for.
 * @csspart outbox-list - Its list.
 * @csspart outbox-note - Says that closing the page is safe.
 * @csspart unsent - One item of the outbox.
 * @csspart excerpt - Its first words.
 * @csspart unsent-state - Whom it answers, and how it stands.
 * @csspart unsent-actions - Its line of buttons.
 * @csspart check-button - Looks again whether a comment has arrived.
 * @csspart discard-button - Gives up a comment that is not sent.
 * @csspart undo-button - Takes that back.
 * @csspart composer-area - Where the form at the foot stands.
 * @csspart composer - A form.
 * @csspart composer-heading - Its heading.
 * @csspart field - A label with its field.
 * @csspart label - A field's label.
 * @csspart input - A field for a name, an address or a website.
 * @csspart textarea - The field for the comment.
 * @csspart hint - Quiet words below a field.
 * @csspart field-error - What is wrong with a field.
 * @csspart guest - The fields of those who are not signed in.
 * @csspart writer - Whom a signed-in reader writes as.
 * @csspart remember - The choice to be remembered on this device, beside `field`.
 * @csspart notes - What is said of the text, beside `hint`.
 * @csspart length - How many characters are left.
 * @csspart too-long - How many characters are too many.
 * @csspart kept - Says that the words are kept, beside `hint`.
 * @csspart buttons - The line of buttons of a form.
 * @csspart submit-button - Posts or saves.
 * @csspart cancel-button - Closes a form; its words are kept.
 *
 * @cssprop [--comment-thread-text=inherit] - Text colour; every shade is mixed from it.
 * @cssprop [--comment-thread-background=none] - Background of the thread.
 * @cssprop [--comment-thread-accent=currentColor] - Links, focus rings and the Post button.
 * @cssprop [--comment-thread-muted] - Numbers, dates and hints; by default the text colour at 75 %.
 * @cssprop [--comment-thread-border] - Lines; by default the text colour at 25 %.
 * @cssprop [--comment-thread-mark] - Background of the comment that the address points at; by default the text colour at 8 %.
 * @cssprop [--comment-thread-radius=0.25em] - Corner radius of fields and buttons.
 * @cssprop [--comment-thread-gap=1.5em] - Space between comments.
 * @cssprop [--comment-thread-indent=clamp(0.75em, 3vw, 1.5em)] - Indentation of replies.
 * @cssprop [--comment-thread-font-size=inherit] - Size of the thread's text.
 * @cssprop [--comment-thread-min-height=min(100vh, 48rem)] - Height kept free for the thread from the beginning, so that nothing below it moves when the comments arrive.
 * @cssprop [--comment-thread-avatar-size=2em] - Width and height of avatars.
 *
 * @cssState loading - The thread is being loaded.
 * @cssState offline - The endpoint could not be reached.
 * @cssState stale - What is shown may be out of date: a saved copy, or loading it anew failed.
 * @cssState empty - The thread has no comments.
 * @cssState closed - The thread takes no more comments.
 * @cssState error - Loading failed.
 */
export class CommentThread extends TemplatedElement {
  static override readonly properties: Readonly<Record<string, PropertyOptions>> = {
    endpoint: {},
    thread: {},
    adapter: {},
    order: {},
    numbering: {},
    maxDepth: { attribute: 'max-depth', type: Number },
    timestamps: {},
    loading: {},
    readonly: { type: Boolean },
    getToken: { attribute: false },
    messages: { attribute: false },
  };
  static override readonly styles = threadStyles;

  /** The base URL of the backend: http(s), relative allowed, without credentials. */
  declare endpoint: string | null;
  /**
   * Which thread of the endpoint this is, any string; by default the path of the page's canonical link, else of the page.
   */
  declare thread: string | null;
  /**
   * What the endpoint speaks: the name of an adapter, or (as a property) an object with `load` and `send`.
   * @default 'native'
   */
  declare adapter: string | Adapter;
  /**
   * In which order top-level comments stand at first: `oldest`, `newest` or `popular`.
   * @default 'oldest'
   */
  declare order: Order;
  /**
   * How comments are numbered: `outline` (1, 1.1, 1.1.2), `sequence` (1, 2, 3 in time order) or `none`.
   * @default 'outline'
   */
  declare numbering: Numbering;
  /**
   * Levels of indentation, 1 to 20; deeper replies stay at the last level and name whom they answer.
   * @default 5
   */
  declare maxDepth: number;
  /**
   * How dates are written: `relative` or `absolute`.
   * @default 'relative'
   */
  declare timestamps: 'relative' | 'absolute';
  /**
   * When the thread is loaded: `eager` (at once) or `lazy` (when the reader nears it).
   * @default 'eager'
   */
  declare loading: 'eager' | 'lazy';
  /**
   * Shows the thread without any way to write.
   * @default false
   */
  declare readonly: boolean;
  /** Asked for a token before every request of a signed-in reader; null for a guest. */
  declare getToken: (() => Promise<string | null>) | undefined;
  /** The site's own words for any text. */
  declare messages: MessageOverrides | undefined;

  /** Registers the element; a site may choose another name, or a registry of its own. */
  static define(tag = 'comment-thread', registry = customElements): void {
    registry.define(tag, this);
  }

  readonly #internals = this.attachInternals();
  readonly #thread = new ThreadController(this, {
    onLoad: (thread) => this.dispatchEvent(new ThreadLoadEvent(thread)),
    onError: (error) => {
      console.error(error);
      this.dispatchEvent(new ThreadErrorEvent(error));
    },
    converse: async (thread) => (await import('./conversing.ts')).converse(thread),
  });

  constructor() {
    super();
    Object.assign(this, {
      endpoint: null,
      thread: null,
      adapter: 'native',
      order: 'oldest',
      numbering: 'outline',
      maxDepth: 5,
      timestamps: 'relative',
      loading: 'eager',
      readonly: false,
    } satisfies Partial<CommentThread>);
    // One listener for every button of the thread, however many comments it has. Its target must be
    // read during dispatch: afterwards it is the element itself.
    const act = ({ type, target }: Event): void => {
      // What the page put into a slot is the page's own.
      if ((target as Element).getRootNode() === this.renderRoot) void this.#thread.act(type, target as Element);
    };
    for (const type of ['click', 'change', 'beforematch']) this.renderRoot.addEventListener(type, act);
  }

  /** Loads the thread anew; settles when it has arrived or failed. What is shown stays until then. */
  reload(): Promise<void> {
    return this.#thread.reload();
  }

  /** Opens the form below a comment, or goes to the one at the foot of the thread. */
  reply(id?: string): Promise<void> {
    return this.#thread.reply(id ?? null);
  }

  /** Loads and opens whatever hides a comment, scrolls to it and marks it; resolves to whether it exists. */
  reveal(id: string): Promise<boolean> {
    return this.#thread.reveal(id);
  }

  protected override willUpdate(changed: ReadonlySet<string>): void {
    const order = oneOf(orders, this.order);
    if (sources.some((name) => changed.has(name))) {
      const { endpoint, getToken } = this;
      const thread = threadNameOf(this.thread);
      const adapter = this.adapter || 'native'; // as on the platform, an attribute that was taken away is the default
      this.#thread.open({ endpoint, thread, adapter, getToken, order }, this.loading === 'lazy');
    } else if (changed.has('order')) void this.#thread.order(order);
    if (this.loading !== 'lazy') void this.#thread.hurry();
    this.#thread.update({
      messages: this.messages,
      numbering: oneOf(numberings, this.numbering),
      timestamps: oneOf(timestamps, this.timestamps),
      levels: Math.min(Math.max(Math.trunc(this.maxDepth) || 5, 1), mostLevels),
      isReadonly: this.readonly,
    });
  }

  protected override render(): unknown {
    const view = this.#thread.view();
    return view && threadView(view);
  }

  protected override updated(): void {
    for (const [state, holds] of Object.entries(this.#thread.states())) {
      if (holds) this.#internals.states.add(state);
      else this.#internals.states.delete(state);
    }
  }
}
