import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** About a screen ahead: time enough to have what is needed when the reader arrives. */
const margin = '600px';

/**
 * Tells when the reader nears something: the element itself, or whatever its template
 * marks with `data-near`. Each is told once; asking again is the owner's business.
 */
export class ProximityController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode };
  readonly #observer: IntersectionObserver;
  readonly #watched = new Set<Element>();

  /** @param onNear Gets the value of `data-near`, or `host` for the element itself. */
  constructor(
    host: ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode },
    onNear: (what: string) => void,
  ) {
    this.#host = host;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          this.#forget(target);
          onNear(target === host ? 'host' : ((target as HTMLElement).dataset['near'] ?? ''));
        }
      },
      { rootMargin: margin },
    );
    host.addController(this);
  }

  watchHost(): void {
    this.#watch(this.#host);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    const marked = new Set(this.#host.renderRoot.querySelectorAll('[data-near]'));
    for (const element of this.#watched) if (element !== this.#host && !marked.has(element)) this.#forget(element);
    for (const element of marked) this.#watch(element);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#watched.clear();
  }

  #watch(element: Element): void {
    if (this.#watched.has(element)) return;
    this.#watched.add(element);
    this.#observer.observe(element);
  }

  #forget(element: Element): void {
    this.#watched.delete(element);
    this.#observer.unobserve(element);
  }
}
