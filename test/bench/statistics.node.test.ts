import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { median, quantile } from './statistics.ts';

describe('the statistics of the benchmark', () => {
  it('take the middle of an odd number of values, and between the two of an even', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([1, 2, 4, 100]), 3);
    assert.ok(Number.isNaN(median([])));
    assert.equal(median([Infinity, Infinity]), Infinity);
  });

  it('find quarters between the values', () => {
    assert.equal(quantile([0, 10, 20, 30, 40], 0.25), 10);
    assert.equal(quantile([0, 10], 0.75), 7.5);
  });
});
