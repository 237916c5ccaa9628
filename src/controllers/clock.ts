import type { ReactiveController, ReactiveControllerHost } from 'lit';

const minute = 60_000;

/**
 * Keeps relative times true, once a minute while the page is seen. It writes into the `<time>`
 * elements themselves, and only where the words changed: no template is rendered for it.
 */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  readonly #format: (created: number, now: number) => string | null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param format The words for a time, or null while times are not relative. */
  constructor(
    host: ReactiveControllerHost & { readonly renderRoot: ParentNode },
    format: (created: number, now: number) => string | null,
  ) {
    this.#host = host;
    this.#format = format;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#tick);
    this.#timer = setInterval(this.#tick, minute);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#tick);
    clearInterval(this.#timer);
  }

  readonly #tick = (): void => {
    if (document.hidden) return;
    const now = Date.now();
    for (const time of this.#host.renderRoot.querySelectorAll<HTMLTimeElement>('[part=timestamp] > time')) {
      const text = this.#format(Date.parse(time.dateTime), now);
      if (text !== null && text !== time.textContent) time.textContent = text;
    }
  };
}
