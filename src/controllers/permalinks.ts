import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { selectorOf } from '../view/comment-name.ts';
import { anchorOf } from '../view/view-context.ts';
import { goTo } from './reading-place.ts';

const prefix = anchorOf('');

/** What it takes to bring a comment before the reader. */
export interface Revealing {
  /** Loads whatever page holds the comment; resolves to whether there is one. */
  readonly find: (id: string) => Promise<boolean>;
  /** Renders and opens whatever hides it, and marks it. */
  readonly open: (id: string) => void;
}

/**
 * Follows `#comment-<id>` in the page's address: browsers do not look for a fragment's
 * target inside a shadow root, nor wait for one that has yet to be loaded.
 */
export class PermalinksController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #revealing: Revealing;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }, revealing: Revealing) {
    this.#host = host;
    this.#revealing = revealing;
    host.addController(this);
  }

  /** The id of the comment that the address names, or null. */
  get target(): string | null {
    try {
      const fragment = decodeURIComponent(location.hash.slice(1));
      return fragment.startsWith(prefix) ? fragment.slice(prefix.length) : null;
    } catch {
      return null; // not percent-encoded text, so none of ours
    }
  }

  /** Goes where the address says. */
  readonly follow = (): void => {
    const { target } = this;
    if (target !== null) void this.reveal(target);
  };

  /** Brings a comment before the reader and puts the keyboard there; resolves to whether it exists. */
  async reveal(id: string): Promise<boolean> {
    if (!(await this.#revealing.find(id))) return false;
    await this.#host.updateComplete;
    this.#revealing.open(id);
    await this.#host.updateComplete;
    const article = this.#host.renderRoot.querySelector<HTMLElement>(selectorOf(id));
    if (!article) return false;
    goTo(article);
    article.focus({ preventScroll: true });
    return true;
  }

  /** A link to the place the address names already changes nothing, so no event would follow it. */
  followAgain(link: HTMLAnchorElement): void {
    if (link.href === location.href) this.follow();
  }

  hostConnected(): void {
    addEventListener('hashchange', this.follow);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.follow);
  }
}
