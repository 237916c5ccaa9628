import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelay } from '../../src/drafts/backoff.ts';

test('the bound doubles from one second to five minutes', () => {
  const bounds = [1, 2, 3, 9, 10, 1000].map((attempts) => retryDelay(attempts, undefined, () => 1));
  assert.deepEqual(bounds, [1000, 2000, 4000, 256_000, 300_000, 300_000]);
});

test('jitter reaches from nothing to the bound', () => {
  assert.equal(
    retryDelay(3, undefined, () => 0),
    0,
  );
  assert.equal(
    retryDelay(3, undefined, () => 0.25),
    1000,
  );
});

test('Retry-After is a minimum, with the jitter on top', () => {
  assert.equal(
    retryDelay(1, 120, () => 0),
    120_000,
  );
  assert.equal(
    retryDelay(1, 120, () => 0.5),
    120_500,
  );
});

test('no endpoint can ask for more than an hour', () => {
  assert.equal(
    retryDelay(1, 1e9, () => 0),
    3_600_000,
  );
});
