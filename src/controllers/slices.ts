import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds one slice may take of a frame. */
const budget = 8;

/**
 * Renders a long list in pieces: the first screen at once, the rest in slices between
 * frames, each as large as the last one shows that a frame can bear.
 */
export class SlicesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #first: number;
  #shown: number;
  #size: number;
  #total = 0;
  #isComplete = false;
  #started = 0;
  #cancel: (() => void) | undefined;

  /** @param first What fills the first screen, with room. */
  constructor(host: ReactiveControllerHost, first: number) {
    this.#host = host;
    this.#first = this.#shown = this.#size = first;
    host.addController(this);
  }

  /** How many of `total` items to render now; the rest follows by itself. */
  take(total: number): number {
    this.#total = total;
    this.#isComplete ||= total > 0 && this.#shown >= total;
    return Math.min(this.#shown, total);
  }

  /** Whether all items are rendered, or were once: then later ones come in between. */
  get isComplete(): boolean {
    return this.#isComplete || this.#total === 0;
  }

  /** Renders at least `count` items in the next update, for a reader who is on the way to a place further down. */
  reach(count: number): void {
    this.#shown = Math.max(this.#shown, count);
    this.#host.requestUpdate();
  }

  /** Begins again with the first screen, for another thread. */
  reset(): void {
    this.#shown = this.#size = this.#first;
    this.#total = 0;
    this.#isComplete = false;
  }

  hostUpdate(): void {
    this.#started = performance.now();
  }

  hostUpdated(): void {
    if (this.#shown >= this.#total || this.#cancel) return;
    const took = Math.max(performance.now() - this.#started, 0.5);
    this.#size = Math.round(Math.min(Math.max((this.#size * budget) / took, this.#first), 500));
    this.#cancel = afterFrame(() => {
      this.#cancel = undefined;
      this.#shown += this.#size;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  hostConnected(): void {
    if (this.#shown < this.#total) this.#host.requestUpdate();
  }
}

/** A hidden page has no frames; its list is completed all the same. */
const afterFrame = (work: () => void): (() => void) => {
  if (document.hidden) {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(work);
  return () => cancelAnimationFrame(frame);
};
