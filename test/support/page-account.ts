/**
 * What a page holds open: timers, listeners, observers, channels, connections, requests and locks. To be run in the page
 * before any script of its own, whose calls then pass through here.
 *
 * A listener goes with its target, and an observer when nothing refers to it: of these only what is alive is told, so
 * the garbage is to be collected before asking. A listener set with `once` or `signal` counts until it is removed.
 */

/** The page's side of it, as `window.account`. */
export interface PageAccount {
  /** What is open now, each by its kind and name, sorted. */
  tell(): Promise<string[]>;
}

/** A browser gets this as text, so that nothing from outside may be mentioned. */
export const keepAccount = (): void => {
  type Method = (this: unknown, ...values: unknown[]) => unknown;
  /** What ends by itself or is ended. */
  const open = new Map<unknown, string>();
  /** What belongs to an object and goes with it: one entry for what is told apart by its parts. */
  const entries = new WeakMap<object, { readonly name: string; readonly parts: readonly unknown[] }[]>();
  const owners = new Set<WeakRef<object>>();
  const { addEventListener } = EventTarget.prototype;
  const later = setTimeout;

  const without = (owner: object, parts: readonly unknown[]) =>
    (entries.get(owner) ?? []).filter((entry) => !parts.every((part, index) => part === entry.parts[index]));
  const enter = (owner: object, name: string, ...parts: unknown[]): void => {
    if (!entries.has(owner)) owners.add(new WeakRef(owner));
    entries.set(owner, [...without(owner, parts), { name, parts }]);
  };
  const leave = (owner: object, ...parts: unknown[]): void => {
    if (entries.has(owner)) entries.set(owner, without(owner, parts));
  };
  const openUntil = (target: EventTarget, name: string, ...ends: string[]): void => {
    open.set(target, name);
    for (const end of ends) addEventListener.call(target, end, () => open.delete(target));
  };

  /** Puts what `wrap` makes of a method in its place. */
  const replace = (owner: object, method: string, wrap: (original: Method) => Method): void => {
    const methods = owner as Record<string, Method>;
    methods[method] = wrap(methods[method]!);
  };
  /** Has something done before each call of a method. */
  const before = (owner: object, method: string, act: (self: object, values: unknown[]) => void): void => {
    replace(
      owner,
      method,
      (original) =>
        function (...values) {
          // By its bare name, a function of the window has no `this`.
          act(this ?? window, values);
          return original.apply(this, values);
        },
    );
  };

  const timers = [
    ['setTimeout', 'clearTimeout'],
    ['setInterval', 'clearInterval'],
    ['requestAnimationFrame', 'cancelAnimationFrame'],
    ['requestIdleCallback', 'cancelIdleCallback'],
  ] as const;
  for (const [begin, end] of timers) {
    replace(window, begin, (original) => (run, ...rest) => {
      const id = original.call(
        window,
        (...values: unknown[]) => {
          if (begin !== 'setInterval') open.delete(`${end} ${String(id)}`);
          (run as Method)(...values);
        },
        ...rest,
      );
      open.set(`${end} ${String(id)}`, begin + (begin.startsWith('set') ? ` ${Number(rest[0] ?? 0)}` : ''));
      return id;
    });
    before(window, end, (_, [id]) => open.delete(`${end} ${String(id)}`));
  }
  before(AbortSignal, 'timeout', (_, [milliseconds]) => {
    const token = {};
    open.set(token, `AbortSignal.timeout ${String(milliseconds)}`);
    later(() => open.delete(token), milliseconds as number);
  });

  const isCapture = (options: unknown): boolean =>
    typeof options === 'object' ? ((options as AddEventListenerOptions | null)?.capture ?? false) : options === true;
  before(EventTarget.prototype, 'addEventListener', (target, [type, listener, options]) => {
    enter(target, `${String(type)} of ${target.constructor.name}`, type, listener, isCapture(options));
  });
  before(EventTarget.prototype, 'removeEventListener', (target, [type, listener, options]) => {
    leave(target, type, listener, isCapture(options));
  });

  for (const kind of [IntersectionObserver, MutationObserver, PerformanceObserver, ResizeObserver]) {
    before(kind.prototype, 'observe', (observer, [target]) => enter(observer, kind.name, target));
    if ('unobserve' in kind.prototype)
      before(kind.prototype, 'unobserve', (observer, [target]) => leave(observer, target));
    before(kind.prototype, 'disconnect', (observer) => leave(observer));
  }

  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      open.set(this, `BroadcastChannel ${name}`);
    }
  };
  before(BroadcastChannel.prototype, 'close', (channel) => open.delete(channel));

  replace(
    IDBFactory.prototype,
    'open',
    (original) =>
      function (...values) {
        const opening = original.apply(this, values) as IDBOpenDBRequest;
        addEventListener.call(opening, 'success', () => {
          openUntil(opening.result, `connection to ${opening.result.name}`, 'close');
        });
        return opening;
      },
  );
  before(IDBDatabase.prototype, 'close', (database) => open.delete(database));
  replace(
    IDBDatabase.prototype,
    'transaction',
    (original) =>
      function (...values) {
        const transaction = original.apply(this, values) as IDBTransaction;
        openUntil(transaction, `transaction of ${transaction.db.name}`, 'complete', 'abort');
        return transaction;
      },
  );

  replace(window, 'fetch', (original) => async (...values) => {
    const token = {};
    open.set(token, `fetch ${String(values[0])}`);
    const close = () => open.delete(token);
    try {
      const answer = (await original.apply(window, values)) as Response;
      // A copy of the body has come when the body has.
      void answer.clone().arrayBuffer().then(close, close);
      return answer;
    } catch (error) {
      close();
      throw error;
    }
  });

  const tell = async (): Promise<string[]> => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const living = [...owners].flatMap((owner) => entries.get(owner.deref() ?? {}) ?? (owners.delete(owner), []));
    const locks = [...held, ...pending].map(({ name }) => `lock ${String(name)}`);
    return [...open.values(), ...living.map(({ name }) => name), ...locks].sort();
  };
  (window as unknown as { account: PageAccount }).account = { tell };
};
