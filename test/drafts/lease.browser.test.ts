import { assert } from '@open-wc/testing';
import { withLease, type Lease } from '../../src/drafts/lease.ts';
import { patch } from '../storage/patch.ts';
import { until } from '../support/until.ts';
import { withResolvers } from '../support/with-resolvers.ts';

type Work = Parameters<Lease>[1];

const moves = (): Promise<boolean> => Promise.resolve(false);

/** Asks for the lease as a page does whose holder goes on working. */
const lease = (name: string, work: Work, isStuck = moves, signal = new AbortController().signal): Promise<void> =>
  withLease(name, work, signal, isStuck);

/** A page that has the lease, and keeps it until `leave` or `fail` is called; `done` when its promise has settled. */
const hold = async (name: string) => {
  const begun = withResolvers();
  const end = withResolvers();
  const done = lease(name, () => {
    begun.resolve();
    return end.promise;
  });
  await begun.promise;
  return { leave: end.resolve, fail: end.reject, done };
};

/** Why it was rejected; undefined when it was not. */
const reasonOf = (done: Promise<unknown>): Promise<unknown> =>
  done.then(
    () => undefined,
    (reason: unknown) => reason,
  );

describe('the lease', () => {
  it('lets one work at a time, who is told to be alone', async () => {
    const first = withResolvers();
    const log: string[] = [];
    const one = lease('one at a time', () => first.promise.then(() => void log.push('first')));
    const two = lease('one at a time', async (isAlone) => void log.push(`second, alone: ${String(isAlone)}`));
    await lease('another name', async () => void log.push('another'));
    assert.deepEqual(log, ['another']);
    first.resolve();
    await Promise.all([one, two]);
    assert.deepEqual(log, ['another', 'first', 'second, alone: true']);
  });

  it('is given back when the work fails, and says so', async () => {
    const error = await reasonOf(lease('failing', () => Promise.reject(new Error('no'))));
    assert.propertyVal(error, 'message', 'no');
    let runs = 0;
    await lease('failing', async () => {
      runs++;
    });
    assert.strictEqual(runs, 1);
  });

  it('stops waiting, without working, when it is aborted', async () => {
    const holder = await hold('aborted');
    const controller = new AbortController();
    let runs = 0;
    const waiting = lease(
      'aborted',
      async () => {
        runs++;
      },
      moves,
      controller.signal,
    );
    controller.abort();
    await waiting;
    holder.leave();
    await holder.done;
    assert.strictEqual(runs, 0);
  });

  for (const [how, locks] of [
    ['missing', undefined],
    ['forbidden', { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
  ] as const) {
    it(`works without Web Locks that are ${how}, once, and does not say that it is alone`, async () => {
      Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
      try {
        const runs: boolean[] = [];
        await lease('none', async (isAlone) => void runs.push(isAlone));
        assert.deepEqual(runs, [false]);
        const error = await reasonOf(lease('none', () => Promise.reject(new Error('no'))));
        assert.propertyVal(error, 'message', 'no');
      } finally {
        Reflect.deleteProperty(navigator, 'locks');
      }
    });
  }
});

describe('a lease that is held for long', () => {
  /** The milliseconds it was willing to wait, in order; each passes a hundred times faster. */
  let patience: number[];
  let restore: () => void;
  beforeEach(() => {
    patience = [];
    restore = patch(AbortSignal, 'timeout', (timeout) => (milliseconds) => {
      patience.push(milliseconds);
      return timeout.call(AbortSignal, milliseconds / 100);
    });
  });
  afterEach(() => restore());

  it('is left to a holder that moves, and goes to the next when that one is through', async () => {
    const holder = await hold('moving');
    let looks = 0;
    let runs = 0;
    const waiting = lease(
      'moving',
      async () => {
        runs++;
      },
      async () => {
        looks++;
        return false;
      },
    );
    await until('five looks', () => looks >= 5);
    assert.strictEqual(runs, 0);
    holder.leave();
    await Promise.all([holder.done, waiting]);
    assert.strictEqual(runs, 1);
  });

  it('is taken from a holder that does not move, whose work goes on and whose promise settles', async () => {
    const log: string[] = [];
    const holder = await hold('frozen');
    const robbed = holder.done.then(() => log.push('robbed'));
    let looks = 0;
    // At the first look there is nothing yet to compare with.
    const isStuck = async (): Promise<boolean> => ++looks > 1;
    patience.length = 0;
    await lease('frozen', async (isAlone) => void log.push(`robber, alone: ${String(isAlone)}`), isStuck);
    assert.deepEqual(log, ['robber, alone: true']);
    assert.deepEqual(patience.slice(0, 2), [1000, 12_000], 'longer than any one step takes');
    holder.leave();
    await robbed;
    assert.deepEqual(log, ['robber, alone: true', 'robbed']);
  });

  it('whose robbed work fails says so to the one who asked for it', async () => {
    const holder = await hold('robbed');
    await lease(
      'robbed',
      () => Promise.resolve(),
      () => Promise.resolve(true),
    );
    holder.fail(new Error('no'));
    assert.propertyVal(await reasonOf(holder.done), 'message', 'no');
  });

  it('is not taken where nobody can tell whether its holder moves', async () => {
    const holder = await hold('unreadable');
    let runs = 0;
    const error = await reasonOf(
      lease(
        'unreadable',
        async () => {
          runs++;
        },
        () => Promise.reject(new Error('storage')),
      ),
    );
    assert.propertyVal(error, 'message', 'storage');
    holder.leave();
    await holder.done;
    assert.strictEqual(runs, 0);
  });
});
