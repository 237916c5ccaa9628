import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restLeft } from '../../src/drafts/backoff.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { createOutbox, failed, posted, settle } from './harness.ts';
import { openBrowser } from './pages.ts';

const lost = failed('unknown', 'network');

test('an unanswered draft rests with full jitter, twice as long each time, and goes on as the same submission', async () => {
  const { adapter, post, timers } = createOutbox();
  adapter.answer = () => lost;
  await post('hello');
  await settle();
  assert.equal(adapter.sent.length, 1);
  for (const [index, seconds] of [1, 2, 4, 8, 16].entries()) {
    await timers.advance(seconds * 1000 - 1);
    assert.equal(adapter.sent.length, index + 1, 'not before its time');
    await timers.advance(1);
    assert.equal(adapter.sent.length, index + 2);
  }
  assert.equal(adapter.sent.length, 6);
  const [first, ...others] = adapter.sent.map((submission) => ({ ...submission, signal: null }));
  for (const other of others) assert.deepEqual(other, first);
});

test('Retry-After is a minimum that coming back online does not shorten, and the reader’s Retry does', async () => {
  const { adapter, outbox, post, timers } = createOutbox();
  adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 60 });
  const { id } = await post('hello');
  await timers.advance(60_000);
  outbox.wake();
  await settle();
  assert.equal(adapter.sent.length, 1);
  await timers.advance(1000);
  assert.equal(adapter.sent.length, 2);
  adapter.answer = posted;
  assert.equal((await outbox.retry(id)).applied, true);
  await settle();
  assert.equal(adapter.sent.length, 3);
  await timers.advance(1e9);
  assert.equal(adapter.sent.length, 3, 'nothing is left of the pause');
});

test('waking sends at once what rests of its own accord', async () => {
  const { adapter, outbox, post, stateOf } = createOutbox();
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await settle();
  assert.equal(await stateOf(id), 'queued');
  adapter.answer = posted;
  outbox.wake();
  await settle();
  assert.equal(await stateOf(id), undefined);
});

test('the pause that the endpoint asked for goes on in the next page', async () => {
  const records = new MemoryRecords();
  const first = createOutbox({ records });
  first.adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 60 });
  const { id } = await first.post('hello');
  await first.timers.advance(20_000);
  first.outbox.stop();

  const second = createOutbox({ records, now: 20_000 });
  second.outbox.wake();
  await second.timers.advance(40_000);
  assert.equal(second.adapter.sent.length, 0, 'a reload and coming back online do not shorten it');
  await second.timers.advance(1000);
  assert.equal(second.adapter.sent.length, 1);
  assert.equal(await second.stateOf(id), undefined);
});

test('a pause that nobody asked for ends with the next page, which is woken', async () => {
  const records = new MemoryRecords();
  const first = createOutbox({ records });
  first.adapter.answer = () => lost;
  await first.post('hello');
  await first.timers.advance(200_000);
  first.outbox.stop();
  const second = createOutbox({ records, now: 200_000 });
  second.outbox.wake();
  await settle();
  assert.equal(second.adapter.sent.length, 1);
});

test('the reader’s Retry in another page ends the pause there too', async () => {
  const browser = openBrowser();
  const first = browser.open();
  const second = browser.open();
  first.adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 60 });
  const { id } = await first.post('hello');
  await settle();
  assert.equal(await first.stateOf(id), 'queued');
  first.adapter.answer = posted;
  await second.outbox.retry(id);
  await settle();
  assert.equal(await first.stateOf(id), undefined);
  assert.equal(first.adapter.sent.length + second.adapter.sent.length, 2);
});

const decade = 10 * 365.25 * 86_400_000;
const hour = 3_600_000;

for (const [way, shift] of [
  ['forward', decade],
  ['back', -decade],
] as const) {
  test(`a clock that was set ${way} by ten years costs an hour and a bit at most, in this page and in the next`, async () => {
    const records = new MemoryRecords();
    const first = createOutbox({ records, now: decade });
    first.adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 1e9 });
    const { id } = await first.post('hello');
    await settle();
    first.outbox.stop();
    const second = createOutbox({ records, now: decade + shift });
    second.outbox.wake();
    await second.timers.advance(hour + 5 * 60_000);
    assert.equal(second.adapter.sent.length, 1);
    assert.equal(await second.stateOf(id), undefined);
  });
}

test('no endpoint puts a draft to sleep for longer than an hour, and the jitter of the try', async () => {
  const { adapter, post, timers } = createOutbox();
  adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 1e9 });
  await post('hello');
  await timers.advance(hour + 999);
  assert.equal(adapter.sent.length, 1);
  await timers.advance(1);
  assert.equal(adapter.sent.length, 2);
});

test('a pause of one draft holds up no other', async () => {
  const { adapter, post } = createOutbox();
  adapter.answer = (submission) =>
    submission.text === 'first' ? failed('unknown', 'rate-limited', { retryAfter: 60 }) : posted(submission);
  await post('first');
  await post('second');
  await settle();
  assert.deepEqual(adapter.texts, ['first', 'second']);
});

test('what is left of a pause is bounded by the longest there can be', () => {
  assert.equal(restLeft(5000, 2000), 3000);
  assert.equal(restLeft(2000, 5000), 0);
  assert.equal(restLeft(decade, 0), hour + 5 * 60_000);
});
