import { assert } from '@open-wc/testing';
import type { Outcome } from '../../src/adapters/adapter.ts';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { LayeredRecords } from '../../src/storage/layered-records.ts';
import { patch } from '../storage/patch.ts';
import {
  cleanUp,
  commentOf,
  failed,
  isKept,
  mount,
  newEndpoint,
  ScriptedBackend,
  storedDrafts,
  type Thread,
  until,
  viewerOf,
} from './thread.ts';

const saved = 'Your comment is saved and will be sent when the network is back.';
const oneReply = '1 reply waiting, will be sent when you are back online.';
const oneReplyLater = '1 reply waiting, will be sent by itself.';
const notKept = 'This browser keeps nothing for us: your words last only as long as this page.';

/** A backend that makes another comment of each copy. */
class UnkeyedBackend extends ScriptedBackend {
  override readonly keyed = false as never;
}

const down = (): Outcome => failed('unknown', 'network');

/** Asks to be left alone, so that nothing is tried but at the reader’s word. */
const busy = (): Outcome => failed('unknown', 'rate-limited', { retryAfter: 600 });

/** The rows of the panel, each as a reader has it. */
const rows = (thread: Thread): string[] => thread.texts('[part=unsent]');

const summary = (thread: Thread): string | undefined => thread.texts('[part=outbox-summary]')[0];

const buttons = (thread: Thread): string[] => thread.texts('[part=outbox] button');

/** Presses the button of a row that does this. */
const press = async (thread: Thread, name: string, row = 0): Promise<void> => {
  const find = (): HTMLElement | null | undefined => thread.all('[part=unsent]')[row]?.querySelector(`[name=${name}]`);
  const button = await until(`a button ${name}`, find);
  button.focus();
  button.click();
};

/** Discards a row, once more where it had just gone. */
const discard = async (thread: Thread, row = 0): Promise<void> => {
  const outcome = (): string | undefined => /^Discarded|could not be/.exec(rows(thread)[row] ?? '')?.[0];
  do await press(thread, 'discard', row);
  while ((await until('an outcome', outcome)) !== 'Discarded');
};

/** Where the keyboard is: the name of what has it. */
const place = (thread: Thread): string => {
  const { activeElement } = thread.root;
  return activeElement?.getAttribute('aria-label') ?? activeElement?.getAttribute('part') ?? 'nowhere';
};

const isGone = (thread: Thread): Promise<boolean> => until('an empty outbox', () => !thread.find('[part=outbox]'));

describe('the outbox at the head of a thread', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  const log = console.error;
  beforeEach(() => {
    console.error = () => undefined;
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
  });
  afterEach(async () => {
    console.error = log;
    Reflect.deleteProperty(navigator, 'onLine');
    await cleanUp();
  });

  const open = (): Promise<Thread> => mount(backend, { endpoint });

  const comment = async (thread: Thread, text: string): Promise<void> => {
    const form = await thread.foot();
    form.type(text);
    form.type('Ada', 'name');
    form.post();
    await isKept(text);
  };

  const answer = async (thread: Thread, text: string, parent = 'one'): Promise<void> => {
    await thread.foot();
    const form = await thread.reply(parent);
    form.type(text);
    form.type('Ada', 'name');
    form.post();
    await isKept(text);
  };

  /** Waits until the panel lists so many drafts. */
  const lists = (thread: Thread, count: number): Promise<boolean> =>
    until(`${String(count)} unsent`, () => rows(thread).length === count);

  it('stays away from what goes out at once', async () => {
    const thread = await open();
    let appeared = 0;
    new MutationObserver(() => (appeared += thread.all('[part=outbox]').length)).observe(thread.root, {
      subtree: true,
      childList: true,
    });
    backend.answer = async (submission) => {
      await thread.shows('Straight through.');
      await thread.element.updateComplete;
      return backend.post(submission);
    };
    await comment(thread, 'Straight through.').catch(() => undefined); // it may have gone before it is looked for
    await thread.says('Your comment is posted.');
    assert.equal(appeared, 0);
  });

  it('lists what no answer came to: the words, whom they answer, how they stand and what can be done', async () => {
    backend.answer = down;
    const thread = await open();
    await answer(thread, 'An answer\nof two lines.');
    await lists(thread, 1);
    assert.equal(summary(thread), oneReply);
    assert.equal(thread.texts('[part=excerpt]')[0], 'An answer of two lines.');
    await until('a failed try', () => rows(thread)[0]?.includes('in reply to Grace (1) · Waiting to be sent'));
    assert.deepEqual(buttons(thread), ['Retry now', 'Edit', 'Discard']);
    assert.deepEqual(
      thread.all('[part=outbox] button').map((button) => button.getAttribute('aria-label')),
      ['Retry now', 'Edit', 'Discard'].map((text) => `${text}: An answer of two lines.`),
    );
    const head = thread.find('[part=head]')!;
    const follows = head.compareDocumentPosition(thread.find('[part=outbox]')!);
    assert.equal(follows & Node.DOCUMENT_POSITION_FOLLOWING, Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('counts what waits, in the order it will be sent', async () => {
    backend.answer = down;
    const thread = await open();
    for (const text of ['First.', 'Second.', 'Third.']) await answer(thread, text);
    await lists(thread, 3);
    assert.equal(summary(thread), '3 replies waiting, will be sent when you are back online.');
    assert.deepEqual(thread.texts('[part=excerpt]'), ['First.', 'Second.', 'Third.']);
    await comment(thread, 'Fourth.');
    await lists(thread, 4);
    assert.equal(summary(thread), '4 comments waiting, will be sent when you are back online.');
  });

  it('cuts long words short, and calls no two buttons alike', async () => {
    backend.answer = down;
    const thread = await open();
    await answer(thread, '💬 words '.repeat(100));
    await answer(thread, '💬 words '.repeat(200));
    await lists(thread, 2);
    for (const text of thread.texts('[part=excerpt]')) assert.match(text, /^(💬 words ){10}💬…$|^.{1,90}…$/u);
    const names = thread.all('button').map((button) => button.getAttribute('aria-label') ?? button.textContent.trim());
    const own = names.filter((name) => name.includes('💬'));
    assert.isAtLeast(own.length, 6);
    assert.equal(new Set(own).size, own.length, own.join('\n'));
  });

  it('says once that something waits, and nothing at each try that fails like the last', async () => {
    backend.answer = down;
    const thread = await open();
    await answer(thread, 'An answer.');
    await thread.says(saved);
    await lists(thread, 1);
    for (let tries = backend.sent.length; tries < 4; tries += 1) {
      dispatchEvent(new Event('online'));
      await until('another try', () => backend.sent.length > tries);
      await until('its end', () => rows(thread)[0]?.includes('Waiting to be sent'));
    }
    assert.deepEqual(thread.announced, [saved]);
  });

  it('lists what an earlier visit left, and says so once', async () => {
    backend.answer = down;
    const before = await open();
    await answer(before, 'An answer.');
    await lists(before, 1);
    before.remove();
    const thread = await open();
    await lists(thread, 1);
    await until('a second try', () => backend.sent.length > 1 && rows(thread)[0]?.includes('Waiting to be sent'));
    assert.deepEqual(thread.announced, [oneReply]);
  });

  it('lists at once what is posted while the browser says that it is offline', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    let isTried = false;
    backend.answer = () =>
      new Promise(() => {
        isTried = true;
      });
    const thread = await open();
    await comment(thread, 'From a tunnel.');
    await lists(thread, 1);
    await until('a try all the same', () => isTried);
    assert.deepEqual(
      thread.announced.filter((text) => text !== saved),
      [],
    );
  });

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

  it('says what waits for the reader to sign in', async () => {
    backend.answer = () => ({ kind: 'signIn' });
    const thread = await open();
    await comment(thread, 'Who am I?');
    await lists(thread, 1);
    const words = '1 comment waiting, will be sent when you have signed in.';
    await until('what it waits for', () => summary(thread) === words);
    assert.include(rows(thread)[0]!, 'Waits until you sign in');
    assert.deepEqual(buttons(thread), ['Retry now', 'Edit', 'Discard']);
    assert.deepEqual(thread.announced, [words]);
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

  for (const code of ['rate-limited', 'http'] as const) {
    it(`speaks of no network when the endpoint answered, with ${code}`, async () => {
      backend.answer = () => failed('unknown', code, { retryAfter: 600 });
      const thread = await open();
      await answer(thread, 'An answer.');
      await thread.says(oneReplyLater);
      assert.equal(summary(thread), oneReplyLater);
      assert.deepEqual(thread.announced, [oneReplyLater]);
    });
  }

  it('speaks of the network when no answer came in time', async () => {
    backend.answer = () => failed('unknown', 'timeout', { retryAfter: 600 });
    const thread = await open();
    await answer(thread, 'An answer.');
    await thread.says(saved);
    await until('the summary', () => summary(thread) === oneReply);
  });

  for (const isOnline of [true, false]) {
    it(`warns, ${isOnline ? 'online' : 'offline'}, where nothing is kept, and calls nothing saved`, async () => {
      const durable = Object.getOwnPropertyDescriptor(LayeredRecords.prototype, 'durable')!;
      Object.defineProperty(LayeredRecords.prototype, 'durable', { configurable: true, get: () => false });
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
      try {
        backend.answer = down;
        const thread = await open();
        await comment(thread, 'Into the air.');
        const words = `1 comment waiting, will be sent when you are back online. ${notKept}`;
        await thread.says(words);
        assert.deepEqual(thread.announced, [words]);
        assert.deepEqual(thread.texts('[part=outbox-note]'), [notKept]);
      } finally {
        Object.defineProperty(LayeredRecords.prototype, 'durable', durable);
      }
    });
  }

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

  it('shows nothing of the last thread in another', async () => {
    backend.answer = down;
    const thread = await open();
    await answer(thread, 'An answer.');
    await lists(thread, 1);
    thread.element.thread = 'b';
    await isGone(thread);
    await thread.foot();
    assert.isNull(thread.find('[part=outbox]'));
  });

  it('shows to nobody what somebody else wrote', async () => {
    backend.answer = down;
    const thread = await open();
    await answer(thread, 'A guest’s.');
    await lists(thread, 1);
    backend.viewer = viewerOf('Edsger');
    await thread.element.reload();
    await isGone(thread);
  });

  it('stands in no thread that is readonly', async () => {
    backend.answer = down;
    const thread = await open();
    await answer(thread, 'An answer.');
    await lists(thread, 1);
    thread.element.readonly = true;
    await isGone(thread);
    thread.element.readonly = false;
    await lists(thread, 1);
  });

  it('lists a reply to one’s own waiting comment below it, although that was not tried yet', async () => {
    backend.answer = down;
    const thread = await open();
    await comment(thread, 'A beginning.');
    const id = await thread.shows('A beginning.');
    await lists(thread, 1);
    await answer(thread, 'And a thought on it.', id);
    await lists(thread, 2);
    assert.match(rows(thread)[1]!, /^And a thought on it\. in reply to Ada/);
    assert.deepEqual([...new Set(backend.sent.map(({ text }) => text))], ['A beginning.']);
    assert.equal(summary(thread), '2 comments waiting, will be sent when you are back online.');
    backend.answer = (submission) => backend.post(submission);
    await press(thread, 'retry');
    await isGone(thread);
    await until('both at the endpoint', () => backend.comments.length === 3);
    assert.equal(backend.comments[2]?.parent, id);
  });

  it('offers no reply to what awaits moderation', async () => {
    backend.answer = (submission) => backend.hold(submission);
    const thread = await open();
    await comment(thread, 'Hold this.');
    await thread.says('Your comment awaits moderation.');
    assert.isNull(thread.button(await thread.shows('Hold this.'), 'reply'));
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
