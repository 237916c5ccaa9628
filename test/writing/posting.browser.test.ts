import { assert, expect } from '@open-wc/testing';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { openRecords } from '../../src/storage/open-records.ts';
import { setOffline } from '../support/browser.ts';
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import { withResolvers } from '../support/with-resolvers.ts';
import { commentOf, failed, ScriptedBackend, viewerOf } from './scripted-backend.ts';
import { storedDrafts, isKept } from './stored.ts';
import { cleanUp, hush, mount, newEndpoint } from './thread.ts';
import { keepBack } from '../support/keep-back.ts';

describe('posting', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.'), commentOf('two', 'A second one.', { number: [2] })];
    endpoint = newEndpoint();
  });
  afterEach(async () => {
    await setOffline(false);
    await cleanUp();
  });

  it('takes a double click for one', async () => {
    const thread = await mount(backend, { endpoint });
    const foot = await thread.foot();
    foot.postWords('Once.');
    // As the second click of two comes: on the form that the first one has emptied.
    foot.find('[type=submit]')!.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }));
    await until('it to be posted', () => backend.sent.length === 1);
    assert.isNull(foot.element.querySelector('[part=field-error]'));
    foot.post();
    assert.isNotNull(foot.element.querySelector('[part=field-error]'), 'a click of its own would be told');
  });

  for (const place of ['at the foot', 'under a comment'] as const) {
    it(`shows the comment ${place} in the same frame, as waiting, and goes to it`, async () => {
      const release = keepBack(backend);
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
      expect(thread.ownStates[0]).to.match(/Waiting to be sent|Sending…/);
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
      const text = `Goes by another name, ${isElsewhere ? 'alone' : 'with the keyboard'}.`;
      backend.answer = (submission) => backend.post({ ...submission, id: `there-${submission.id}` });
      const release = keepBack(backend);
      const thread = await mount(backend, { endpoint: newEndpoint() });
      const foot = await thread.foot();
      foot.postWords(text);
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
    (await thread.foot()).postWords('Told.');
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
    form.postWords('Prevented.');
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
    form.postWords('First.');
    await thread.shows('First.');
    await thread.says('Your comment is posted.');
    form.postWords('Second.');
    await until('two announcements', () => thread.announced.length === 2);
    backend.answer = () => failed('refused', 'forbidden');
    form.postWords('Third.');
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
      form.postWords('Offline.');
      await until('a try', () => backend.sent.length > 0);
      await until('the state', () => thread.ownStates[0] === 'Waiting to be sent');
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
      form.postWords('Offline.');
      await until('a try', () => backend.sent.length > 0);
      await until('a queued draft', async () => (await storedDrafts())[0]?.state === 'queued');
      thread.remove();
      const again = await mount(backend, { endpoint });
      await again.shows('Offline.');
      await until('the state', () => again.ownStates[0] === 'Waiting to be sent');
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
    const { promise, resolve: release } = withResolvers();
    const { mine } = backend;
    backend.mine = async () => {
      await promise;
      return mine.call(backend);
    };
    const drafts = new DraftStore(openRecords());
    const draft = drafts.create({ endpoint, thread: 'a', parent: null, writer: 'ada' });
    await drafts.queue({ ...draft, text: 'Ada’s.' });
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    // A guest’s own goes in the meantime.
    form.postWords('A guest’s.');
    await thread.says('Your comment is posted.');
    assert.lengthOf(backend.sent, 1);
    assert.notInclude(thread.root.textContent, 'Ada’s.');
    release();
    await until('Ada’s as well', () => backend.sent.length === 2);
    await thread.shows('Ada’s.');
  });

  describe('from two threads of one endpoint', () => {
    it('sends through one outbox, and tells each thread of its own', async () => {
      const first = await mount(backend, { endpoint, thread: 'first' });
      const second = await mount(backend, { endpoint, thread: 'second' });
      let atOnce = 0;
      let most = 0;
      backend.answer = async (submission) => {
        most = Math.max(most, ++atOnce);
        await pause(20);
        atOnce--;
        return backend.post(submission);
      };
      (await first.foot()).postWords('To the first.');
      (await second.foot()).postWords('To the second.');
      await first.says('Your comment is posted.');
      await second.says('Your comment is posted.');
      assert.equal(most, 1);
      assert.lengthOf(first.announced, 1);
      assert.lengthOf(second.announced, 1);
      assert.notInclude(first.root.textContent, 'To the second.');
      assert.notInclude(second.root.textContent, 'To the first.');
      first.remove();
      (await second.foot()).postWords('After the first had gone.');
      await until('another comment', () => second.announced.length === 2);
    });

    it('knows who is signed in although one of them cannot be loaded', async () => {
      const broken = new ScriptedBackend();
      broken.load = () => Promise.reject(new Error('a scripted failure'));
      hush();
      const other = document.createElement('comment-thread');
      Object.assign(other, { endpoint, thread: 'broken', adapter: broken });
      document.body.append(other);
      try {
        backend.viewer = viewerOf('Ada');
        const thread = await mount(backend, { endpoint });
        const form = await thread.foot();
        await until('who writes', () => form.element.textContent.includes('Commenting as Ada'));
        form.postWords('Ada’s.');
        await thread.says('Your comment is posted.');
      } finally {
        other.remove();
      }
    });
  });
});
