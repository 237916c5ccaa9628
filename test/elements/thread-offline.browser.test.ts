import { assert, waitUntil } from '@open-wc/testing';
import { CommentThreadError, type ErrorCode, type ErrorDetails } from '../../src/errors.ts';
import type { Mine, Page } from '../../src/model/comment.ts';
import { openCopies, type SavedCopy } from '../../src/store/saved-copies.ts';
import { makeComment, makeOutline, makePage, makeThread } from '../support/comments.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { textOf, ThreadFixture, watchPage } from '../support/thread-fixture.ts';
import { Wire } from '../support/wire.ts';
import { until } from '../support/until.ts';

const down = new CommentThreadError('network', 'The request failed', { retryable: true });
const page = makePage(makeOutline('1', '1.1', '2'));
const many = (from: number, to: number): Page =>
  makePage(makeOutline(...Array.from({ length: to - from + 1 }, (_, i) => String(i + from))));

const copies = (): Promise<SavedCopy[]> => openCopies().list<SavedCopy>('["');

const failing = (): ScriptedAdapter => new ScriptedAdapter(() => Promise.reject(down));

const place = (adapter: ScriptedAdapter): ThreadFixture => ThreadFixture.place({ properties: { adapter } });

/** Shows a thread until it has been saved, and leaves it. */
const visit = async (answer: Page, viewer: Mine | null = null): Promise<void> => {
  const adapter = new ScriptedAdapter(answer);
  adapter.viewer = viewer;
  const thread = place(adapter);
  await thread.shown();
  await until('it is saved', async () => {
    const [copy] = await copies();
    return copy !== undefined && copy.mine?.viewer.id === viewer?.viewer.id;
  });
  thread.element.remove();
};

/** As if the copies had been saved so many milliseconds earlier. */
const age = async (milliseconds: number): Promise<void> => {
  const keys = ((await openCopies().list('list')) as [[string, number][]])[0].map(([key]) => key);
  await openCopies().transact(keys, (records) => {
    const older = (records as SavedCopy[]).map((record) => ({ ...record, savedAt: record.savedAt - milliseconds }));
    return new Map(keys.map((key, i) => [key, older[i]]));
  });
};

const topOf = (element: Element): number => element.getBoundingClientRect().top;

describe('<comment-thread> without a network', () => {
  const { consoled } = watchPage();
  const takeConsoled = (): unknown[] => consoled.splice(0);

  it('shows the copy of the last visit with its age, and can be written in', async () => {
    await visit(page);
    await age(3 * 3_600_000 + 5);
    const thread = place(failing());
    await thread.shown();
    assert.equal(
      textOf(thread.part('error')),
      'The comments could not be reached. You may be offline. You see a saved copy from 3 hours ago. Try again',
    );
    assert.equal(thread.outline, '1(1.1) 2');
    assert.isTrue(thread.isState('stale'));
    assert.isTrue(thread.isState('offline'));
    await thread.press('Reply to Author of 1.1 (1.1)');
    await thread.until('one can reply', () => thread.parts('textarea').length === 2);
    assert.equal(thread.loads, 0, 'a copy is no answer');
    assert.deepEqual(thread.errors, [down]);
    assert.deepEqual(takeConsoled(), [down]);
  });

  it('has no copy of a thread that was never shown, nor of one that failed', async () => {
    const first = place(failing());
    await first.failed();
    await first.settled();
    assert.deepEqual(await copies(), []);
    await visit(page);
    const other = ThreadFixture.place({ attributes: { thread: '/b' }, properties: { adapter: failing() } });
    await other.failed();
    await other.settled();
    assert.isFalse(other.has('comment'));
    assert.isFalse(other.isState('stale'));
    assert.equal((await copies()).length, 1);
    takeConsoled();
  });

  for (const [code, details, isShown] of [
    ['timeout', { retryable: true }, true],
    ['http', { status: 502, retryable: true }, true],
    ['rate-limited', { status: 429, retryable: true }, true],
    ['not-json', { status: 200, retryable: true }, true],
    ['not-found', { status: 404 }, false],
    ['forbidden', { status: 403 }, false],
    ['malformed', {}, false],
  ] satisfies [ErrorCode, ErrorDetails, boolean][]) {
    it(`${isShown ? 'shows' : 'does not show'} it when loading fails with ${code}`, async () => {
      await visit(page);
      const error = new CommentThreadError(code, 'It failed', details);
      const thread = place(new ScriptedAdapter(() => Promise.reject(error)));
      await thread.failed();
      // By the time that another one shows it, this one would have as well.
      await place(failing()).shown();
      if (isShown) await thread.shown();
      assert.equal(thread.has('comment'), isShown);
      takeConsoled();
    });
  }

  it('shows the copy as soon as an answer is late, says so after 3 seconds, and shows the answer when it comes', async () => {
    await visit(page);
    const answer = later<Page>();
    const begun = performance.now();
    const thread = place(new ScriptedAdapter(answer.answer));
    await thread.shown();
    assert.isFalse(thread.has('loading'), 'it may come any moment');
    await thread.until('the age of the copy is said', () => thread.has('loading'));
    assert.isAbove(performance.now() - begun, 2900);
    assert.equal(textOf(thread.part('loading')), 'Loading comments… You see a saved copy from 1 minute ago.');
    assert.isTrue(thread.isState('stale'));
    assert.isTrue(thread.isState('loading'));
    answer.resolve(makePage(makeOutline('1', '1.1', '2', '3')));
    await thread.until('the answer is shown', () => thread.ids.length === 4);
    assert.isFalse(thread.has('loading'));
    assert.isFalse(thread.isState('stale'));
    assert.equal(thread.loads, 1);
    assert.deepEqual(thread.errors, []);
  });

  it('looks for a copy only after 3 seconds where none was ever kept', async () => {
    await visit(page);
    await waitUntil(() => localStorage.getItem('comment-thread-copies') !== null, 'the mark was left');
    localStorage.removeItem('comment-thread-copies');
    const begun = performance.now();
    const thread = place(new ScriptedAdapter(later<Page>().answer));
    await thread.until('it says that it loads', () => thread.has('loading'));
    assert.isFalse(thread.has('comment'));
    await thread.shown();
    assert.isAbove(performance.now() - begun, 2900);
  });

  it('does not say that it loads for longer than 10 seconds while nothing comes', async () => {
    const wire = new Wire();
    await wire.answer({ fault: 'silent' });
    const thread = ThreadFixture.place({ attributes: { endpoint: wire.endpoint } });
    await thread.until('it loads', () => thread.has('loading'));
    const begun = performance.now();
    await thread.failed();
    assert.isBelow(performance.now() - begun, 10_000);
    assert.isFalse(thread.has('loading'));
    assert.equal(textOf(thread.part('error')), 'The comments are taking too long to arrive. Try again');
    takeConsoled();
  });

  it('saves again what has changed: another page, another answer, nothing left', async () => {
    const adapter = new ScriptedAdapter(({ cursor }) =>
      cursor === undefined ? makePage(makeOutline('1'), { next: 'b' }) : makePage(makeOutline('2')),
    );
    const thread = await ThreadFixture.open({ properties: { adapter } });
    const saved = async (next: string | null, ...ids: string[]): Promise<void> => {
      await until(`${ids.join()} and ${String(next)}`, async () => {
        const [copy] = await copies();
        return copy !== undefined && copy.next === next && [...copy.comments.keys()].join() === ids.join();
      });
    };
    await saved(null, '1', '2');
    adapter.answer = () => makePage();
    await thread.element.reload();
    await saved(null);
  });

  it('waits for one idle moment, however much comes before there is one', async () => {
    const { requestIdleCallback } = window;
    const waiting: IdleRequestCallback[] = [];
    Object.assign(window, { requestIdleCallback: (work: IdleRequestCallback) => waiting.push(work) });
    try {
      let last = 1;
      const thread = place(new ScriptedAdapter(() => many(1, last)));
      await thread.shown();
      await thread.until('it is to be saved', () => waiting.length > 0);
      while (last < 4) {
        last += 1;
        await thread.element.reload();
        await thread.settled();
      }
      assert.lengthOf(waiting, 1);
      waiting[0]!({ didTimeout: false, timeRemaining: () => 1 });
      await until('the last is saved', async () => (await copies())[0]?.comments.size === 4);
    } finally {
      Object.assign(window, { requestIdleCallback });
    }
  });

  it('keeps a signed-in reader’s words for them, unless the site has signed them out', async () => {
    const viewer: Mine = { viewer: { id: 'vera', name: 'Vera', moderator: false }, may: new Map() };
    await visit(page, viewer);
    const adapter = failing();
    Object.assign(adapter, { mine: () => Promise.reject(down) });
    const thread = place(adapter);
    await thread.shown();
    await thread.element.reply();
    await thread.until('she writes as herself', () => thread.has('writer'));
    assert.include(textOf(thread.part('writer')), 'Vera');
    thread.element.remove();
    const signedOut = place(failing());
    await signedOut.shown();
    await signedOut.element.reply();
    await signedOut.until('guests are asked for a name', () => signedOut.has('guest'));
    assert.isFalse(signedOut.has('writer'));
    takeConsoled();
  });

  it('follows the address into the copy, and once only', async () => {
    await visit(many(1, 60));
    location.hash = '#comment-50';
    const adapter = failing();
    const thread = place(adapter);
    await thread.until('it is marked', () => thread.has('marked'));
    await thread.settled();
    assert.isTrue(thread.isInView(thread.comment('50')));
    scrollTo(0, 0);
    adapter.answer = () => many(1, 61);
    await thread.element.reload();
    await thread.until('the answer is shown', () => thread.loads === 1 && !thread.isState('stale'));
    await thread.settled();
    assert.isFalse(thread.isInView(thread.comment('50')));
    takeConsoled();
  });

  it('asks for no further page by itself while a copy is shown', async () => {
    const adapter = new ScriptedAdapter(({ cursor }) =>
      cursor === undefined ? makePage(makeOutline('1'), { next: 'b' }) : Promise.reject(down),
    );
    const before = await ThreadFixture.open({ properties: { adapter } });
    await until('it is saved', async () => (await copies()).length > 0);
    before.element.remove();
    const away = failing();
    const thread = place(away);
    await thread.shown();
    await thread.settled();
    await thread.settled();
    assert.equal(away.asked.length, 1);
    assert.isTrue(thread.has('more-button'));
    takeConsoled();
  });

  it('loads anew when it comes back to the page', async () => {
    await visit(page);
    const answer = later<Page>();
    const adapter = new ScriptedAdapter(answer.answer);
    const thread = place(adapter);
    await thread.shown();
    thread.element.remove();
    await thread.until('it gave up', () => adapter.asked[0]?.signal?.aborted === true);
    adapter.answer = () => makePage(makeOutline('1', '1.1', '2', '3'));
    document.body.append(thread.element);
    await thread.until('the answer is shown', () => thread.ids.length === 4);
    assert.isFalse(thread.isState('stale'));
  });

  describe('when the answer comes', () => {
    for (const anchor of ['auto', 'none'] as const) {
      it(`leaves what the reader looks at where it is, with overflow-anchor: ${anchor}`, async () => {
        document.documentElement.style.setProperty('overflow-anchor', anchor);
        try {
          await visit(many(11, 100));
          const adapter = failing();
          const thread = place(adapter);
          await thread.shown();
          await thread.until('all are there', () => thread.ids.length === 90);
          thread.comment('60').scrollIntoView();
          scrollBy(0, 7);
          await thread.settled();
          await thread.settled();
          const seen = thread.comment('60');
          const before = topOf(seen);
          let worst = 0;
          let frames = 0;
          const watch = (): void => {
            worst = Math.max(worst, Math.abs(topOf(seen) - before));
            frames++;
            if (frames < 30) requestAnimationFrame(watch);
          };
          adapter.answer = () => many(1, 103);
          await thread.press('Try again');
          requestAnimationFrame(watch);
          await thread.until('the answer is shown', () => thread.loads === 1);
          await thread.until('all are there', () => thread.ids.length === 103);
          await thread.until('some frames have passed', () => frames === 30);
          assert.isTrue(thread.comment('60') === seen, 'it is the same element');
          assert.isBelow(worst, 2);
        } finally {
          document.documentElement.style.removeProperty('overflow-anchor');
        }
        takeConsoled();
      });
    }

    it('keeps the keyboard, what is written and what is collapsed', async () => {
      await visit(makePage(makeOutline('1', '1.1', '2', '3')));
      const article = document.createElement('main');
      article.style.blockSize = '3000px';
      document.body.append(article);
      const adapter = failing();
      const thread = place(adapter);
      await thread.shown();
      await thread.press('Hide the replies to Author of 1 (1)');
      await thread.press('Reply to Author of 3 (3)');
      const field = (): HTMLTextAreaElement | undefined =>
        thread.parts('textarea').find((area) => area.closest('[part=item]')) as HTMLTextAreaElement | undefined;
      await thread.until('the form is there', () => field() !== undefined);
      const textarea = field()!;
      textarea.focus();
      textarea.value = 'Half a thought';
      textarea.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const before = topOf(textarea);
      const added = Array.from({ length: 30 }, (_, i) => makeComment(`n${i}`, { parent: '2' }));
      const [one, reply, two, three] = makeOutline('1', '1.1', '2', '3');
      adapter.answer = () => makePage([one!, reply!, two!, ...added, three!], { thread: makeThread({ count: 34 }) });
      dispatchEvent(new Event('online'));
      await thread.until('the answer is shown', () => thread.ids.length === 34);
      await thread.settled();
      assert.isTrue(thread.root.activeElement === textarea);
      assert.equal(textarea.value, 'Half a thought');
      assert.isBelow(Math.abs(topOf(textarea) - before), 2);
      assert.isTrue(thread.button('Show 1 reply to Author of 1 (1)').isConnected);
      article.remove();
      takeConsoled();
    });
  });
});
