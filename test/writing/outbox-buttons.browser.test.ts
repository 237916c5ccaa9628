import { assert } from '@open-wc/testing';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { LayeredRecords } from '../../src/storage/layered-records.ts';
import { patch } from '../storage/patch.ts';
import { until } from '../support/until.ts';
import {
  answer,
  busy,
  buttons,
  comment,
  discard,
  down,
  isGone,
  lists,
  oneReplyLater,
  place,
  press,
  rows,
  summary,
  UnkeyedBackend,
} from './outbox.ts';
import { commentOf, failed, ScriptedBackend } from './scripted-backend.ts';
import { storedDrafts, isKept } from './stored.ts';
import { cleanUp, hush, mount, newEndpoint, type Thread } from './thread.ts';

describe('what can be done with a draft in the outbox', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    hush();
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
  });
  afterEach(cleanUp);

  const open = (): Promise<Thread> => mount(backend, { endpoint });

  it('sends again at once when asked, and gives the keyboard to the thread when the last draft has gone', async () => {
    backend.answer = busy;
    const thread = await open();
    await answer(thread, 'An answer.');
    await lists(thread, 1);
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    let post: (() => void) | undefined;
    backend.answer = (submission) =>
      new Promise((resolve) => {
        post = () => resolve(backend.post(submission));
      });
    await press(thread, 'retry');
    await until('a try', () => rows(thread)[0]?.includes('Sending…'));
    assert.deepEqual(buttons(thread), []);
    assert.equal(place(thread), 'unsent');
    post!();
    await isGone(thread);
    assert.equal(place(thread), 'thread');
    await thread.says('Your comment is posted.');
    assert.lengthOf(backend.comments, 2);
    assert.isEmpty(await storedDrafts());
  });

  it('keeps the keyboard at a draft that is tried in vain, and says again that it waits', async () => {
    backend.answer = busy;
    const thread = await open();
    await answer(thread, 'An answer.');
    await thread.says(oneReplyLater);
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    await press(thread, 'retry');
    await until('another try', () => backend.sent.length === 2 && rows(thread)[0]?.includes('Waiting to be sent'));
    assert.equal(place(thread), 'unsent');
    await until('two announcements', () => thread.announced.length === 2);
    assert.deepEqual(thread.announced, [oneReplyLater, oneReplyLater]);
  });

  it('leaves to the reader what was sent but not confirmed: to check, to send again or to discard', async () => {
    backend = new UnkeyedBackend();
    backend.answer = down;
    const thread = await open();
    await comment(thread, 'Did it arrive?');
    await lists(thread, 1);
    await until('doubt', () => rows(thread)[0]?.includes('Sent, but not confirmed'));
    assert.equal(summary(thread), '1 comment waiting for you to decide.');
    assert.deepEqual(thread.announced, ['1 comment waiting for you to decide.']);
    assert.deepEqual(buttons(thread), ['Check again', 'Send again', 'Discard']);
    backend.answer = (submission) => backend.post(submission);
    await press(thread, 'retry');
    await isGone(thread);
    assert.lengthOf(backend.sent, 2);
    await thread.says('Your comment is posted.');
  });

  it('shows while it asks whether a comment has arrived, and asks once however often it is pressed', async () => {
    backend = new UnkeyedBackend();
    backend.answer = down;
    const thread = await open();
    await comment(thread, 'Did it arrive?');
    await until('doubt', () => rows(thread)[0]?.includes('Sent, but not confirmed'));
    let loads = 0;
    let goOn: (() => void) | undefined;
    const load = backend.load.bind(backend);
    backend.load = async () => {
      loads += 1;
      await new Promise<void>((resolve) => (goOn = resolve));
      return load();
    };
    await press(thread, 'check');
    await until('a check', () => rows(thread)[0]?.includes('Checking…') && loads === 1);
    assert.equal(place(thread), 'Check again: Did it arrive?');
    await press(thread, 'check');
    await press(thread, 'retry');
    goOn!();
    await until('the end of it', () => rows(thread)[0]?.includes('Sent, but not confirmed'));
    assert.equal(place(thread), 'Send again: Did it arrive?');
    assert.deepEqual([loads, backend.sent.length], [1, 1]);
    await until('the news', () => thread.announced.length === 2);
  });

  it('gives the endpoint’s reason for what it refused, and opens the form with its words', async () => {
    backend.answer = () => failed('refused', 'refused', { detail: 'Too many links.' });
    const thread = await open();
    await answer(thread, 'See a, b and c.');
    await thread.says('Your comment was not accepted. Your words are back in the form.');
    await lists(thread, 1);
    assert.include(rows(thread)[0]!, 'in reply to Grace (1) · Not accepted: Too many links.');
    assert.equal(summary(thread), '1 reply waiting for you to decide.');
    assert.deepEqual(buttons(thread), ['Edit', 'Discard']);
    assert.deepEqual(thread.announced, ['Your comment was not accepted. Your words are back in the form.']);
    (await thread.form('one')).cancel();
    await press(thread, 'edit');
    const form = await thread.form('one');
    await until('the keyboard in the form', () => thread.root.activeElement === form.text);
    assert.equal(form.text.value, 'See a, b and c.');
    form.type('See a.');
    await isGone(thread);
    assert.isTrue(thread.root.activeElement === form.text);
  });

  it('takes what waits back into the form it came from', async () => {
    backend.answer = busy;
    const thread = await open();
    await answer(thread, 'An answer.');
    await lists(thread, 1);
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    await press(thread, 'edit');
    const form = await thread.form('one');
    await isGone(thread);
    await until('the keyboard in the form', () => thread.root.activeElement === form.text);
    assert.equal(form.text.value, 'An answer.');
  });

  it('discards without a question, offers to undo that, and never loses the keyboard', async () => {
    backend.answer = busy;
    const thread = await open();
    await answer(thread, 'First.');
    await answer(thread, 'Second.');
    await lists(thread, 2);
    await until('failed tries', () => rows(thread).every((row) => row.includes('Waiting to be sent')));
    await discard(thread);
    assert.equal(rows(thread)[0], 'Discarded. Undo');
    await until('the keyboard', () => place(thread) === 'Undo: First.');
    assert.equal(summary(thread), oneReplyLater);
    await thread.says('Discarded.');
    await until('one draft', async () => (await storedDrafts()).length === 1);
    assert.isNull(thread.all('[part=body]').find(({ textContent }) => textContent.includes('First.')) ?? null);

    await press(thread, 'undo');
    await until('the draft', () => rows(thread)[0]?.startsWith('First.'));
    await until('the keyboard', () => place(thread) === 'unsent');
    assert.isTrue(thread.root.activeElement === thread.all('[part=unsent]')[0]);
    await isKept('First.');
    assert.lengthOf(rows(thread), 2);

    // The offer is for the last one only.
    await discard(thread, 0);
    await press(thread, 'discard', 1);
    await until('another offer', () => rows(thread).join() === 'Discarded. Undo' && !summary(thread));
    await until('the keyboard', () => place(thread) === 'Undo: Second.');
    await until('no draft', async () => (await storedDrafts()).length === 0);
    backend.answer = (submission) => backend.post(submission);
    await press(thread, 'undo');
    await until('the draft', () => rows(thread)[0]?.startsWith('Second.'));
    await press(thread, 'retry');
    await thread.says('Your comment is posted.');
    await isGone(thread);
    assert.equal(place(thread), 'thread');
    assert.deepEqual(
      backend.comments.map(({ body }) => 'text' in body && body.text),
      ['A first comment.', 'Second.'],
    );
  });

  it('keeps the offer to undo as long as the draft is not there again', async () => {
    backend.answer = busy;
    const thread = await open();
    await comment(thread, 'Come back.');
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    await discard(thread);
    let asked = 0;
    const restore = patch(DraftStore.prototype, 'restore', () => async () => {
      asked += 1;
      return { applied: false, draft: null, isSent: false };
    });
    try {
      await press(thread, 'undo');
      await until('an attempt', () => asked);
      await thread.element.updateComplete;
      await new Promise((resolve) => setTimeout(resolve));
      assert.deepEqual(rows(thread), ['Discarded. Undo']);
    } finally {
      restore();
    }
    await press(thread, 'undo');
    await until('the draft', () => rows(thread)[0]?.startsWith('Come back.'));
  });

  it('says that a draft could not be given up because it had just gone', async () => {
    backend.answer = busy;
    const thread = await open();
    await comment(thread, 'Too late.');
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    let end: (() => void) | undefined;
    backend.answer = () =>
      new Promise((resolve) => {
        end = () => resolve(busy());
      });
    const discard = await until('a button', () => thread.find('[part=unsent] [name=discard]'));
    await press(thread, 'retry');
    await until('a try', () => end);
    thread.find('[part=unsent]')!.append(discard); // as if it had been pressed a moment earlier
    discard.click();
    await thread.says('Sending…');
    assert.include(rows(thread)[0]!, 'Sending…');
    assert.notInclude(rows(thread)[0]!, 'could not be deleted');
    end!();
    await until('the draft', () => buttons(thread).includes('Retry now'));
  });

  it('ends the offer to undo when the reader posts something else', async () => {
    backend.answer = busy;
    const thread = await open();
    await comment(thread, 'Never mind.');
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    await press(thread, 'discard');
    await until('an offer', () => rows(thread)[0] === 'Discarded. Undo');
    backend.answer = (submission) => backend.post(submission);
    const form = await thread.foot();
    form.type('Something else.');
    form.type('Ada', 'name');
    form.post();
    await isGone(thread);
    await thread.says('Your comment is posted.');
  });

  it('says what could not be done, and lets it be done again', async () => {
    backend.answer = busy;
    const thread = await open();
    await comment(thread, 'Stuck.');
    await until('a failed try', () => rows(thread)[0]?.includes('Waiting to be sent'));
    const restore = patch(LayeredRecords.prototype, 'transact', () => () => Promise.reject(new Error('no room')));
    try {
      await press(thread, 'discard');
      await until('a sentence', () => rows(thread)[0]?.includes('could not be deleted'));
    } finally {
      restore();
    }
    assert.isTrue(thread.errors.some((error) => error instanceof CommentThreadError && error.code === 'storage'));
    assert.deepEqual(buttons(thread), ['Retry now', 'Edit', 'Discard']);
    await press(thread, 'discard');
    await until('an offer', () => rows(thread)[0] === 'Discarded. Undo');
  });
});
