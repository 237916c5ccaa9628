import { assert } from '@open-wc/testing';
import { withLease } from '../../src/drafts/lease.ts';

const never = new AbortController().signal;
const gate = () => {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

describe('the lease', () => {
  it('lets one work at a time', async () => {
    const first = gate();
    const log: string[] = [];
    const one = withLease(
      'one at a time',
      () =>
        first.opened.then(() => {
          log.push('first');
        }),
      never,
    );
    const two = withLease(
      'one at a time',
      async () => {
        log.push('second');
      },
      never,
    );
    await withLease(
      'another name',
      async () => {
        log.push('another');
      },
      never,
    );
    assert.deepEqual(log, ['another']);
    first.open();
    await Promise.all([one, two]);
    assert.deepEqual(log, ['another', 'first', 'second']);
  });

  it('is given back when the work fails, and says so', async () => {
    let error: unknown;
    await withLease('failing', () => Promise.reject(new Error('no')), never).catch(
      (reason: unknown) => (error = reason),
    );
    assert.propertyVal(error, 'message', 'no');
    let runs = 0;
    await withLease(
      'failing',
      async () => {
        runs++;
      },
      never,
    );
    assert.strictEqual(runs, 1);
  });

  it('stops waiting, without working, when it is aborted', async () => {
    const first = gate();
    const holder = withLease('aborted', () => first.opened, never);
    const controller = new AbortController();
    let runs = 0;
    const waiting = withLease(
      'aborted',
      async () => {
        runs++;
      },
      controller.signal,
    );
    controller.abort();
    await waiting;
    first.open();
    await holder;
    assert.strictEqual(runs, 0);
  });

  for (const [how, locks] of [
    ['missing', undefined],
    ['forbidden', { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
  ] as const) {
    it(`works without Web Locks that are ${how}`, async () => {
      Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
      try {
        let runs = 0;
        await withLease(
          'none',
          async () => {
            runs++;
          },
          never,
        );
        assert.strictEqual(runs, 1);
        let error: unknown;
        await withLease('none', () => Promise.reject(new Error('no')), never).catch(
          (reason: unknown) => (error = reason),
        );
        assert.propertyVal(error, 'message', 'no');
      } finally {
        Reflect.deleteProperty(navigator, 'locks');
      }
    });
  }
});
