import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommentThreadError } from '../../src/errors.ts';
import type { LoadRequest } from '../../src/adapters/adapter.ts';
import type { Page } from '../../src/model/comment.ts';
import { changeOrder, findComment, loadAhead, loadMore } from '../../src/store/paging.ts';
import { makeComment, makePage } from '../support/comments.ts';
import { later } from '../support/scripted-adapter.ts';
import { openStore, shownIn } from './harness.ts';

const first = makePage([makeComment('a')], { next: 'two' });
const down = new CommentThreadError('network', 'The request failed', { retryable: true });

/** A store whose first page of several has arrived. */
const openLong = async () => {
  const opened = openStore(first);
  await opened.store.load();
  return opened;
};

describe('the next page', () => {
  it('adds its comments to those there are, and its cursor takes the place of the last', async () => {
    const { store, adapter } = await openLong();
    adapter.answer = ({ cursor }) =>
      cursor === 'two' ? makePage([makeComment('b')], { next: 'three' }) : makePage([makeComment('c')]);
    await loadMore(store);
    assert.deepEqual([shownIn(store), store.state.next], [['a', 'b'], 'three']);
    await loadMore(store);
    assert.deepEqual([shownIn(store), store.state.next, store.state.more], [['a', 'b', 'c'], null, null]);
    await loadMore(store);
    assert.equal(adapter.asked.length, 3, 'there is nothing more to ask for');
  });

  it('is asked for once, however often one asks', async () => {
    const { store, adapter } = await openLong();
    const page = later<Page>();
    adapter.answer = page.answer;
    const asking = [loadMore(store), loadMore(store)];
    assert.equal(store.state.more, 'loading');
    page.resolve(makePage([makeComment('b')]));
    await Promise.all(asking);
    assert.equal(adapter.asked.length, 2);
  });

  it('that leads to itself is the last', async () => {
    const { store, adapter } = await openLong();
    adapter.answer = () => makePage([makeComment('b')], { next: 'two' });
    await loadMore(store);
    assert.equal(store.state.next, null);
  });

  it('that fails leaves what is shown, says why, and can be asked for again', async () => {
    const { store, adapter, errors } = await openLong();
    adapter.answer = () => Promise.reject(down);
    await loadMore(store);
    assert.deepEqual([shownIn(store), store.state.next, store.state.phase], [['a'], 'two', 'ready']);
    assert.equal(store.state.more, down);
    assert.deepEqual(errors, [down]);
    adapter.answer = () => makePage([makeComment('b')]);
    await loadMore(store);
    assert.deepEqual([shownIn(store), store.state.more], [['a', 'b'], null]);
  });

  it('is forgotten when the thread is loaded anew meanwhile', async () => {
    const { store, adapter, errors } = await openLong();
    const page = later<Page>();
    adapter.answer = page.answer;
    const asking = loadMore(store);
    adapter.answer = () => first;
    await store.load();
    await asking;
    page.resolve(makePage([makeComment('b')]));
    assert.deepEqual([shownIn(store), store.state.next, store.state.more, errors.length], [['a'], 'two', null, 0]);
  });

  it('can be asked for again after the element had left the page while it was on its way', async () => {
    const { store, adapter } = await openLong();
    adapter.answer = later<Page>().answer;
    const asking = loadMore(store);
    store.abort();
    await asking;
    assert.equal(store.state.more, null);
    adapter.answer = () => makePage([makeComment('b')]);
    await loadMore(store);
    assert.deepEqual(shownIn(store), ['a', 'b']);
  });
});

describe('the pages ahead', () => {
  /** Answers with pages of so many comments each. */
  const pagesOf =
    (size: number, pages: number) =>
    ({ cursor = '0' }: LoadRequest) => {
      const page = Number(cursor);
      const comments = Array.from({ length: size }, (_, i) => makeComment(`${page}.${i}`));
      return makePage(comments, { next: page + 1 < pages ? String(page + 1) : null });
    };

  it('are asked for one after the other, to the end of the thread', async () => {
    const { store, adapter } = openStore(pagesOf(10, 7));
    await store.load();
    await loadAhead(store);
    assert.deepEqual([store.state.comments.size, store.state.next, adapter.asked.length], [70, null, 7]);
  });

  it('end at ten thousand comments; the rest is for those who come near it', async () => {
    const { store } = openStore(pagesOf(1000, 12));
    await store.load();
    await loadAhead(store);
    assert.deepEqual([store.state.comments.size, store.state.next], [10_000, '10']);
  });

  it('end where one fails, and where the thread is left', async () => {
    const { store, adapter } = openStore(pagesOf(10, 7));
    await store.load();
    adapter.answer = () => Promise.reject(down);
    await loadAhead(store);
    assert.equal(store.state.more, down);
    adapter.answer = pagesOf(10, 7);
    await store.load();
    const loading = loadAhead(store);
    store.abort();
    await loading;
    assert.equal(store.state.comments.size, 10);
  });

  it('are kept when the thread is loaded anew, until they have been given again; what was not given is gone', async () => {
    const { store, adapter } = openStore(pagesOf(2, 3));
    await store.load();
    await loadAhead(store);
    const before = store.state.comments.get('2.1');
    adapter.answer = ({ cursor }) =>
      cursor === '1'
        ? makePage([makeComment('2.1'), makeComment('new')])
        : makePage([makeComment('0.0')], { next: '1' });
    await store.load();
    assert.equal(store.state.comments.size, 6);
    await loadAhead(store);
    assert.deepEqual(shownIn(store), ['0.0', '2.1', 'new']);
    assert.equal(store.state.comments.get('2.1'), before, 'what says nothing new is the very same');
  });
});

describe('finding a comment', () => {
  it('asks nothing when it is known, or when there is no page more', async () => {
    const { store, adapter } = await openLong();
    assert.equal(await findComment(store, 'a'), true);
    store.patch({ next: null });
    assert.equal(await findComment(store, 'z'), false);
    assert.equal(adapter.asked.length, 1);
  });

  it('loads the page around it, and goes on paging where it was', async () => {
    const { store, adapter } = await openLong();
    adapter.answer = ({ around }) => makePage([makeComment('y'), makeComment(around!)], { next: 'far' });
    assert.equal(await findComment(store, 'z'), true);
    assert.deepEqual([shownIn(store), store.state.next], [['a', 'y', 'z'], 'two']);
  });

  it('takes “not found” for an answer, and tells every other failure', async () => {
    const { store, adapter, errors } = await openLong();
    adapter.answer = () => Promise.reject(new CommentThreadError('not-found', 'The endpoint answered 404'));
    assert.equal(await findComment(store, 'z'), false);
    assert.deepEqual([errors, store.state.more], [[], null]);
    adapter.answer = () => Promise.reject(down);
    assert.equal(await findComment(store, 'z'), false);
    assert.deepEqual([errors, store.state.more], [[down], down]);
  });
});

describe('another order', () => {
  it('asks nothing while the whole thread is known', async () => {
    const { store, adapter } = openStore(makePage([makeComment('a')]));
    await store.load();
    assert.equal(changeOrder(store, 'newest'), false);
    assert.deepEqual([store.state.order, adapter.asked.length], ['newest', 1]);
  });

  it('needs the first page in that order while there are more', async () => {
    const { store, adapter } = await openLong();
    adapter.answer = () => makePage([makeComment('z')], { next: 'two' });
    assert.equal(changeOrder(store, 'newest'), true);
    await store.load();
    assert.equal(adapter.asked[1]?.order, 'newest');
    assert.deepEqual(shownIn(store), ['z']);
  });

  it('needs another answer when one in the old order is on its way', async () => {
    const { store, adapter } = openStore(later<Page>().answer);
    const loading = store.load();
    adapter.answer = () => makePage();
    assert.equal(changeOrder(store, 'popular'), true);
    await Promise.all([loading, store.load()]);
    assert.deepEqual(
      adapter.asked.map(({ order }) => order),
      ['oldest', 'popular'],
    );
  });
});
