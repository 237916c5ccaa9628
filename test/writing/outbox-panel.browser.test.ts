import { assert } from '@open-wc/testing';
import { LayeredRecords } from '../../src/storage/layered-records.ts';
import { until } from '../support/until.ts';
import { answer, buttons, comment, down, isGone, lists, oneReplyLater, press, rows, summary } from './outbox.ts';
import { commentOf, failed, ScriptedBackend, viewerOf } from './scripted-backend.ts';
import { cleanUp, hush, mount, newEndpoint, type Thread } from './thread.ts';

const saved = 'Your comment is saved and will be sent when the network is back.';
const oneReply = '1 reply waiting, will be sent when you are back online.';
const notKept = 'This browser keeps nothing for us: your words last only as long as this page.';

describe('the outbox at the head of a thread', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    hush();
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
  });
  afterEach(async () => {
    Reflect.deleteProperty(navigator, 'onLine');
    await cleanUp();
  });

  const open = (): Promise<Thread> => mount(backend, { endpoint });

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
});
