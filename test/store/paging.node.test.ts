import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommentThreadError } from '../../src/errors.ts';
import type { Page } from '../../src/model/comment.ts';
import { changeOrder, findComment, loadMore } from '../../src/store/paging.ts';
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

  it('asks nothing when it is the one there is', async () => {
    const { store } = await openLong();
    assert.equal(changeOrder(store, 'oldest'), false);
  });
});
