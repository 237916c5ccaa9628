import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommentThreadError } from '../../src/errors.ts';
import type { Page } from '../../src/model/comment.ts';
import { ThreadStore } from '../../src/store/thread-store.ts';
import { makeComment, makePage } from '../support/comments.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { openStore, shownIn } from './harness.ts';
import { withResolvers } from '../support/with-resolvers.ts';

describe('a thread store', () => {
  it('goes from idle over loading to ready, and tells of each', async () => {
    const { store } = openStore(makePage([makeComment('a')]));
    const phases: string[] = [];
    store.addEventListener('change', () => phases.push(store.state.phase));
    assert.equal(store.state.phase, 'idle');
    await store.load();
    assert.deepEqual([...new Set(phases)], ['idle', 'loading', 'ready']);
    assert.deepEqual(shownIn(store), ['a']);
    assert.equal(store.state.thread?.title, 'Keeping notebooks');
  });

  it('replaces its state, and never changes one it gave', async () => {
    const { store } = openStore(makePage([makeComment('a')]));
    const before = store.state;
    await store.load();
    assert.notEqual(store.state, before);
    assert.deepEqual([before.phase, before.comments.size], ['idle', 0]);
  });

  it('keeps what was there when loading anew fails, with the error as it was raised', async () => {
    const { store, adapter } = openStore(makePage([makeComment('a')], { next: '2' }));
    await store.load();
    const error = new CommentThreadError('http', 'The endpoint answered 500', { retryable: true });
    adapter.answer = () => Promise.reject(error);
    await store.load();
    assert.equal(store.state.phase, 'failed');
    assert.equal(store.state.error, error);
    assert.deepEqual(shownIn(store), ['a']);
    assert.equal(store.state.next, '2');
  });

  it('keeps what was posted while an answer that does not know of it was on its way', async () => {
    const { store, adapter } = openStore(makePage([makeComment('a')]));
    await store.load();
    const answer = later<Page>();
    adapter.answer = answer.answer;
    const loading = store.load();
    store.patch({ comments: store.merge([makeComment('b')]) });
    answer.resolve(makePage([makeComment('a')]));
    await loading;
    assert.deepEqual(shownIn(store), ['a', 'b']);
    adapter.answer = () => Promise.resolve(makePage([makeComment('a')]));
    await store.load();
    assert.deepEqual(shownIn(store), ['a'], 'an answer asked for later knows better');
  });

  it('gives a code to whatever an adapter throws', async () => {
    for (const thrown of [new TypeError('oops'), 'oops', undefined, null]) {
      const { store, adapter } = openStore(makePage());
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as adapters of others may
      adapter.answer = () => Promise.reject(thrown);
      await store.load();
      assert.equal(store.state.error?.name, 'CommentThreadError');
      assert.equal(store.state.error.code, 'network');
    }
  });

  it('fails, and throws nothing, on an adapter’s page that is none', async () => {
    for (const page of [undefined, null, {}, { comments: [null] }, { comments: 7 }]) {
      const { store } = openStore(() => page as unknown as Page);
      await store.load();
      assert.equal(store.state.phase, 'failed');
    }
  });

  it('forgets the error as soon as it tries again', async () => {
    const { store, adapter } = openStore(() => Promise.reject(new Error('down')));
    await store.load();
    const second = later<Page>();
    adapter.answer = second.answer;
    const loading = store.load();
    assert.deepEqual([store.state.phase, store.state.error], ['loading', null]);
    second.resolve(makePage());
    await loading;
    assert.equal(store.state.phase, 'ready');
  });

  it('loaded twice at once shows the second answer, whichever comes first', async () => {
    for (const isFirstFaster of [true, false]) {
      const first = later<Page>();
      const second = later<Page>();
      const { store, adapter } = openStore(first.answer);
      const one = store.load();
      adapter.answer = second.answer;
      const two = store.load();
      assert.equal(adapter.asked[0]?.signal?.aborted, true);
      const finish = [
        () => first.resolve(makePage([makeComment('first')])),
        () => second.resolve(makePage([makeComment('second')])),
      ];
      for (const answer of isFirstFaster ? finish : finish.reverse()) answer();
      await Promise.all([one, two]);
      assert.deepEqual([store.state.phase, shownIn(store)], ['ready', ['second']]);
    }
  });

  it('ignores an answer that an adapter gives in spite of the abort', async () => {
    const { promise, resolve } = withResolvers<Page>();
    const { store } = openStore(() => promise);
    const loading = store.load();
    store.abort();
    resolve(makePage([makeComment('late')]));
    await loading;
    assert.deepEqual([store.state.phase, shownIn(store)], ['idle', []]);
  });

  it('given up is idle before a first answer, and ready after one', async () => {
    const { store, adapter } = openStore(later<Page>().answer);
    const loading = store.load();
    store.abort();
    await loading;
    assert.equal(store.state.phase, 'idle');
    adapter.answer = () => makePage([makeComment('a')]);
    await store.load();
    adapter.answer = later<Page>().answer;
    const reloading = store.load();
    store.abort();
    await reloading;
    assert.deepEqual([store.state.phase, shownIn(store)], ['ready', ['a']]);
  });

  it('given up and taken up again waits for answers as before', async () => {
    const { store } = openStore(makePage());
    await store.load();
    store.abort();
    assert.equal(store.signal.aborted, false);
  });

  it('takes the order and the thread along', async () => {
    const adapter = new ScriptedAdapter(makePage());
    const store = new ThreadStore({
      adapter,
      endpoint: '',
      thread: '/b',
      order: 'popular',
      onError: (error) => {
        throw error;
      },
    });
    await store.load();
    const [{ thread, order } = {}] = adapter.asked;
    assert.deepEqual({ thread, order }, { thread: '/b', order: 'popular' });
  });
});
