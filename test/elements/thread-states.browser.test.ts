import { assert } from '@open-wc/testing';
import { CommentThreadError } from '../../src/errors.ts';
import type { Page } from '../../src/model/comment.ts';
import { makeComment, makeOutline, makePage, makeThread, openPolicy } from '../support/comments.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { textOf, ThreadFixture, watchPage } from '../support/thread-fixture.ts';

const down = new CommentThreadError('network', 'The request failed', { retryable: true });
const broken = new CommentThreadError('malformed', 'The endpoint answered no page');
const page = makePage(makeOutline('1', '2'));

const served = (): Node[] => {
  const article = document.createElement('article');
  article.id = 'comment-1';
  article.textContent = 'Served by the server';
  return [article];
};

const open = (answer: ConstructorParameters<typeof ScriptedAdapter>[0], inside: Node[] = []) => {
  const adapter = new ScriptedAdapter(answer);
  return { adapter, thread: ThreadFixture.place({ properties: { adapter }, inside }) };
};

/** Where the reader finds nothing to write with. */
const canWrite = (thread: ThreadFixture): boolean => thread.has('reply-button') || thread.has('composer-area');

describe('<comment-thread>', () => {
  const { consoled } = watchPage();
  const takeConsoled = (): unknown[] => consoled.splice(0);

  describe('while it loads', () => {
    it('says so, and has the state', async () => {
      const answer = later<Page>();
      const { thread } = open(answer.answer);
      await thread.until('it loads', () => thread.has('loading'));
      assert.equal(textOf(thread.part('loading')), 'Loading comments…');
      assert.isTrue(thread.isState('loading'));
      answer.resolve(page);
      await thread.shown();
      assert.isFalse(thread.has('loading'));
      assert.isFalse(thread.isState('loading'));
      assert.equal(thread.loads, 1);
    });

    it('leaves what the server rendered where it is, until the thread takes its place', async () => {
      const answer = later<Page>();
      const { thread } = open(answer.answer, served());
      await thread.until('it loads', () => thread.has('loading'));
      assert.include(thread.text, 'Served by the server');
      assert.isTrue(thread.isInView(thread.element.firstElementChild!));
      answer.resolve(page);
      await thread.shown();
      assert.notInclude(thread.text, 'Served by the server');
      assert.isFalse(thread.isInView(thread.element.firstElementChild!));
    });
  });

  describe('without comments', () => {
    it('says so, has the state, and can be written in', async () => {
      const { thread } = open(makePage());
      await thread.shown();
      assert.include(thread.text, 'Nobody has written anything yet.');
      assert.equal(textOf(thread.part('heading')), 'No thoughts yet on “Keeping notebooks”');
      assert.isTrue(thread.isState('empty'));
      assert.isTrue(thread.has('composer-area'));
    });

    it('lets the page say it', async () => {
      const words = document.createElement('p');
      words.slot = 'empty';
      words.textContent = 'Be the first.';
      const { thread } = open(makePage(), [words]);
      await thread.shown();
      assert.isTrue(thread.isInView(words));
    });
  });

  describe('that is closed', () => {
    it('says so, has the state, and takes no answers', async () => {
      const { thread } = open({ ...page, thread: makeThread({ count: 2, closed: true }) });
      await thread.shown();
      assert.equal(textOf(thread.part('closed')), 'Comments are closed.');
      assert.isTrue(thread.isState('closed'));
      assert.isFalse(canWrite(thread));
      await thread.element.reply('1');
      assert.isFalse(thread.has('composer'));
    });
  });

  describe('that is readonly', () => {
    it('offers nothing to write with, and nothing else is missing', async () => {
      const thread = await ThreadFixture.open({
        attributes: { readonly: '' },
        properties: { adapter: new ScriptedAdapter(page) },
      });
      await thread.settled();
      assert.deepEqual(thread.ids, ['1', '2']);
      assert.isFalse(canWrite(thread));
      await thread.element.reply();
      assert.isFalse(thread.has('composer'));
      thread.element.readonly = false;
      await thread.until('one can write', () => canWrite(thread));
    });
  });

  describe('where readers must sign in to write', () => {
    it('says so, and where', async () => {
      const policy = { ...openPolicy, guests: false, signIn: 'https://example.org/sign-in' };
      const { thread } = open({ ...page, policy });
      await thread.shown();
      assert.include(thread.text, 'Sign in to leave a comment.');
      assert.equal((thread.part('sign-in-link') as HTMLAnchorElement).href, policy.signIn);
      assert.isFalse(canWrite(thread));
    });
  });

  describe('that could not be loaded', () => {
    it('says why in one sentence, tells the page with a code, and shows the thread when tried again', async () => {
      const { adapter, thread } = open(() => Promise.reject(down), served());
      await thread.failed();
      assert.equal(textOf(thread.part('error')), 'The comments could not be reached. You may be offline. Try again');
      assert.include(thread.text, 'Served by the server');
      assert.isTrue(thread.isState('error'));
      assert.isTrue(thread.isState('offline'));
      assert.isFalse(thread.isState('stale'));
      assert.deepEqual(thread.errors, [down]);
      assert.deepEqual(takeConsoled(), [down]);
      adapter.answer = () => page;
      await thread.press('Try again');
      await thread.shown();
      assert.isTrue(
        thread.element.shadowRoot!.activeElement === thread.part('thread'),
        'the keyboard stays in the thread',
      );
      assert.isFalse(thread.has('error'));
      assert.isFalse(thread.isState('error'));
      assert.equal(thread.loads, 1);
    });

    it('offers a second try whatever the endpoint answered, and none where none was asked', async () => {
      const { thread } = open(() => Promise.reject(broken));
      await thread.failed();
      assert.equal(textOf(thread.part('error')), 'The comments could not be loaded. Try again');
      assert.isFalse(thread.isState('offline'));
      const unset = ThreadFixture.place({});
      await unset.failed();
      assert.equal(textOf(unset.part('error')), 'Comments are not set up on this page yet.');
      takeConsoled();
    });

    it('tries again by itself when the network is back, where that can help', async () => {
      const { adapter, thread } = open(() => Promise.reject(down));
      await thread.failed();
      adapter.answer = () => page;
      dispatchEvent(new Event('online'));
      await thread.shown();
      takeConsoled();
    });

    it('tells each failure, and each only once', async () => {
      const { thread } = open(() => Promise.reject(down));
      await thread.failed();
      await thread.press('Try again');
      await thread.until('it failed again', () => thread.errors.length > 1 && thread.has('error'));
      assert.deepEqual(thread.errors, [down, down]);
      assert.deepEqual(takeConsoled(), [down, down]);
    });

    it('anew keeps what was shown, and says that it may be old', async () => {
      const { adapter, thread } = open(page);
      await thread.shown();
      const article = thread.comment('1');
      adapter.answer = () => Promise.reject(down);
      await thread.element.reload();
      await thread.failed();
      assert.include(textOf(thread.part('error')), 'What you see may not be up to date.');
      assert.isTrue(thread.comment('1') === article);
      assert.isTrue(thread.isState('stale'));
      assert.isTrue(thread.has('composer-area'));
      adapter.answer = () => makePage(makeOutline('1', '2', '3'));
      await thread.press('Try again');
      await thread.until('the new one is there', () => thread.ids.length === 3);
      assert.isFalse(thread.isState('stale'));
      assert.isTrue(thread.comment('1') === article);
      takeConsoled();
    });
  });

  describe('loaded anew', () => {
    it('keeps what is shown until the answer is there, and renders only what changed', async () => {
      const { adapter, thread } = open(page);
      await thread.shown();
      const [first, second] = [thread.comment('1'), textOf(thread.comment('2'))];
      const answer = later<Page>();
      adapter.answer = answer.answer;
      const reloading = thread.element.reload();
      await thread.settled();
      assert.isTrue(thread.isState('loading'));
      assert.deepEqual(thread.ids, ['1', '2']);
      const [one, two] = makeOutline('1', '2');
      answer.resolve(makePage([one!, { ...two!, body: { text: 'edited' } }]));
      await reloading;
      await thread.settled();
      assert.isTrue(thread.comment('1') === first);
      assert.notEqual(textOf(thread.comment('2')), second);
      assert.equal(thread.loads, 2);
    });
  });

  describe('while the reader writes', () => {
    it('leaves the focus where it is, however many comments arrive', async () => {
      const outline = (size: number): Page =>
        makePage(makeOutline(...Array.from({ length: size }, (_, i) => `${i + 1}`)));
      const { adapter, thread } = open(outline(20));
      await thread.shown();
      await thread.element.reply();
      await thread.until('the form is there', () => thread.has('textarea'));
      const textarea = thread.part('textarea');
      textarea.focus();
      adapter.answer = () => outline(600);
      await thread.element.reload();
      await thread.until('all are there', () => thread.ids.length === 600);
      assert.isTrue(thread.root.activeElement === textarea);
    });
  });

  describe('loading="lazy"', () => {
    const far = (): HTMLElement => {
      const space = document.createElement('div');
      space.style.blockSize = '10000px';
      return space;
    };

    it('asks for nothing until the reader comes near', async () => {
      const space = far();
      document.body.append(space);
      const adapter = new ScriptedAdapter(page);
      const thread = ThreadFixture.place({
        attributes: { loading: 'lazy' },
        properties: { adapter },
        inside: served(),
      });
      await thread.settled();
      // What is in view is told of in the same frame; a second element in view proves that it was.
      const near = ThreadFixture.place({
        attributes: { loading: 'lazy' },
        properties: { adapter: new ScriptedAdapter(page) },
      });
      document.body.prepend(near.element);
      await near.shown();
      assert.equal(adapter.asked.length, 0);
      assert.include(thread.text, 'Served by the server');
      thread.element.scrollIntoView();
      await thread.shown();
      assert.equal(adapter.asked.length, 1);
      space.remove();
    });

    it('asks at once when the address names a comment, or comes to name one, and when told to reload or reveal', async () => {
      const space = far();
      document.body.append(space);
      const place = (): ThreadFixture =>
        ThreadFixture.place({
          attributes: { loading: 'lazy' },
          properties: { adapter: new ScriptedAdapter(page) },
        });
      const [linked, reloaded, revealed] = [place(), place(), place()];
      await linked.settled();
      assert.isFalse(linked.has('comment'));
      await reloaded.element.reload();
      await reloaded.until('it is there', () => reloaded.has('comment'));
      assert.isTrue(await revealed.element.reveal('2'));
      scrollTo(0, 0);
      location.hash = '#comment-2';
      await linked.until('it is marked', () => linked.has('marked'));
      scrollTo(0, 0);
      const named = place();
      await named.until('it is marked', () => named.has('marked'));
      space.remove();
    });

    it('asks at once when the page changes its mind', async () => {
      const space = far();
      document.body.append(space);
      const adapter = new ScriptedAdapter(page);
      const thread = ThreadFixture.place({ attributes: { loading: 'lazy' }, properties: { adapter } });
      await thread.settled();
      thread.element.loading = 'eager';
      await thread.shown();
      assert.equal(adapter.asked.length, 1);
      space.remove();
    });
  });

  describe('of several pages', () => {
    const paged = (): ScriptedAdapter =>
      new ScriptedAdapter(({ cursor }) =>
        cursor === undefined
          ? makePage(makeOutline('1', '2'), { next: 'b', thread: makeThread({ count: 3 }) })
          : makePage(makeOutline('3'), { thread: makeThread({ count: 3 }) }),
      );

    it('loads the next when the reader nears the end', async () => {
      const adapter = paged();
      const thread = await ThreadFixture.open({ properties: { adapter } });
      await thread.until('all are there', () => thread.ids.length === 3);
      assert.isFalse(thread.has('more-button'));
      assert.deepEqual(
        adapter.asked.map(({ cursor }) => cursor),
        [undefined, 'b'],
      );
    });

    it('goes on as long as the end is near', async () => {
      const adapter = new ScriptedAdapter(({ cursor = '1' }) =>
        makePage(makeOutline(cursor), { next: cursor === '6' ? null : String(+cursor + 1) }),
      );
      const thread = await ThreadFixture.open({ properties: { adapter } });
      await thread.until('all are there', () => thread.ids.length === 6);
    });

    it('says when the next one failed, keeps what there is, and does not ask without end', async () => {
      const adapter = paged();
      const { answer } = adapter;
      adapter.answer = (request) => (request.cursor ? Promise.reject(down) : answer(request));
      const thread = await ThreadFixture.open({ properties: { adapter } });
      await thread.failed();
      await thread.settled();
      await thread.settled();
      assert.equal(textOf(thread.part('error')), 'The comments could not be reached. You may be offline.');
      assert.deepEqual(thread.ids, ['1', '2']);
      assert.equal(adapter.asked.length, 2);
      assert.deepEqual(takeConsoled(), [down]);
      assert.deepEqual(thread.errors, [down]);
      adapter.answer = answer;
      await thread.press('Show more comments');
      await thread.until('all are there', () => thread.ids.length === 3);
      assert.isFalse(thread.has('error'));
    });

    it('hides nothing while a page waits that is the first to need the sanitiser', async () => {
      const next = later<Page>();
      const adapter = new ScriptedAdapter((request) =>
        request.cursor ? next.answer(request) : makePage(makeOutline('1', '2'), { next: 'b' }),
      );
      const thread = await ThreadFixture.open({ properties: { adapter } });
      const article = thread.comment('1');
      let isHidden = false;
      const observer = new MutationObserver(() => (isHidden ||= !article.isConnected));
      observer.observe(thread.root, { childList: true, subtree: true });
      next.resolve(makePage([makeComment('3', { number: [3], body: { html: '<p>In <b>HTML</b></p>' } })]));
      await thread.until('it is sanitised', () => thread.root.querySelector('b') !== null);
      observer.disconnect();
      assert.isFalse(isHidden);
    });

    it('goes on after the element was moved or had left the page', async () => {
      const adapter = paged();
      const { answer } = adapter;
      adapter.answer = (request) => (request.cursor ? later<Page>().answer(request) : answer(request));
      const thread = await ThreadFixture.open({ properties: { adapter } });
      await thread.until('the next page is asked for', () => adapter.asked.length === 2);
      const place = document.createElement('div');
      document.body.append(place);
      thread.element.remove();
      await thread.settled();
      adapter.answer = answer;
      place.append(thread.element);
      await thread.until('all are there', () => thread.ids.length === 3);
      place.remove();
    });
  });

  describe('tells the page', () => {
    it('when a thread has arrived, and what it is', async () => {
      let told: Event | undefined;
      const onLoad = (event: Event): unknown => (told = event);
      addEventListener('thread-load', onLoad);
      const { thread } = open(page);
      await thread.shown();
      removeEventListener('thread-load', onLoad);
      assert.deepInclude(told, { bubbles: true, composed: true, cancelable: false });
      assert.deepEqual((told as unknown as { thread: unknown }).thread, page.thread);
    });

    it('of a wrong adapter', async () => {
      const thread = ThreadFixture.place({ attributes: { endpoint: '/nowhere', adapter: 'carrier-pigeon' } });
      await thread.failed();
      assert.deepEqual(
        thread.errors.map(({ code }) => code),
        ['adapter-invalid'],
      );
      assert.equal(takeConsoled().length, 1);
    });

    it('of a signed-in reader who could not be asked for, and shows the thread all the same', async () => {
      const adapter = Object.assign(new ScriptedAdapter(makePage([makeComment('a')])), {
        mine: () => Promise.reject(down),
      });
      const thread = await ThreadFixture.open({ properties: { adapter } });
      await thread.until('it is told', () => thread.errors.length > 0);
      assert.deepEqual(thread.ids, ['a']);
      assert.deepEqual(takeConsoled(), [down]);
    });
  });
});
