/** One request for a draft: what is sent, how long it may take, and what is made of its failing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendDraft, toDraftError, withPatience } from '../../src/drafts/delivery.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { makeDraft } from '../support/drafts.ts';
import { ManualTimers, posted, ScriptedAdapter, settle } from './harness.ts';

const never = (): Promise<never> => new Promise(() => undefined);

const setup = () => {
  const adapter = new ScriptedAdapter();
  const timers = new ManualTimers();
  const page = new AbortController();
  const send = () => sendDraft(adapter, makeDraft('d'), timers.after, page.signal);
  return { adapter, timers, page, send };
};

test('who does not answer within 9 s is told to stop, and the try has timed out', async () => {
  const { adapter, timers, send } = setup();
  adapter.answer = never;
  const sending = send();
  await timers.advance(8999);
  const { signal } = adapter.sent[0]!;
  assert.equal(signal?.aborted, false);
  await timers.advance(1);
  assert.equal(signal.aborted, true);
  const outcome = await sending;
  assert.equal(outcome.kind, 'unknown');
  const { error } = outcome as { error: CommentThreadError };
  assert.deepEqual([error.code, error.retryable], ['timeout', true]);
  assert.match(error.message, /did not answer in time/);
});

test('an answer in time is the outcome, and nothing is left of the wait', async () => {
  const { adapter, page, timers, send } = setup();
  assert.equal((await send()).kind, 'posted');
  assert.equal(timers.size, 0);
  page.abort();
  assert.equal(adapter.sent[0]?.signal?.aborted, false, 'a page that stops later has nothing to do with it');
});

test('a page that stops ends the request', async () => {
  const { adapter, page, timers, send } = setup();
  adapter.answer = never;
  const sending = send();
  await settle();
  page.abort();
  assert.equal((await sending).kind, 'unknown');
  assert.equal(adapter.sent[0]?.signal?.aborted, true);
  assert.equal(timers.size, 0);
});

test('a page that has stopped waits for nothing', async () => {
  const { timers } = setup();
  const seen: boolean[] = [];
  const asked = withPatience(timers.after, AbortSignal.abort(), (signal) => {
    seen.push(signal.aborted);
    return never();
  });
  await assert.rejects(asked, { code: 'timeout' });
  assert.deepEqual(seen, [true]);
});

test('an answer that is there counts, though the page has stopped', async () => {
  const { adapter, page, send } = setup();
  adapter.answer = (submission) => {
    page.abort();
    return posted(submission);
  };
  assert.equal((await send()).kind, 'posted');
});

test('what an adapter throws that is no error of ours is a failure of the network, and what is keeps its code', async () => {
  for (const [thrown, code] of [
    [new TypeError('Failed to fetch'), 'network'],
    [new CommentThreadError('malformed', 'no JSON of ours'), 'malformed'],
  ] as const) {
    const { adapter, send } = setup();
    adapter.answer = () => Promise.reject(thrown);
    const outcome = await send();
    assert.deepEqual([outcome.kind, (outcome as { error: CommentThreadError }).error.code], ['unknown', code]);
  }
});

test('a record keeps of an error what can be shown, and no empty place for what was not said', () => {
  const fields = [{ field: 'name', detail: 'Too long.' }];
  assert.deepStrictEqual(
    toDraftError(new CommentThreadError('refused', 'Bad name', { detail: 'Sorry.', fields, status: 422 })),
    { code: 'refused', message: 'Bad name', detail: 'Sorry.', fields },
  );
  assert.deepStrictEqual(toDraftError(new CommentThreadError('network', 'No answer')), {
    code: 'network',
    message: 'No answer',
    fields: [],
  });
});
