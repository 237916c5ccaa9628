import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Adapter } from '../adapters/adapter.ts';
import { parseEndpoint } from '../adapters/endpoint.ts';
import { resolveAdapter } from '../adapters/registry.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Order, Thread } from '../model/comment.ts';
import { initialState, type ThreadState } from '../store/thread-state.ts';
import { ThreadStore } from '../store/thread-store.ts';

/** What a thread is loaded from. */
export interface ConnectionOptions {
  readonly endpoint: string | null;
  readonly thread: string;
  /** A name, or an object with `load` and `send`. */
  readonly adapter: string | Adapter;
  readonly getToken: (() => Promise<string | null>) | undefined;
  readonly order: Order;
}

/** Milliseconds after which a reader is told that they wait, and after which they have waited long enough for nothing to read. */
const patience = [250, 3000];

/** What the owner of a connection is told. */
export interface ConnectionEvents {
  readonly onLoad: (thread: Thread) => void;
  /** No answer has come yet, though it could have; `isLost` when none has come for long, or none will. Told as often as it happens. */
  readonly onLate: (isLost: boolean) => void;
  readonly onError: (error: CommentThreadError) => void;
}

/**
 * Holds the store of one thread: makes it, loads it, and gives up what is under way when the
 * element leaves the page. An element that is only moved keeps everything.
 */
export class ConnectionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #events: ConnectionEvents;
  #store: ThreadStore | null = null;
  #state: ThreadState = initialState('oldest');

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, events: ConnectionEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  get store(): ThreadStore | null {
    return this.#store;
  }

  get state(): ThreadState {
    return this.#store?.state ?? this.#state;
  }

  /** Leaves the thread there was for the one that `options` name. */
  async open({ endpoint, adapter, thread, order, getToken }: ConnectionOptions): Promise<void> {
    this.close();
    this.#state = initialState(order);
    try {
      // An object speaks to whatever its author bound it to; the endpoint then only tells its drafts from others.
      const isNamed = typeof adapter === 'string' || endpoint !== null;
      const base = isNamed ? parseEndpoint(endpoint, document.baseURI) : location.origin;
      const bound = resolveAdapter(adapter, { endpoint: base, getToken: async () => (await getToken?.()) ?? null });
      const { onError } = this.#events;
      this.#store = new ThreadStore({ adapter: bound, endpoint: base, thread, order, onError });
      this.#store.addEventListener('change', this.#update);
    } catch (error) {
      this.#fail(asCommentThreadError(error, 'adapter-invalid'));
    }
    await this.load();
  }

  /** Asks the endpoint anew; what is shown stays until the answer is there. */
  async load(): Promise<void> {
    const store = this.#store;
    if (!store) return;
    const loading = store.load();
    const { signal } = store;
    const { onLoad, onLate, onError } = this.#events;
    const timers = patience.map((delay, i) => setTimeout(() => signal.aborted || onLate(i > 0), delay));
    await loading;
    for (const timer of timers) clearTimeout(timer);
    // Given up meanwhile, or asked anew: then the later answer is told, once.
    if (signal.aborted) return;
    const { phase, error, thread } = store.state;
    if (phase === 'ready' && thread) onLoad(thread);
    else if (error) {
      onError(error);
      onLate(true);
    }
  }

  close(): void {
    this.#store?.removeEventListener('change', this.#update);
    this.#store?.abort();
    this.#store = null;
  }

  hostConnected(): void {
    addEventListener('online', this.#online);
    // Back on the page before a first answer had come.
    if (this.#store?.state.phase === 'idle') void this.load();
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      removeEventListener('online', this.#online);
      // Who is signed in is asked only once the thread is there, and not again when the element comes back.
      if ([this.state.phase, this.state.more].includes('loading')) this.#store?.abort();
    });
  }

  readonly #online = (): void => {
    if (this.state.error?.retryable) void this.load();
  };

  readonly #update = (): void => this.#host.requestUpdate();

  #fail(error: CommentThreadError): void {
    this.#state = { ...this.#state, phase: 'failed', error };
    this.#update();
    this.#events.onError(error);
  }
}
