import { assert, expect } from '@open-wc/testing';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { openRecords } from '../../src/storage/open-records.ts';
import { setOffline } from '../support/browser.ts';
import {
  cleanUp,
  commentOf,
  failed,
  type Form,
  isKept,
  mount,
  newEndpoint,
  ScriptedBackend,
  storedDrafts,
  type Thread,
  until,
  viewerOf,
} from './thread.ts';

/** Writes and posts; the name only where there is a field for one. */
const post = (form: Form, text: string): void => {
  form.type(text);
  if (form.find('[name=name]')) form.type('Ada', 'name');
  form.post();
};

/** Keeps a promise back until `release` is called. */
const gate = (): { opened: Promise<void>; release: () => void } => {
  let release = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { opened, release };
};

const ownStates = (thread: Thread): string[] => thread.texts('[part=own-state]');

describe('posting', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  const log = console.error;
  beforeEach(() => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.'), commentOf('two', 'A second one.', { number: [2] })];
    endpoint = newEndpoint();
  });
  afterEach(async () => {
    console.error = log;
    await setOffline(false);
    await cleanUp();
  });

  it('takes a double click for one', async () => {
    const thread = await mount(backend, { endpoint });
    const foot = await thread.foot();
    post(foot, 'Once.');
    // As the second click of two comes: on the form that the first one has emptied.
    foot.find('[type=submit]')!.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }));
    await until('it to be posted', () => backend.sent.length === 1);
    assert.isNull(foot.element.querySelector('[part=field-error]'));
    foot.post();
    assert.isNotNull(foot.element.querySelector('[part=field-error]'), 'a click of its own would be told');
  });

  for (const place of ['at the foot', 'under a comment'] as const) {
    it(`shows the comment ${place} in the same frame, as waiting, and goes to it`, async () => {
      const { opened, release } = gate();
      backend.answer = async (submission) => {
        await opened;
        return backend.post(submission);
      };
      const thread = await mount(backend, { endpoint });
      const form = place === 'at the foot' ? await thread.foot() : await thread.reply('one');
      form.type('Seen at once.');
      form.type('Ada', 'name');
      let frames = 0;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      requestAnimationFrame(() => frames++);
      // A save under way must not take it away again.
      dispatchEvent(new Event('beforeunload'));
      form.post();
      await thread.element.updateComplete;
      assert.equal(frames, 0, 'no frame has passed');
      const shown = thread.all('[part~=pending]');
      assert.lengthOf(shown, 1);
      assert.include(shown[0]!.textContent, 'Seen at once.');
      assert.include(shown[0]!.textContent, 'Ada');
      const list = place === 'at the foot' ? '[part=list]' : '#comment-one ~ [part=replies]';
      assert.isTrue(thread.find(list)!.lastElementChild!.contains(shown[0]!));
      await until('focus', () => thread.root.activeElement === shown[0]);
      await until('a submission', () => backend.sent.length > 0);
      assert.isTrue(shown[0]!.isConnected);
      expect(ownStates(thread)[0]).to.match(/Waiting to be sent|Sending…/);
      if (place === 'at the foot') assert.equal(form.text.value, '');
      else assert.isFalse(form.element.isConnected);
      release();
      await thread.says('Your comment is posted.');
      await until('a published comment', () => thread.all('[part~=pending]').length === 0);
      assert.equal(thread.root.activeElement, shown[0], 'it is the same article, and still has the focus');
      assert.isEmpty(await storedDrafts());
    });
  }

  it('takes the keyboard along to a comment that has another id at the backend, and no further', async () => {
    for (const isElsewhere of [false, true]) {
      const { opened, release } = gate();
      const text = `Goes by another name, ${isElsewhere ? 'alone' : 'with the keyboard'}.`;
      backend.answer = async (submission) => {
        await opened;
        return backend.post({ ...submission, id: `there-${submission.id}` });
      };
      const thread = await mount(backend, { endpoint: newEndpoint() });
      const foot = await thread.foot();
      post(foot, text);
      const id = await thread.shows(text);
      await until('focus', () => thread.root.activeElement === thread.article(id));
      if (isElsewhere) foot.text.focus();
      release();
      await thread.says('Your comment is posted.');
      const article = await until('the comment', () => thread.article(`there-${id}`));
      await thread.element.updateComplete;
      if (isElsewhere) assert.isTrue(thread.root.activeElement === foot.text);
      else await until('the keyboard', () => thread.root.activeElement === article);
    }
  });

  it('tells the page of each step, in order', async () => {
    const thread = await mount(backend, { endpoint });
    post(await thread.foot(), 'Told.');
    await until('all events', () => thread.events.length >= 3);
    assert.deepEqual(thread.events, ['comment-submit', 'comment-queued', 'comment-posted']);
  });

  it('can be prevented by the page, with the words still in the form and kept', async () => {
    const thread = await mount(backend, { endpoint });
    let seen: unknown;
    thread.element.addEventListener('comment-submit', (event) => {
      event.preventDefault();
      seen = [event.text, event.parent, event.bubbles, event.composed];
    });
    const form = await thread.reply('one');
    post(form, 'Prevented.');
    assert.deepEqual(seen, ['Prevented.', 'one', true, true]);
    assert.equal(form.text.value, 'Prevented.');
    assert.equal((await isKept('Prevented.')).state, 'writing');
    assert.isEmpty(backend.sent);
    assert.deepEqual(thread.events, ['comment-submit']);
  });

  it('announces each change once, in the one status line', async () => {
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    assert.lengthOf(thread.all('[role=status]'), 1);
    post(form, 'First.');
    await thread.shows('First.');
    await thread.says('Your comment is posted.');
    post(form, 'Second.');
    await until('two announcements', () => thread.announced.length === 2);
    backend.answer = () => failed('refused', 'forbidden');
    post(form, 'Third.');
    await until('three announcements', () => thread.announced.length === 3);
    assert.deepEqual(thread.announced, [
      'Your comment is posted.',
      'Your comment is posted.',
      'Your comment was not accepted. Your words are back in the form.',
    ]);
  });

  describe('without a network', () => {
    beforeEach(() => {
      backend.answer = (submission) => (navigator.onLine ? backend.post(submission) : failed('unknown', 'network'));
    });

    it('keeps the comment queued, says so once, and sends it when the network is back', async () => {
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      await setOffline(true);
      post(form, 'Offline.');
      await until('a try', () => backend.sent.length > 0);
      await until('the state', () => ownStates(thread)[0] === 'Waiting to be sent');
      assert.equal((await storedDrafts())[0]?.state, 'queued');
      assert.deepEqual(thread.announced, ['Your comment is saved and will be sent when the network is back.']);
      await setOffline(false);
      await thread.says('Your comment is posted.');
      assert.lengthOf(thread.announced, 2);
      assert.isEmpty(await storedDrafts());
      assert.equal(new Set(backend.sent.map(({ id }) => id)).size, 1);
    });

    it('sends it for an element made anew as well', async () => {
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      await setOffline(true);
      post(form, 'Offline.');
      await until('a try', () => backend.sent.length > 0);
      await until('a queued draft', async () => (await storedDrafts())[0]?.state === 'queued');
      thread.remove();
      const again = await mount(backend, { endpoint });
      await again.shows('Offline.');
      await until('the state', () => ownStates(again)[0] === 'Waiting to be sent');
      await setOffline(false);
      await again.says('Your comment is posted.');
      assert.lengthOf(
        again.texts('[part=body]').filter((text) => text === 'Offline.'),
        1,
      );
    });
  });

  it('sends what a signed-in reader had queued as soon as they are known again', async () => {
    backend.viewer = viewerOf('Ada');
    const { opened, release } = gate();
    const { mine } = backend;
    backend.mine = async () => {
      await opened;
      return mine.call(backend);
    };
    const drafts = new DraftStore(openRecords());
    const draft = drafts.create({ endpoint, thread: 'a', parent: null, writer: 'ada' });
    await drafts.queue({ ...draft, text: 'Ada’s.' });
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    // A guest’s own goes in the meantime.
    post(form, 'A guest’s.');
    await thread.says('Your comment is posted.');
    assert.lengthOf(backend.sent, 1);
    assert.notInclude(thread.root.textContent, 'Ada’s.');
    release();
    await until('Ada’s as well', () => backend.sent.length === 2);
    await thread.shows('Ada’s.');
  });

  describe('refused', () => {
    const reason = 'No links, please.';
    beforeEach(() => {
      backend.answer = () =>
        failed('refused', 'refused', { detail: 'Not accepted.', fields: [{ field: 'text', detail: reason }] });
    });

    it('brings the words back, with the endpoint’s reason at the field', async () => {
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      post(form, 'See https://example.org');
      await until('the words', () => form.text.value === 'See https://example.org');
      await until('the reason', () => form.describe('text').includes(reason));
      assert.equal(form.text.ariaInvalid, 'true');
      assert.isNull(form.find('[role=alert]'));
      await until('focus', () => thread.root.activeElement === form.text);
      assert.deepEqual(thread.events, ['comment-submit', 'comment-queued', 'comment-refused']);
      assert.isEmpty(thread.all('[part~=pending]'));
      assert.equal(form.find('[name=name]')!.value, 'Ada');
      backend.answer = (submission) => backend.post(submission);
      post(form, 'Without a link.');
      await thread.says('Your comment is posted.');
      assert.equal(form.text.value, '');
      assert.isEmpty(await storedDrafts());
    });

    it('goes to the field that is wrong', async () => {
      backend.answer = () => failed('refused', 'refused', { fields: [{ field: 'email', detail: 'No such host.' }] });
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      post(form, 'Words.');
      await until('focus', () => thread.root.activeElement === form.find('[name=email]'));
      assert.include(form.describe('email'), 'No such host.');
    });

    it('says at the foot of the form what concerns no field of it', async () => {
      backend.viewer = viewerOf('Ada');
      backend.answer = () =>
        failed('refused', 'refused', {
          fields: [
            { field: 'text', detail: reason },
            { field: 'name', detail: 'Your account has no name.' },
            { field: 'weather', detail: 'It rains.' },
          ],
        });
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      await until('who writes', () => form.element.textContent.includes('Commenting as Ada'));
      post(form, 'Words.');
      const alert = await until('the reasons', () => form.find('[role=alert]'));
      assert.equal(alert.textContent, 'Your account has no name. It rains.');
      assert.include(form.describe('text'), reason);
    });

    it('has a sentence where the endpoint gives none', async () => {
      backend.answer = () => failed('refused', 'forbidden');
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      post(form, 'Words.');
      const alert = await until('the reason', () => form.find('[role=alert]'));
      assert.include(alert.textContent, 'You may not comment here.');
    });

    it('opens the form under the comment that was answered', async () => {
      const thread = await mount(backend, { endpoint });
      post(await thread.reply('one'), 'A refused reply');
      const form = await until('the reason', async () => {
        const opened = await thread.form('one');
        return opened.describe('text').includes(reason) ? opened : null;
      });
      assert.equal(form.text.value, 'A refused reply');
    });

    it('leaves the keyboard to who writes elsewhere by then, in the thread or in the page', async () => {
      for (const place of ['thread', 'page']) {
        const { opened, release } = gate();
        const { answer } = backend;
        backend.answer = async (submission) => {
          await opened;
          return answer(submission);
        };
        const thread = await mount(backend, { endpoint: newEndpoint() });
        const foot = await thread.foot();
        post(await thread.reply('one'), 'A refused reply');
        const sent = await thread.shows('A refused reply');
        await until('focus', () => thread.root.activeElement === thread.article(sent));
        const search = document.body.appendChild(document.createElement('input'));
        (place === 'thread' ? foot.text : search).focus();
        release();
        await until('the reason', async () => (await thread.form('one')).describe('text').includes(reason));
        await thread.element.updateComplete;
        assert.equal(thread.root.activeElement ?? document.activeElement, place === 'thread' ? foot.text : search);
        search.remove();
        backend.answer = answer;
      }
    });

    it('shows the reason after a reload too', async () => {
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      post(form, 'Words.');
      await until('the reason', () => form.describe('text').includes(reason));
      thread.remove();
      const again = await (await mount(backend, { endpoint })).foot();
      await until('the reason', () => again.describe('text').includes(reason));
      assert.equal(again.text.value, 'Words.');
    });

    it('loses neither its own words nor others that stand in the form by then', async () => {
      const { opened, release } = gate();
      const { answer } = backend;
      backend.answer = async (submission) => {
        await opened;
        return answer(submission);
      };
      const thread = await mount(backend, { endpoint });
      const form = await thread.foot();
      post(form, 'Refused words');
      form.type('Newer words');
      await until('a submission', () => backend.sent.length > 0);
      release();
      await until('the refused words', () => form.text.value === 'Refused words');
      await isKept('Newer words');
      backend.answer = (submission) => backend.post(submission);
      form.type('Mended words');
      form.post();
      await until('the newer words', () => form.text.value === 'Newer words');
      await thread.shows('Mended words');
      form.post();
      await thread.shows('Newer words');
      await until('an empty database', async () => (await storedDrafts()).length === 0);
      assert.equal(form.text.value, '');
    });
  });

  describe('held for moderation', () => {
    beforeEach(() => {
      backend.answer = (submission) => backend.hold(submission);
    });

    it('shows the comment to its author as such, after a reload too, until it is published', async () => {
      const thread = await mount(backend, { endpoint });
      post(await thread.foot(), 'Held.');
      await thread.says('Your comment awaits moderation.');
      assert.deepEqual(ownStates(thread), ['Awaiting moderation']);
      assert.deepEqual(thread.events, ['comment-submit', 'comment-queued', 'comment-posted']);
      thread.remove();
      const again = await mount(backend, { endpoint });
      const id = await again.shows('Held.');
      await until('the state', () => ownStates(again)[0] === 'Awaiting moderation');
      await until('a question after it', () => backend.asked.length > 0);
      assert.isTrue(again.article(id)!.part.contains('pending'));
      // Published in the meantime: found out when the page is seen again.
      backend.comments = backend.comments.map((comment) => ({ ...comment, status: 'published' }));
      document.dispatchEvent(new Event('visibilitychange'));
      await until('the comment published', () => ownStates(again).length === 0);
      await again.shows('Held.');
      assert.isFalse(again.article(id)!.part.contains('pending'));
      assert.isEmpty(await storedDrafts());
    });

    it('finds out when the page is opened that it was published, or was not', async () => {
      const thread = await mount(backend, { endpoint });
      post(await thread.foot(), 'Kept.');
      await thread.says('Your comment awaits moderation.');
      post(await thread.reply('one'), 'Not kept.');
      await until('both', () => ownStates(thread).filter((state) => state === 'Awaiting moderation').length === 2);
      thread.remove();
      backend.comments = backend.comments.flatMap((comment) =>
        comment.parent === 'one' ? [] : [{ ...comment, status: 'published' as const }],
      );
      const again = await mount(backend, { endpoint });
      await again.foot();
      await until('the words back', async () => (await again.form('one')).text.value === 'Not kept.');
      await again.shows('Kept.');
      await until('nothing awaiting', () => ownStates(again).length === 0);
    });

    it('shows an edit of it at once', async () => {
      const thread = await mount(backend, { endpoint });
      post(await thread.foot(), 'Held.');
      const id = await thread.shows('Held.');
      await until('the state', () => ownStates(thread)[0] === 'Awaiting moderation');
      await thread.press(id, 'edit');
      const form = await thread.form(id);
      assert.equal(form.text.value, 'Held.');
      const { opened, release } = gate();
      backend.answer = async (submission) => {
        await opened;
        return backend.hold(submission);
      };
      form.type('Held, and better.');
      form.post();
      await thread.element.updateComplete;
      assert.include(thread.article(id)!.textContent, 'Held, and better.');
      await until('a second submission', () => backend.sent.length === 2);
      assert.equal(backend.sent[1]?.revision, 1);
      release();
      await until('the edit held', async () => (await storedDrafts())[0]?.state === 'held');
      assert.include(thread.article(id)!.textContent, 'Held, and better.');
    });
  });

  describe('from two threads of one endpoint', () => {
    it('sends through one outbox, and tells each thread of its own', async () => {
      const first = await mount(backend, { endpoint, thread: 'first' });
      const second = await mount(backend, { endpoint, thread: 'second' });
      let atOnce = 0;
      let most = 0;
      backend.answer = async (submission) => {
        most = Math.max(most, ++atOnce);
        await new Promise((resolve) => setTimeout(resolve, 20));
        atOnce--;
        return backend.post(submission);
      };
      post(await first.foot(), 'To the first.');
      post(await second.foot(), 'To the second.');
      await first.says('Your comment is posted.');
      await second.says('Your comment is posted.');
      assert.equal(most, 1);
      assert.lengthOf(first.announced, 1);
      assert.lengthOf(second.announced, 1);
      assert.notInclude(first.root.textContent, 'To the second.');
      assert.notInclude(second.root.textContent, 'To the first.');
      first.remove();
      post(await second.foot(), 'After the first had gone.');
      await until('another comment', () => second.announced.length === 2);
    });

    it('knows who is signed in although one of them cannot be loaded', async () => {
      const broken = new ScriptedBackend();
      broken.load = () => Promise.reject(new Error('a scripted failure'));
      console.error = () => undefined;
      const other = document.createElement('comment-thread');
      Object.assign(other, { endpoint, thread: 'broken', adapter: broken });
      document.body.append(other);
      try {
        backend.viewer = viewerOf('Ada');
        const thread = await mount(backend, { endpoint });
        const form = await thread.foot();
        await until('who writes', () => form.element.textContent.includes('Commenting as Ada'));
        post(form, 'Ada’s.');
        await thread.says('Your comment is posted.');
      } finally {
        other.remove();
      }
    });
  });
});
