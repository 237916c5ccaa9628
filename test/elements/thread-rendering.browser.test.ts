import { assert } from '@open-wc/testing';
import { makeComment, makeOutline, makePage, makeThread, noon } from '../support/comments.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { nameOf, textOf, ThreadFixture, watchPage, type FixtureOptions } from '../support/thread-fixture.ts';
import type { Comment, Page } from '../../src/model/comment.ts';
import { patch } from '../storage/patch.ts';

const show = (page: Page, attributes: FixtureOptions['attributes'] = {}): Promise<ThreadFixture> =>
  ThreadFixture.open({ attributes, properties: { adapter: new ScriptedAdapter(page) } });

const showComments = (...comments: Comment[]): Promise<ThreadFixture> => show(makePage(comments));

describe('<comment-thread> shows', () => {
  watchPage();

  describe('a heading', () => {
    it('with the count, in the plural it takes, and the title', async () => {
      for (const [count, words] of [
        [1, '1 thought on “Keeping notebooks”'],
        [27, '27 thoughts on “Keeping notebooks”'],
        [12_345, '12,345 thoughts on “Keeping notebooks”'],
      ] as const) {
        const thread = await show(makePage(makeOutline('1'), { thread: makeThread({ count }) }));
        assert.equal(textOf(thread.part('heading')), words);
      }
    });

    it('without a title where the endpoint has none', async () => {
      const thread = await show(makePage(makeOutline('1'), { thread: { id: '/a', count: 3, closed: false } }));
      assert.equal(textOf(thread.part('heading')), '3 thoughts');
    });
  });

  describe('comments', () => {
    it('as nested lists of articles', async () => {
      const thread = await showComments(...makeOutline('2', '1.1', '1', '1.1.1', '1.2'));
      assert.equal(thread.outline, '1(1.1(1.1.1) 1.2) 2');
      assert.equal(thread.comment('1').localName, 'article');
      assert.equal(thread.comment('1.1').closest('[role=list]')?.getAttribute('part'), 'replies');
    });

    it('with number, author, date and words', async () => {
      const [comment] = makeOutline('1');
      const thread = await showComments({ ...comment!, body: { text: 'First line\nsecond line\n\nNew paragraph' } });
      const article = thread.comment('1');
      assert.equal(textOf(thread.part('number', article)), '1');
      assert.equal(textOf(thread.part('author', article)), 'Author of 1');
      assert.equal(article.querySelector('time')?.dateTime, '2026-01-01T12:00:00.000Z');
      const paragraphs = [...thread.part('body', article).querySelectorAll('p')];
      assert.deepEqual(paragraphs.map(textOf), ['First line second line', 'New paragraph']);
    });

    it('of authors with a website, a picture and a badge', async () => {
      const author = {
        name: 'Ada',
        url: 'https://ada.example/',
        avatar: new URL('/ada.svg', location.href).href,
        badge: 'author',
      } as const;
      const thread = await showComments(makeComment('a', { author }), makeComment('b'));
      const link = thread.part('author-link') as HTMLAnchorElement;
      assert.equal(link.href, author.url);
      assert.include(link.rel, 'nofollow');
      const avatar = thread.part('avatar') as HTMLImageElement;
      assert.deepEqual([avatar.src, avatar.alt, avatar.referrerPolicy], [author.avatar, '', 'no-referrer']);
      assert.equal(textOf(thread.part('badge')), 'Author');
    });

    it('of nobody in particular as anonymous', async () => {
      const thread = await showComments(makeComment('a', { author: null }));
      assert.deepEqual(thread.texts('author'), ['Anonymous']);
    });

    it('whose names cannot turn the line around', async () => {
      const thread = await showComments(makeComment('a', { author: { name: 'אבא' } }));
      const name = thread.part('author').querySelector('bdi');
      assert.equal(textOf(name), 'אבא');
      assert.equal(thread.part('body').dir, 'auto');
    });

    it('that were edited, and when', async () => {
      const thread = await showComments(makeComment('a', { edited: noon }));
      assert.match(textOf(thread.part('edited')), /^edited January 1, 2026 at /);
    });

    it('in sanitised HTML', async () => {
      const html = '<p onclick="alert(1)">One <em>word</em></p><script>alert(1)</script><h2>Loud</h2>';
      const thread = await showComments(makeComment('a', { body: { html } }), makeComment('b'));
      const body = thread.part('body', thread.comment('a'));
      assert.equal(body.querySelector('em')?.textContent, 'word');
      assert.isNull(body.querySelector('script, h2, [onclick]'));
    });

    it('in plain text as they were typed, whatever they look like', async () => {
      const text = '<img src=x onerror=alert(1)> & so on';
      const thread = await showComments(makeComment('a', { body: { text } }));
      assert.equal(textOf(thread.part('body')), text);
      assert.isNull(thread.part('body').querySelector('img'));
    });
  });

  describe('a deleted comment', () => {
    it('as a tombstone with its number where it has replies, and not at all where it has none', async () => {
      const comments = makeOutline('1', '1.1', '2');
      const deleted = { status: 'deleted', author: null, body: { text: '' } } as const;
      const thread = await showComments({ ...comments[0]!, ...deleted }, comments[1]!, { ...comments[2]!, ...deleted });
      assert.equal(thread.outline, '1(1.1)');
      const article = thread.comment('1');
      assert.equal(textOf(thread.part('tombstone', article)), 'This comment was deleted.');
      assert.equal(textOf(thread.part('number', article)), '1');
      assert.deepEqual(
        [...article.querySelectorAll('button')].map(nameOf).filter((name) => name.startsWith('Reply')),
        [],
      );
      assert.isTrue(article.matches('[part~=deleted]'));
    });
  });

  describe('pingbacks', () => {
    it('in a list of their own, numbered among themselves', async () => {
      const pingback = { kind: 'pingback', author: { name: 'Another blog', url: 'https://blog.example/' } } as const;
      const thread = await showComments(
        makeComment('p2', { ...pingback, number: [2] }),
        ...makeOutline('1'),
        makeComment('p1', { ...pingback, number: [1] }),
      );
      assert.equal(thread.outline, '1');
      const section = thread.part('pingbacks');
      assert.equal(textOf(thread.part('pingbacks-heading', section)), '2 pingbacks');
      assert.deepEqual(
        thread.parts('comment', section).map(({ id }) => id),
        ['comment-p1', 'comment-p2'],
      );
      assert.deepEqual(thread.texts('number', section), ['1', '2']);
      assert.isNull(section.querySelector('button'), 'nobody answers a pingback');
    });

    it('also where there is no comment, and then it is not empty', async () => {
      const thread = await showComments(makeComment('p', { kind: 'pingback' }));
      assert.notInclude(thread.text, 'Nobody has written');
      assert.isFalse(thread.isState('empty'));
    });
  });

  describe('numbers', () => {
    const page = makePage(makeOutline('1', '1.1', '2'));

    it('by place, by time or not at all', async () => {
      for (const [numbering, numbers] of [
        ['outline', ['1', '1.1', '2']],
        ['sequence', ['1', '2', '3']],
        ['none', []],
        ['roman', ['1', '1.1', '2']],
      ] as const) {
        const thread = await show(page, { numbering });
        assert.deepEqual(thread.texts('number'), [...numbers]);
      }
    });

    it('as the page asks, also when it changes its mind', async () => {
      const thread = await show(page);
      thread.element.numbering = 'sequence';
      await thread.settled();
      assert.deepEqual(thread.texts('number'), ['1', '2', '3']);
      thread.element.setAttribute('numbering', 'none');
      await thread.settled();
      assert.deepEqual(thread.texts('number'), []);
    });

    it('only of comments that have one', async () => {
      const thread = await show(makePage([makeComment('a')]), { numbering: 'outline' });
      assert.deepEqual(thread.texts('number'), []);
    });
  });

  describe('levels', () => {
    const comments = makeOutline('1', '1.1', '1.1.1', '1.1.1.1', '1.1.1.1.1', '1.1.1.1.1.1', '2');

    it('five by default, and names whom a deeper reply answers', async () => {
      const thread = await showComments(...comments);
      assert.equal(thread.outline, '1(1.1(1.1.1(1.1.1.1(1.1.1.1.1 1.1.1.1.1.1)))) 2');
      const answered = thread.part('answered') as HTMLAnchorElement;
      assert.equal(textOf(answered), 'in reply to Author of 1.1.1.1.1');
      assert.equal(answered.getAttribute('href'), '#comment-1.1.1.1.1');
      assert.isTrue(thread.comment('1.1.1.1.1.1').contains(answered));
    });

    it('as many as max-depth says, between 1 and 20', async () => {
      for (const [depth, outline] of [
        ['2', '1(1.1 1.1.1 1.1.1.1 1.1.1.1.1 1.1.1.1.1.1) 2'],
        ['1', '1 1.1 1.1.1 1.1.1.1 1.1.1.1.1 1.1.1.1.1.1 2'],
        ['-3', '1 1.1 1.1.1 1.1.1.1 1.1.1.1.1 1.1.1.1.1.1 2'],
        ['many', '1(1.1(1.1.1(1.1.1.1(1.1.1.1.1 1.1.1.1.1.1)))) 2'],
        ['Infinity', '1(1.1(1.1.1(1.1.1.1(1.1.1.1.1(1.1.1.1.1.1))))) 2'],
      ] as const) {
        const thread = await show(makePage(comments), { 'max-depth': depth });
        assert.equal(thread.outline, outline, depth);
      }
    });

    it('as the property says, changed at any time', async () => {
      const thread = await showComments(...comments);
      thread.element.maxDepth = 1;
      await thread.settled();
      assert.equal(thread.outline, '1 1.1 1.1.1 1.1.1.1 1.1.1.1.1 1.1.1.1.1.1 2');
      assert.equal(thread.parts('answered').length, 5);
    });
  });

  describe('dates', () => {
    const written = Date.now() - 3 * 60 * 60_000;
    const page = makePage([makeComment('a', { created: written })]);

    it('relative, with the whole date at hand, and as the permalink', async () => {
      const thread = await show(page);
      const link = thread.part('timestamp') as HTMLAnchorElement;
      assert.equal(textOf(link), '3 hours ago');
      assert.equal(link.getAttribute('href'), '#comment-a');
      const time = link.querySelector('time')!;
      assert.equal(Date.parse(time.dateTime), written);
      time.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      assert.match(time.title, /\d{4} at /);
    });

    it('in full where the page asks so, also later', async () => {
      const thread = await show(page, { timestamps: 'absolute' });
      const time = thread.part('timestamp').querySelector('time')!;
      assert.match(textOf(time), /\d{4} at /);
      thread.element.timestamps = 'relative';
      await thread.settled();
      assert.equal(textOf(thread.part('timestamp')), '3 hours ago');
    });

    it('that stay true as time goes by, without rendering a comment again', async () => {
      const thread = await show(page);
      const time = thread.part('timestamp').querySelector('time')!;
      const restore = patch(Date, 'now', () => () => written + 5 * 60 * 60_000);
      try {
        document.dispatchEvent(new Event('visibilitychange'));
        assert.equal(textOf(time), '5 hours ago');
        thread.element.remove();
        document.body.append(thread.element);
      } finally {
        restore();
      }
      document.dispatchEvent(new Event('visibilitychange'));
      assert.equal(textOf(time), '3 hours ago');
    });

    it('as unknown where there is none, and still a permalink', async () => {
      const thread = await show(makePage([makeComment('a', { created: null })]));
      const link = thread.part('timestamp');
      assert.equal(textOf(link), 'date unknown');
      assert.equal(link.getAttribute('href'), '#comment-a');
    });
  });

  describe('an order', () => {
    const comments = makeOutline('1', '1.1', '1.2', '2', '3').map((each) => ({
      ...each,
      likes: each.id === '2' ? 4 : 0,
    }));

    it('as its attribute says', async () => {
      for (const [order, outline] of [
        ['oldest', '1(1.1 1.2) 2 3'],
        ['newest', '3 2 1(1.1 1.2)'],
        ['popular', '2 1(1.1 1.2) 3'],
        ['random', '1(1.1 1.2) 2 3'],
      ] as const) {
        const thread = await show(makePage(comments), { order });
        assert.equal(thread.outline, outline, order);
      }
    });

    it('that the reader may change', async () => {
      const thread = await showComments(...comments);
      const select = thread.part('order-select') as HTMLSelectElement;
      assert.deepEqual([...select.options].map(textOf), ['Oldest first', 'Newest first', 'Most liked first']);
      assert.equal(select.value, 'oldest');
      select.value = 'newest';
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await thread.until('the newest comes first', () => thread.ids[0] === '3');
      assert.equal(thread.outline, '3 2 1(1.1 1.2)');
      assert.equal(select.value, 'newest');
    });

    it('that the page may change', async () => {
      const thread = await showComments(...comments);
      thread.element.order = 'popular';
      await thread.until('the most liked comes first', () => thread.ids[0] === '2');
      assert.equal((thread.part('order-select') as HTMLSelectElement).value, 'popular');
    });

    it('that the page may change while the thread is on its way, or waits for the reader', async () => {
      const [first, second] = [later<Page>(), later<Page>()];
      const adapter = new ScriptedAdapter(first.answer);
      const thread = ThreadFixture.place({ properties: { adapter } });
      await thread.until('it was asked for', () => adapter.asked.length === 1);
      adapter.answer = second.answer;
      thread.element.order = 'newest';
      await thread.until('it was asked for anew', () => adapter.asked.length === 2);
      second.resolve(makePage(comments));
      await thread.until('the newest comes first', () => thread.ids[0] === '3');
      await thread.until('the page is told', () => thread.loads === 1);

      const waiting = new ScriptedAdapter(makePage(comments));
      const lazy = ThreadFixture.place({ attributes: { loading: 'lazy' }, properties: { adapter: waiting } });
      lazy.element.style.marginBlockStart = '10000px';
      await lazy.settled();
      lazy.element.order = 'popular';
      await lazy.settled();
      await lazy.element.reload();
      assert.deepEqual(
        waiting.asked.map(({ order }) => order),
        ['popular'],
      );
    });

    it('is chosen in the words of the page, from the first moment on', async () => {
      const thread = ThreadFixture.place({
        attributes: { lang: 'es' },
        properties: { adapter: new ScriptedAdapter(makePage(comments)) },
      });
      const labels = new Set<string>();
      new MutationObserver(() => thread.texts('order').forEach((text) => labels.add(text))).observe(thread.root, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      await thread.shown();
      assert.lengthOf([...labels], 1);
      assert.notInclude([...labels][0], 'Order');
    });

    it('keeping the very same elements, so that nothing is lost that a reader does in them', async () => {
      const thread = await showComments(...comments);
      const article = thread.comment('3');
      thread.element.order = 'newest';
      await thread.until('the newest comes first', () => thread.ids[0] === '3');
      assert.isTrue(thread.comment('3') === article);
    });

    it('of those the backend has, and no control where there is nothing to choose', async () => {
      const adapter = Object.assign(new ScriptedAdapter(makePage(comments)), { orders: undefined });
      const thread = await ThreadFixture.open({ properties: { adapter } });
      assert.isFalse(thread.has('order-select'));
      assert.isFalse((await showComments(...makeOutline('1'))).has('order-select'));
    });
  });

  describe('very much', () => {
    it('first the first screen, then all of 500 top-level comments, in frames of their own', async () => {
      const many = makeOutline(...Array.from({ length: 500 }, (_, i) => String(i + 1)));
      const thread = ThreadFixture.place({ properties: { adapter: new ScriptedAdapter(makePage(many)) } });
      // What stands there in the frame of the first comment; later frames add the rest.
      const first = await new Promise<string[]>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!thread.has('comment')) return;
          observer.disconnect();
          resolve(thread.ids);
        });
        observer.observe(thread.root, { childList: true, subtree: true });
      });
      assert.isBelow(first.length, 100);
      assert.deepEqual(
        first,
        many.slice(0, first.length).map(({ id }) => id),
      );
      assert.isFalse(thread.hasFoot, 'what stands below waits');
      await thread.shown();
      assert.deepEqual(
        thread.ids,
        many.map(({ id }) => id),
      );
    });

    it('in one comment: its beginning, and all of it when asked', async () => {
      const text = `${'word '.repeat(4000)}the end`;
      const html = `<p>${'<i>x</i>'.repeat(2100)} the end</p>`;
      const thread = await showComments(makeComment('a', { body: { text } }), makeComment('b', { body: { html } }));
      for (const id of ['a', 'b']) {
        const article = thread.comment(id);
        assert.notInclude(textOf(article), 'the end');
        thread.part('expand-button', article).click();
        await thread.settled();
        assert.include(textOf(article), 'the end');
        assert.isFalse(thread.parts('expand-button', article).length > 0);
      }
    });

    it('down to 5,000 levels', async () => {
      const chain = Array.from({ length: 5000 }, (_, i) =>
        makeComment(`${i}`, { parent: i ? `${i - 1}` : null, created: noon + i }),
      );
      const thread = await showComments(...chain);
      assert.equal(thread.ids.length, 5000);
    });
  });
});
