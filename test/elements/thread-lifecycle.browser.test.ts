import { assert } from '@open-wc/testing';
import { CommentThread } from '../../src/elements/comment-thread.ts';
import type { Page } from '../../src/model/comment.ts';
import { makeComment, makeOutline, makePage, makeThread } from '../support/comments.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { textOf, ThreadFixture, watchPage } from '../support/thread-fixture.ts';
import { Wire } from '../support/wire.ts';
import { withResolvers } from '../support/with-resolvers.ts';

const page = makePage(makeOutline('1', '2'));

const place = (name: string): HTMLElement => {
  const element = document.createElement(name);
  document.body.append(element);
  return element;
};

describe('<comment-thread>', () => {
  const { consoled } = watchPage();

  describe('beside others on a page', () => {
    it('shows its own thread, and what is done in one is done in no other', async () => {
      const threads = await Promise.all(
        ['/a', '/b', '/a'].map((name) =>
          ThreadFixture.open({
            attributes: { thread: name },
            properties: {
              adapter: new ScriptedAdapter(({ thread }) =>
                makePage(makeOutline('1', '1.1'), { thread: makeThread({ title: thread }) }),
              ),
            },
          }),
        ),
      );
      assert.deepEqual(
        threads.map((thread) => textOf(thread.part('heading'))),
        ['1 thought on “/a”', '1 thought on “/b”', '1 thought on “/a”'],
      );
      threads[0]!.parts('toggle-button')[0]!.click();
      await threads[0]!.settled();
      assert.deepEqual(
        threads.map((thread) => thread.part('replies').hasAttribute('hidden')),
        [true, false, false],
      );
    });
  });

  describe('around what is the page’s own', () => {
    it('leaves its buttons and controls alone, whatever they are called', async () => {
      const own = ['click->site#share', 'reply', 'retry'].map((action) => {
        const button = document.createElement('button');
        Object.assign(button.dataset, { action, id: '1' });
        button.slot = 'footer';
        return button;
      });
      const adapter = new ScriptedAdapter(page);
      const thread = await ThreadFixture.open({ properties: { adapter }, inside: own });
      for (const button of own) button.click();
      await thread.settled();
      await thread.settled();
      assert.equal(adapter.asked.length, 1);
      assert.notInclude(thread.parts('composer').map(textOf).join(), 'Reply to');
    });
  });

  describe('moved', () => {
    it('keeps what it shows and asks nothing again', async () => {
      const adapter = new ScriptedAdapter(page);
      const thread = await ThreadFixture.open({ properties: { adapter } });
      const article = thread.comment('1');
      const elsewhere = place('main');
      elsewhere.append(thread.element);
      await thread.settled();
      assert.isTrue(thread.comment('1') === article);
      assert.equal(adapter.asked.length, 1);
      elsewhere.remove();
    });

    it('while it loads shows the answer it waits for', async () => {
      const answer = later<Page>();
      const adapter = new ScriptedAdapter(answer.answer);
      const thread = ThreadFixture.place({ properties: { adapter } });
      await thread.until('it loads', () => thread.has('loading'));
      const elsewhere = place('main');
      elsewhere.append(thread.element);
      await thread.settled();
      answer.resolve(page);
      await thread.shown();
      assert.equal(adapter.asked.length, 1);
      elsewhere.remove();
    });

    it('in the middle of a long list shows all of it', async () => {
      const many = makeOutline(...Array.from({ length: 400 }, (_, i) => String(i + 1)));
      const thread = ThreadFixture.place({ properties: { adapter: new ScriptedAdapter(makePage(many)) } });
      await thread.until('there are comments', () => thread.has('comment'));
      const elsewhere = place('main');
      elsewhere.append(thread.element);
      await thread.until('all are there', () => thread.ids.length === 400);
      elsewhere.remove();
    });

    it('goes on as before: the order, permalinks, buttons and the form', async () => {
      const thread = await ThreadFixture.open({
        properties: { adapter: new ScriptedAdapter(makePage(makeOutline('1', '1.1', '2'))) },
      });
      const elsewhere = place('main');
      elsewhere.append(thread.element);
      await thread.until('the form is there', () => thread.has('composer'));
      thread.element.order = 'newest';
      await thread.until('the newest comes first', () => thread.ids[0] === '2');
      await thread.press('Hide the replies to Author of 1 (1)');
      location.hash = '#comment-1.1';
      await thread.until('it is marked', () => thread.has('marked'));
      elsewhere.remove();
    });
  });

  describe('removed', () => {
    it('while it loads gives up, and loads when it is added again', async () => {
      const adapter = new ScriptedAdapter(later<Page>().answer);
      const thread = ThreadFixture.place({ properties: { adapter } });
      await thread.until('it loads', () => thread.has('loading'));
      thread.element.remove();
      await thread.until('it gave up', () => adapter.asked[0]?.signal?.aborted === true);
      adapter.answer = () => page;
      document.body.append(thread.element);
      await thread.shown();
      assert.deepEqual(thread.errors, []);
      assert.equal(adapter.asked.length, 2);
    });

    it('at once, before it could ask, loads when it is added again', async () => {
      const adapter = new ScriptedAdapter(page);
      const thread = ThreadFixture.place({ properties: { adapter } });
      thread.element.remove();
      await thread.settled();
      document.body.append(thread.element);
      await thread.shown();
      assert.deepEqual(thread.ids, ['1', '2']);
    });

    it('after it was shown keeps what it has for when it is added again', async () => {
      const adapter = new ScriptedAdapter(page);
      const thread = await ThreadFixture.open({ properties: { adapter } });
      const article = thread.comment('1');
      thread.element.remove();
      await thread.settled();
      document.body.append(thread.element);
      await thread.settled();
      assert.isTrue(thread.comment('1') === article);
      assert.equal(adapter.asked.length, 1);
      location.hash = '#comment-2';
      await thread.until('it is marked', () => thread.has('marked'));
    });

    it('before it knew who is signed in knows it when it is added again', async () => {
      const adapter = new ScriptedAdapter(page);
      const { promise: asked, resolve: tell } = withResolvers();
      const viewer = { id: 'v', name: 'Vera', moderator: false };
      Object.assign(adapter, { mine: () => asked.then(() => ({ viewer, may: new Map() })) });
      const thread = await ThreadFixture.open({ properties: { adapter } });
      thread.element.remove();
      await thread.settled();
      tell();
      await thread.settled();
      document.body.append(thread.element);
      await thread.until('she is known', () => thread.text.includes('Commenting as Vera'));
    });

    it('follows neither the address nor the network any more', async () => {
      const adapter = new ScriptedAdapter(page);
      const thread = await ThreadFixture.open({ properties: { adapter } });
      thread.element.remove();
      await thread.settled();
      location.hash = '#comment-2';
      dispatchEvent(new Event('online'));
      await new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      await thread.settled();
      assert.isFalse(thread.has('marked'));
      assert.equal(adapter.asked.length, 1);
    });
  });

  describe('that stood on the page before its script arrived', () => {
    it('takes the attributes, the properties and what is inside', async () => {
      const early = document.createElement('late-thread') as CommentThread;
      const adapter = new ScriptedAdapter(page);
      early.setAttribute('thread', '/early');
      early.setAttribute('numbering', 'sequence');
      Object.assign(early, { adapter, maxDepth: 2, messages: { reply: 'Answer' } });
      early.append('Served by the server');
      document.body.append(early);
      CommentThread.define.call(class extends CommentThread {}, 'late-thread');
      const thread = new ThreadFixture(early);
      await thread.shown();
      assert.equal(adapter.asked[0]?.thread, '/early');
      assert.equal(early.numbering, 'sequence');
      assert.equal(early.maxDepth, 2);
      assert.deepEqual(thread.texts('reply-button'), ['Answer', 'Answer']);
      early.adapter = new ScriptedAdapter(makePage(makeOutline('9')));
      await thread.until('the property still works', () => thread.ids[0] === '9');
      early.remove();
    });

    it('prefers a property to the attribute of the same name', async () => {
      const early = document.createElement('later-thread') as CommentThread;
      early.setAttribute('order', 'newest');
      Object.assign(early, { adapter: new ScriptedAdapter(page), order: 'oldest' });
      document.body.append(early);
      CommentThread.define.call(class extends CommentThread {}, 'later-thread');
      const thread = new ThreadFixture(early);
      await thread.shown();
      assert.deepEqual(thread.ids, ['1', '2']);
      early.remove();
    });
  });

  describe('made by script', () => {
    it('can be made, copied and parsed as any element', async () => {
      const holder = place('div');
      const template = document.createElement('template');
      template.innerHTML = '<comment-thread thread="/parsed" max-depth="3" readonly></comment-thread>';
      holder.append(template.content.cloneNode(true));
      const parsed = holder.querySelector('comment-thread')!;
      assert.deepEqual([parsed.thread, parsed.maxDepth, parsed.readonly], ['/parsed', 3, true]);
      const fresh = new CommentThread();
      assert.deepEqual(
        [fresh.endpoint, fresh.thread, fresh.adapter, fresh.order, fresh.numbering, fresh.maxDepth],
        [null, null, 'native', 'oldest', 'outline', 5],
      );
      assert.deepEqual([fresh.timestamps, fresh.loading, fresh.readonly], ['relative', 'eager', false]);
      const thread = new ThreadFixture(parsed);
      await thread.failed();
      consoled.length = 0;
      holder.remove();
    });
  });

  describe('given something else', () => {
    it('loads another thread, and what comes too late for the first is not shown', async () => {
      const first = later<Page>();
      const adapter = new ScriptedAdapter(({ thread, signal }) =>
        thread === '/a'
          ? first.answer({ thread, order: 'oldest', ...(signal && { signal }) })
          : makePage(makeOutline('7')),
      );
      const thread = ThreadFixture.place({ properties: { adapter } });
      await thread.until('it loads', () => adapter.asked.length === 1);
      thread.element.thread = '/b';
      await thread.shown();
      first.resolve(page);
      await thread.settled();
      assert.deepEqual(thread.ids, ['7']);
      assert.deepEqual(thread.errors, []);
    });

    it('loads from another endpoint, over the wire', async () => {
      const [one, two] = [new Wire(), new Wire()];
      await one.answerPage(makePage(makeOutline('1')));
      await two.answerPage(makePage(makeOutline('2')));
      const thread = await ThreadFixture.open({ attributes: { endpoint: one.endpoint } });
      assert.deepEqual(thread.ids, ['1']);
      thread.element.setAttribute('endpoint', two.endpoint);
      await thread.until('the other is there', () => thread.ids[0] === '2');
      assert.deepEqual(await one.asked(), ['/comments?thread=%2Fa&order=oldest&limit=50']);
    });

    it('loads by another adapter', async () => {
      const thread = await ThreadFixture.open({ properties: { adapter: new ScriptedAdapter(page) } });
      thread.element.adapter = new ScriptedAdapter(makePage(makeOutline('5')));
      await thread.until('the other is there', () => thread.ids[0] === '5');
    });

    it('asks once when several things change at once', async () => {
      const adapter = new ScriptedAdapter(page);
      const thread = await ThreadFixture.open({ properties: { adapter } });
      thread.element.thread = '/b';
      thread.element.endpoint = '/elsewhere';
      thread.element.order = 'newest';
      await thread.until('the newest comes first', () => thread.ids[0] === '2');
      assert.deepEqual(
        adapter.asked.map(({ thread, order }) => [thread, order]),
        [
          ['/a', 'oldest'],
          ['/b', 'newest'],
        ],
      );
    });

    it('asks nothing anew where nothing changed', async () => {
      const adapter = new ScriptedAdapter(page);
      const thread = await ThreadFixture.open({ properties: { adapter } });
      thread.element.setAttribute('thread', '/a');
      thread.element.adapter = adapter;
      await thread.settled();
      assert.equal(adapter.asked.length, 1);
    });
  });

  describe('speaks', () => {
    afterEach(() => {
      document.documentElement.lang = 'en';
    });

    it('the language of the page: Arabic words, plurals and dates', async () => {
      document.documentElement.lang = 'ar';
      const created = Date.now() - 3 * 60 * 60_000;
      const thread = await ThreadFixture.open({
        properties: {
          adapter: new ScriptedAdapter(
            makePage([makeComment('a', { created })], { thread: makeThread({ count: 3, title: 'دفاتر' }) }),
          ),
        },
      });
      assert.equal(
        textOf(thread.part('heading')),
        '٣ تعليقات على «دفاتر»'.replace('٣', new Intl.NumberFormat('ar').format(3)),
      );
      assert.equal(textOf(thread.part('reply-button')), 'رد');
      assert.equal(textOf(thread.part('timestamp')), new Intl.RelativeTimeFormat('ar').format(-3, 'hour'));
    });

    it('its own language before the page’s, and that of its place in a shadow tree', async () => {
      const holder = place('section');
      holder.lang = 'de';
      const inner = document.createElement('div');
      holder.attachShadow({ mode: 'open' }).append(inner);
      const adapter = new ScriptedAdapter(page);
      const german = await ThreadFixture.open({ properties: { adapter }, place: inner });
      assert.equal(german.texts('reply-button')[0], 'Antworten');
      const french = await ThreadFixture.open({ attributes: { lang: 'fr' }, properties: { adapter }, place: inner });
      assert.equal(french.texts('reply-button')[0], 'Répondre');
      holder.remove();
    });

    it('another language as soon as it changes, of the element or of the page', async () => {
      const thread = await ThreadFixture.open({ properties: { adapter: new ScriptedAdapter(page) } });
      thread.element.lang = 'ja';
      await thread.until('it is Japanese', () => thread.texts('reply-button')[0] === '返信');
      thread.element.removeAttribute('lang');
      await thread.until('it is English', () => thread.texts('reply-button')[0] === 'Reply');
      document.documentElement.lang = 'es';
      await thread.until('it is Spanish', () => thread.texts('reply-button')[0] === 'Responder');
    });

    it('English words where it has none of that language, and no words at all are missing', async () => {
      const thread = await ThreadFixture.open({
        attributes: { lang: 'tlh' },
        properties: { adapter: new ScriptedAdapter(page) },
      });
      assert.equal(thread.texts('reply-button')[0], 'Reply');
    });

    it('the site’s own words in place of any, also changed later, and in every language', async () => {
      const thread = await ThreadFixture.open({
        properties: {
          adapter: new ScriptedAdapter(page),
          messages: { reply: 'Answer', heading: (n) => `${n} voices` },
        },
      });
      assert.equal(thread.texts('reply-button')[0], 'Answer');
      assert.equal(textOf(thread.part('heading')), '2 voices');
      thread.element.lang = 'de';
      await thread.until(
        'the rest is German',
        () => thread.texts('order').join().includes('Sortierung') || thread.text.includes('Älteste'),
      );
      assert.equal(thread.texts('reply-button')[0], 'Answer');
      thread.element.messages = undefined;
      await thread.until('all is German', () => thread.texts('reply-button')[0] === 'Antworten');
    });
  });
});
