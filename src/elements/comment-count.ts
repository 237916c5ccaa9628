/**
 * A plain HTMLElement without Lit: a list of fifty articles carries fifty of them. The count stands in the
 * shadow root, so that what the page wrote inside stays untouched, to be shown until (or instead of) an answer.
 */
import { parseEndpoint } from '../adapters/endpoint.ts';
import { loadCounts } from '../adapters/native-counts.ts';
import { languageOf } from '../controllers/locale.ts';
import { countIn } from '../i18n/count.ts';
import { threadNameOf } from './thread-name.ts';

/** Who asks for which thread of which endpoint. */
type Questions = Map<string, Map<string, CommentCount[]>>;

/**
 * How many comments a thread has, in the page's language: “27 comments”. All elements of a page ask together,
 * in one request for each endpoint (and every fifty threads). It looks like the text around it.
 *
 * @tag comment-count
 * @summary A number and a plural, beside a link to an article.
 *
 * @attr {string} endpoint - The base URL of an endpoint that speaks the native protocol: http(s), relative allowed, without credentials.
 * @attr {string} thread - Which thread of the endpoint to count; by default that of the page, as in `<comment-thread>`.
 * @attr {string} lang - As on the platform; by default the language of the nearest element that has one.
 *
 * @slot - Shown until the count has arrived, and when it cannot be had.
 */
export class CommentCount extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ['endpoint', 'thread', 'lang'];

  /** Registers the element; a site may choose another name, or a registry of its own. */
  static define(tag = 'comment-count', registry = customElements): void {
    registry.define(tag, this);
  }

  static readonly #waiting = new Set<CommentCount>();

  readonly #root = this.attachShadow({ mode: 'open' });
  /** What was last asked, in flight or answered; '' after a failure. */
  #question = '';
  #count: number | null = null;

  constructor() {
    super();
    this.#render();
  }

  connectedCallback(): void {
    this.#render();
    this.#ask();
  }

  attributeChangedCallback(name: string): void {
    if (name === 'lang') this.#render();
    else this.#ask();
  }

  /** Waits for the others: those the parser has yet to reach, or those the running script is making. */
  #ask(): void {
    const waiting = CommentCount.#waiting;
    if (waiting.size === 0) {
      if (document.readyState === 'loading') addEventListener('DOMContentLoaded', CommentCount.#askAll, { once: true });
      else setTimeout(CommentCount.#askAll);
    }
    waiting.add(this);
  }

  static readonly #askAll = (): void => {
    const questions: Questions = new Map();
    const errors = new Map<string, unknown>();
    for (const element of this.#waiting) {
      try {
        if (element.isConnected) element.#join(questions);
      } catch (error) {
        errors.set(String(error), error); // many elements, one mistake
      }
    }
    this.#waiting.clear();
    for (const error of errors.values()) console.error(error);
    for (const [endpoint, threads] of questions) void this.#load(endpoint, threads);
  };

  /** Joins the others unless it has been asked already, as after a move. */
  #join(questions: Questions): void {
    const thread = threadNameOf(this.getAttribute('thread'));
    const endpoint = parseEndpoint(this.getAttribute('endpoint'), this.baseURI);
    const question = `${endpoint} ${thread}`;
    if (question === this.#question) return;
    this.#question = question;
    this.#count = null;
    this.#render();
    const threads = questions.get(endpoint) ?? new Map<string, CommentCount[]>();
    questions.set(endpoint, threads.set(thread, [...(threads.get(thread) ?? []), this]));
  }

  static async #load(endpoint: string, threads: ReadonlyMap<string, readonly CommentCount[]>): Promise<void> {
    let counts: ReadonlyMap<string, number> | undefined;
    try {
      counts = await loadCounts(endpoint, [...threads.keys()]);
    } catch (error) {
      console.error(error);
    }
    for (const [thread, elements] of threads) {
      for (const element of elements) element.#take(`${endpoint} ${thread}`, counts?.get(thread));
    }
  }

  #take(question: string, count: number | undefined): void {
    if (question !== this.#question) return; // its attributes have changed meanwhile
    if (count === undefined) this.#question = '';
    else this.#count = count;
    this.#render();
  }

  #render(): void {
    this.#root.replaceChildren(
      this.#count === null ? document.createElement('slot') : countIn(languageOf(this))(this.#count),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'comment-count': CommentCount;
  }
}
