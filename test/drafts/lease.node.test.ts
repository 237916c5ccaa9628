/** Who works when several pages want to, over locks and a patience that the test moves by hand. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withLease } from '../../src/drafts/lease.ts';
import { withResolvers } from '../support/with-resolvers.ts';
import { settle } from './harness.ts';

type Hold = (lock: { readonly name: string } | null) => Promise<void>;

interface Request {
  readonly name: string;
  readonly hold: Hold;
  readonly resolve: (value: void | PromiseLike<void>) => void;
  readonly reject: (reason: unknown) => void;
}

/** One lock a name, given in turn, and taken away from its holder by `steal`, as the platform does. */
class FakeLocks {
  readonly #holders = new Map<string, Request>();
  readonly #waiting: Request[] = [];

  request(name: string, options: { signal?: AbortSignal; steal?: boolean }, hold: Hold): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = { name, hold, resolve, reject };
      const { signal, steal = false } = options;
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const holder = this.#holders.get(name);
      if (steal || !holder) {
        holder?.reject(new DOMException('stolen', 'AbortError'));
        this.#give(request);
        return;
      }
      this.#waiting.push(request);
      signal?.addEventListener('abort', () => {
        const index = this.#waiting.indexOf(request);
        if (index < 0) return;
        this.#waiting.splice(index, 1);
        reject(signal.reason as Error);
      });
    });
  }

  #give(request: Request): void {
    const { name, hold, resolve } = request;
    this.#holders.set(name, request);
    const working = hold({ name });
    resolve(working);
    const end = (): void => {
      if (this.#holders.get(name) !== request) return;
      this.#holders.delete(name);
      const index = this.#waiting.findIndex((each) => each.name === name);
      if (index >= 0) this.#give(this.#waiting.splice(index, 1)[0]!);
    };
    working.then(end, end);
  }
}

const moves = (): Promise<boolean> => Promise.resolve(false);
const never = new AbortController().signal;

describe('the lease', () => {
  const { timeout } = AbortSignal;
  /** The patience of each wait that has begun, in milliseconds, and what ends it. */
  let waits: { readonly milliseconds: number; readonly runOut: () => void }[];
  const provide = (locks: unknown): void => {
    Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  };

  beforeEach(() => {
    waits = [];
    AbortSignal.timeout = (milliseconds) => {
      const controller = new AbortController();
      waits.push({ milliseconds, runOut: () => controller.abort(new DOMException('over', 'TimeoutError')) });
      return controller.signal;
    };
    provide(new FakeLocks());
  });
  afterEach(() => {
    AbortSignal.timeout = timeout;
    Reflect.deleteProperty(globalThis, 'navigator');
  });

  it('lets one work at a time under a name, and says that it is alone', async () => {
    const first = withResolvers();
    const log: string[] = [];
    const one = withLease('a', (isAlone) => (log.push(`one ${String(isAlone)}`), first.promise), never, moves);
    const two = withLease('a', async (isAlone) => void log.push(`two ${String(isAlone)}`), never, moves);
    await withLease('b', async () => void log.push('other'), never, moves);
    assert.deepEqual(log, ['one true', 'other']);
    first.resolve();
    await Promise.all([one, two]);
    assert.deepEqual(log, ['one true', 'other', 'two true']);
  });

  it('is over when the work is, and fails as the work does, which ran once', async () => {
    let runs = 0;
    const work = (end: Promise<void>) => (): Promise<void> => (runs++, end);
    await assert.rejects(withLease('a', work(Promise.reject(new Error('no'))), never, moves), { message: 'no' });
    assert.equal(runs, 1);
    await withLease('a', work(Promise.resolve()), never, moves);
    assert.equal(runs, 2, 'and was given back');
  });

  for (const [how, locks] of [
    ['missing', undefined],
    ['forbidden', { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
  ] as const) {
    it(`where locks are ${how}, lets the work be done once, and does not say that it is alone`, async () => {
      provide(locks);
      const runs: boolean[] = [];
      await withLease('a', async (isAlone) => void runs.push(isAlone), never, moves);
      assert.deepEqual(runs, [false]);
      await assert.rejects(
        withLease('a', () => Promise.reject(new Error('no')), never, moves),
        { message: 'no' },
      );
    });

    it(`where locks are ${how}, lets nothing be done for a page that has stopped`, async () => {
      provide(locks);
      await withLease('a', () => assert.fail('the work was done'), AbortSignal.abort(), moves);
    });
  }

  it('lets a page that stops while it waits go without having worked', async () => {
    const first = withResolvers();
    const holder = withLease('a', () => first.promise, never, moves);
    const controller = new AbortController();
    const waiting = withLease('a', () => assert.fail('the work was done'), controller.signal, moves);
    await settle();
    controller.abort();
    await waiting;
    first.resolve();
    await holder;
  });

  it('waits for the work of a page that stops while it works', async () => {
    const work = withResolvers();
    const controller = new AbortController();
    let isOver = false;
    const done = withLease('a', () => work.promise, controller.signal, moves).then(() => (isOver = true));
    await settle();
    controller.abort();
    await settle();
    assert.equal(isOver, false);
    work.resolve();
    await done;
  });

  describe('that another page holds for long', () => {
    /** A page that holds the lease, and one that waits for it. */
    const contend = (isStuck: () => Promise<boolean>, signal = never) => {
      const work = withResolvers();
      const log: string[] = [];
      const holder = withLease('a', () => work.promise, never, moves);
      waits.length = 0;
      const waiting = withLease('a', async (isAlone) => void log.push(`worked ${String(isAlone)}`), signal, isStuck);
      const runOut = async (): Promise<void> => {
        waits.at(-1)!.runOut();
        await settle();
      };
      return { work, log, holder, waiting, runOut };
    };
    const patience = (): number[] => waits.map(({ milliseconds }) => milliseconds);

    it('is left to a holder that moves, however long that takes', async () => {
      let looks = 0;
      const { work, log, holder, waiting, runOut } = contend(async () => (looks++, false));
      for (let i = 0; i < 5; i++) await runOut();
      assert.equal(looks, 5);
      assert.deepEqual(patience(), [1000, 12_000, 12_000, 12_000, 12_000, 12_000]);
      assert.deepEqual(log, []);
      work.resolve();
      await Promise.all([holder, waiting]);
      assert.deepEqual(log, ['worked true']);
      assert.equal(looks, 5, 'nobody looks while there is nothing to wait for');
    });

    it('is taken from a holder that does not move, whose own end is still that of its work', async () => {
      let looks = 0;
      const { work, log, holder, waiting, runOut } = contend(async () => ++looks > 1);
      await runOut();
      assert.deepEqual(log, []);
      await runOut();
      await waiting;
      assert.deepEqual(log, ['worked true']);
      let isOver = false;
      const end = holder.then(() => (isOver = true));
      await settle();
      assert.equal(isOver, false);
      work.resolve();
      await end;
    });

    it('fails for the robbed as their work does', async () => {
      const { work, holder, waiting, runOut } = contend(() => Promise.resolve(true));
      await runOut();
      await waiting;
      work.reject(new Error('no'));
      await assert.rejects(holder, { message: 'no' });
    });

    it('is not taken by a page that has stopped while it looked', async () => {
      const controller = new AbortController();
      const { work, log, holder, waiting, runOut } = contend(async () => (controller.abort(), true), controller.signal);
      await runOut();
      await waiting;
      work.resolve();
      await holder;
      assert.deepEqual(log, []);
    });

    it('is not taken where nobody can tell whether its holder moves', async () => {
      const { work, log, holder, waiting, runOut } = contend(() => Promise.reject(new Error('unreadable')));
      await Promise.all([runOut(), assert.rejects(waiting, { message: 'unreadable' })]);
      work.resolve();
      await holder;
      assert.deepEqual(log, []);
    });
  });
});
