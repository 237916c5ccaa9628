import { assert } from '@open-wc/testing';
import { makeChain, makeComment, makeOutline, makePage } from '../support/comments.ts';
import { CommentThreadError } from '../../src/errors.ts';
import type { Comment, Page } from '../../src/model/comment.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { textOf, ThreadFixture, watchPage, type FixtureOptions } from '../support/thread-fixture.ts';

const open = (
  answer: Page | ConstructorParameters<typeof ScriptedAdapter>[0],
  options: FixtureOptions = {},
): Promise<ThreadFixture> =>
  ThreadFixture.open({ ...options, properties: { adapter: new ScriptedAdapter(answer), ...options.properties } });

const openComments = (...comments: Comment[]): Promise<ThreadFixture> => open(makePage(comments));

/** Long enough that most of it is out of view. */
const many = (size: number): Comment[] => makeOutline(...Array.from({ length: size }, (_, i) => String(i + 1)));

const reached = (thread: ThreadFixture, id: string): Promise<void> =>
  thread.until(`${id} is marked and in view`, () => {
    const [marked] = thread.parts('marked');
    return marked?.id === `comment-${id}` && thread.isInView(marked);
  });

describe('<comment-thread>', () => {
  watchPage();

  describe('collapses a branch', () => {
    const comments = makeOutline('1', '1.1', '1.1.1', '1.2', '2');

    it('and expands it, and says how much there is', async () => {
      const thread = await openComments(...comments);
      assert.equal(thread.parts('toggle-button').length, 2);
      const [replies] = thread.parts('replies');
      await thread.press('Hide the replies to Author of 1 (1)');
      assert.isFalse(thread.isInView(replies!));
      const toggle = thread.button('Show 3 replies to Author of 1 (1)');
      assert.equal(textOf(toggle), '3 replies');
      assert.equal(toggle.getAttribute('aria-expanded'), 'false');
      await thread.press('Show 3 replies to Author of 1 (1)');
      assert.isTrue(thread.isInView(replies!));
      assert.equal(toggle.getAttribute('aria-expanded'), 'true');
    });

    it('and keeps the focus on the button', async () => {
      const thread = await openComments(...comments);
      const toggle = thread.button('Hide the replies to Author of 1 (1)');
      toggle.focus();
      toggle.click();
      await thread.settled();
      assert.isTrue(thread.root.activeElement === toggle);
    });

    it('also before the script for it has arrived', async () => {
      const thread = ThreadFixture.place({ properties: { adapter: new ScriptedAdapter(makePage(comments)) } });
      await thread.until('there is a button', () => thread.has('toggle-button'));
      thread.parts('toggle-button')[0]!.click();
      await thread.until('it is collapsed', () => thread.parts('replies')[0]!.hasAttribute('hidden'));
    });

    it('so that the browser still finds what is in it, and opens it then', async () => {
      const thread = await openComments(...comments);
      await thread.press('Hide the replies to Author of 1 (1)');
      const [replies] = thread.parts('replies');
      assert.equal(replies!.getAttribute('hidden'), 'until-found');
      // What find-in-page does: it fires the event, takes the attribute away and scrolls there.
      replies!.dispatchEvent(new Event('beforematch', { bubbles: true }));
      replies!.removeAttribute('hidden');
      await thread.settled();
      assert.exists(thread.button('Hide the replies to Author of 1 (1)'));
      assert.isFalse(replies!.hasAttribute('hidden'));
    });

    it('and keeps it so when the thread is loaded anew, but not for another thread', async () => {
      const thread = await openComments(...comments);
      await thread.press('Hide the replies to Author of 1 (1)');
      await thread.element.reload();
      await thread.settled();
      assert.exists(thread.button('Show 3 replies to Author of 1 (1)'));
      thread.element.thread = '/b';
      await thread.until('all is open', () =>
        thread.parts('replies').every((replies) => !replies.hasAttribute('hidden')),
      );
    });
  });

  describe('finds the comment that the address names', () => {
    it('when the thread arrives', async () => {
      location.hash = '#comment-30';
      const thread = await openComments(...many(40));
      await reached(thread, '30');
      assert.isTrue(thread.root.activeElement === thread.comment('30'));
    });

    it('beyond what is rendered at first, also among replies that are shown at the top', async () => {
      location.hash = '#comment-450';
      const thread = await openComments(...many(500));
      await reached(thread, '450');
    });

    it('when the address changes, again and again', async () => {
      const thread = await openComments(...many(40));
      for (const id of ['35', '2', '35']) {
        location.hash = `#comment-${id}`;
        await reached(thread, id);
        assert.equal(thread.parts('marked').length, 1);
      }
    });

    it('when its own link is followed, and followed again', async () => {
      const thread = await openComments(...many(40));
      const link = thread.part('timestamp', thread.comment('20'));
      link.click();
      await reached(thread, '20');
      scrollTo(0, 0);
      assert.isFalse(thread.isInView(thread.comment('20')));
      link.click();
      await reached(thread, '20');
      assert.equal(location.hash, '#comment-20');
    });

    it('inside collapsed branches', async () => {
      const thread = await openComments(...makeOutline('1', '1.1', '1.1.1', '2'));
      await thread.press('Hide the replies to Author of 1.1 (1.1)');
      await thread.press('Hide the replies to Author of 1 (1)');
      location.hash = '#comment-1.1.1';
      await reached(thread, '1.1.1');
      assert.isTrue(thread.parts('replies').every((replies) => !replies.hasAttribute('hidden')));
    });

    it('below the last level of indentation', async () => {
      location.hash = '#comment-chain-70';
      const thread = await openComments(...makeChain(80));
      await reached(thread, 'chain-70');
    });

    it('far down among replies that have no level of their own', async () => {
      location.hash = '#comment-1.290';
      const replies = Array.from({ length: 300 }, (_, i) => `1.${i + 1}`);
      const thread = await open(makePage(makeOutline('1', ...replies)), { attributes: { 'max-depth': '1' } });
      await reached(thread, '1.290');
    });

    it('among pingbacks', async () => {
      location.hash = '#comment-p';
      const thread = await openComments(...many(40), makeComment('p', { kind: 'pingback' }));
      await reached(thread, 'p');
    });

    it('on a page that is not loaded yet', async () => {
      location.hash = '#comment-far';
      const thread = await open(({ around, cursor }) => {
        if (around) return makePage([makeComment('far', { number: [900] })], { next: 'x' });
        return makePage(cursor ? [] : many(30), { next: cursor ? null : 'b' });
      });
      await reached(thread, 'far');
    });

    it('whose id has odd characters', async () => {
      for (const id of ['ü 1', 'a"b', '50%', 'a/b?c#d', '1', "it's", '<b>', 'a:b.c[d]', '日本']) {
        const thread = await openComments(...many(30), makeComment(id));
        location.hash = '';
        thread.part('timestamp', thread.comment(id)).click();
        await reached(thread, id);
        thread.element.remove();
        const other = await openComments(...many(30), makeComment(id));
        await reached(other, id);
        other.element.remove();
      }
    });

    it('where it stood in the default slot a moment ago', async () => {
      const space = document.createElement('p');
      space.style.blockSize = '3000px';
      const served = document.createElement('article');
      served.id = 'comment-25';
      served.textContent = 'Served by the server';
      location.hash = '#comment-25';
      const { answer, resolve } = later<Page>();
      const adapter = new ScriptedAdapter(answer);
      const thread = ThreadFixture.place({ properties: { adapter }, inside: [space, served] });
      await thread.until('it loads', () => thread.has('loading'));
      served.scrollIntoView();
      resolve(makePage(many(40)));
      await reached(thread, '25');
    });

    it('and leaves the reader alone where the thread has none such', async () => {
      location.hash = '#comment-elsewhere';
      const thread = await open(({ around, cursor }) => {
        if (around) throw new CommentThreadError('not-found', 'The endpoint answered 404');
        return makePage(cursor ? [] : many(30), { next: cursor ? null : 'b' });
      });
      await thread.settled();
      assert.isFalse(thread.has('marked'));
      assert.deepEqual(thread.errors, []);
      assert.isFalse(thread.has('error'));
    });

    it('and nothing else: not other fragments, nor broken ones', async () => {
      const thread = await openComments(...many(3));
      for (const hash of ['#top', '#comment', '#comment-', '#comment-%E0%A4%A', '#COMMENT-1']) {
        location.hash = hash;
        await thread.settled();
        assert.isFalse(thread.has('marked'), hash);
      }
    });

    it('by the method as well, which says whether there is one', async () => {
      const thread = await openComments(...many(40));
      assert.isTrue(await thread.element.reveal('33'));
      await reached(thread, '33');
      assert.isFalse(await thread.element.reveal('99'));
      await reached(thread, '33');
    });

    it('by the method also while the thread is on its way', async () => {
      const pending = later<Page>();
      const adapter = new ScriptedAdapter(pending.answer);
      const thread = ThreadFixture.place({ properties: { adapter } });
      await thread.until('it was asked for', () => adapter.asked.length > 0);
      const revealed = thread.element.reveal('33');
      await thread.settled();
      pending.resolve(makePage(many(40)));
      assert.isTrue(await revealed);
      await reached(thread, '33');
    });

    it('not for a reader who has begun to move by themselves', async () => {
      const thread = await openComments(...many(40));
      location.hash = '#comment-30';
      await reached(thread, '30');
      dispatchEvent(new WheelEvent('wheel'));
      scrollTo(0, 0);
      await thread.element.reload();
      await thread.settled();
      assert.equal(scrollY, 0);
      location.hash = '#comment-31';
      await reached(thread, '31');
    });

    it('in the thread that has it, of several on the page', async () => {
      const one = await openComments(...many(30));
      const two = await open(makePage([makeComment('b-1'), makeComment('b-2')]), { attributes: { thread: '/b' } });
      location.hash = '#comment-b-2';
      await reached(two, 'b-2');
      assert.isFalse(one.has('marked'));
    });
  });
});
