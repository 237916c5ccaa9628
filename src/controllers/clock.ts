import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Formats } from '../i18n/formats.ts';

const minute = 60_000;

/**
 * Keeps relative times true, once a minute while the page is seen, and tells the exact time of one that is pointed
 * at. It writes into the `<time>` elements themselves, and only where the words changed: no template is rendered for it.
 */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #formats: () => Formats | null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param formats How dates are written; null while times are not relative. */
  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }, formats: () => Formats | null) {
    this.#host = host;
    this.#formats = formats;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#tick);
    this.#host.renderRoot.addEventListener('pointerover', this.#tellExactly);
    this.#timer = setInterval(this.#tick, minute);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#tick);
    this.#host.renderRoot.removeEventListener('pointerover', this.#tellExactly);
    clearInterval(this.#timer);
  }

  readonly #tellExactly = ({ target }: Event): void => {
    const formats = this.#formats();
    if (formats && target instanceof HTMLTimeElement) target.title = formats.absolute(Date.parse(target.dateTime));
  };

  readonly #tick = (): void => {
    const formats = this.#formats();
    if (document.hidden || !formats) return;
    const now = Date.now();
    for (const time of this.#host.renderRoot.querySelectorAll<HTMLTimeElement>('[part=timestamp] > time')) {
      const text = formats.relative(Date.parse(time.dateTime), now);
      if (text !== time.textContent) time.textContent = text;
    }
  };
}
