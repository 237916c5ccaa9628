import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CommentThreadError } from '../errors.ts';
import { en } from '../i18n/en.ts';
import { formatsFor, type Formats } from '../i18n/formats.ts';
import { loadMessages, mergeMessages } from '../i18n/load.ts';
import type { MessageOverrides, ThreadMessages } from '../i18n/messages.ts';

/** The language an element stands in: its own or that of the nearest ancestor, shadow roots included. */
export const languageOf = (element: Element): string => {
  for (let at: Element | null = element; at;) {
    const named: Element | null = at.closest('[lang]');
    if (named) return named.getAttribute('lang') ?? '';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
};

/** Words and formats in the page's language. */
export class LocaleController implements ReactiveController {
  formats: Formats = formatsFor('en');
  /** Settles when the words of the language are there. */
  ready: Promise<void> = Promise.resolve();
  isReady = false;
  #language = '';
  #messages: ThreadMessages = en;
  #overrides: MessageOverrides | undefined;
  #merged: ThreadMessages = en;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onError: (error: CommentThreadError) => void;
  readonly #observer = new MutationObserver(() => this.#follow());

  constructor(host: ReactiveControllerHost & HTMLElement, onError: (error: CommentThreadError) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  hostConnected(): void {
    const changes = { attributes: true, attributeFilter: ['lang'] };
    this.#observer.observe(this.#host, changes);
    this.#observer.observe(document.documentElement, changes);
    this.#follow();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** The language's words with a site's own in their place; the same object as long as neither changes. */
  messagesWith(overrides: MessageOverrides | undefined): ThreadMessages {
    if (!overrides) return this.#messages;
    if (overrides !== this.#overrides) {
      this.#overrides = overrides;
      this.#merged = mergeMessages(this.#messages, overrides);
    }
    return this.#merged;
  }

  #follow(): void {
    const language = languageOf(this.#host) || 'en';
    if (language === this.#language) return;
    this.#language = language;
    this.ready = this.#load(language);
  }

  async #load(language: string): Promise<void> {
    const messages = await loadMessages(language, this.#onError);
    if (language !== this.#language) return;
    this.#messages = messages;
    this.#overrides = undefined;
    this.isReady = true;
    this.formats = formatsFor(language);
    this.#host.requestUpdate();
  }
}
