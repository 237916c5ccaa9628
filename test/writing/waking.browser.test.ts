import { assert } from '@open-wc/testing';
import type { LoadRequest } from '../../src/adapters/adapter.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { CommentThreadError } from '../../src/errors.ts';
import type { Mine, Page } from '../../src/model/comment.ts';
import { ThreadStore } from '../../src/store/thread-store.ts';
import { Writing } from '../../src/store/writing.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { until } from '../support/until.ts';
import { failed, ScriptedBackend, viewerOf } from './scripted-backend.ts';
import { newEndpoint } from './thread.ts';

const silent = { onPosted: () => undefined, onRefused: () => undefined, onWaiting: () => undefined };
const down = new CommentThreadError('network', 'a scripted failure', { retryable: true });

/** Notes what it is asked besides comments, and may be out of reach. */
class WatchedBackend extends ScriptedBackend {
  readonly loads: LoadRequest[] = [];
  viewersAsked = 0;
  isReachable = true;

  override async load(request?: LoadRequest): Promise<Page> {
    if (request) this.loads.push(request);
    if (!this.isReachable) throw down;
    return super.load();
  }

  override async mine(): Promise<Mine | null> {
    this.viewersAsked++;
    if (!this.isReachable) throw down;
    return super.mine();
  }
}

describe('a thread that is woken', () => {
  let backend: WatchedBackend;
  let store: ThreadStore;
  let writing: Writing;
  const errors: CommentThreadError[] = [];

  /** A thread that Ada has open, or the copy of it that she saw last. */
  const open = async (about: object = {}): Promise<void> => {
    backend = Object.assign(new WatchedBackend(), about);
    backend.viewer = viewerOf('Ada');
    const onError = (error: CommentThreadError): number => errors.push(error);
    store = new ThreadStore({ adapter: backend, endpoint: newEndpoint(), thread: 'a', order: 'oldest', onError });
    await store.load();
    store.patch({ mine: await backend.mine() });
    backend.loads.length = backend.viewersAsked = errors.length = 0;
    writing = new Writing(store, new MemoryRecords(), silent);
    writing.wake();
  };
  const post = (): Promise<Draft> => writing.post(writing.begin(null), 'Words', null);
  const stateOf = ({ id }: Draft): string | undefined => store.state.drafts.get(id)?.state;

  afterEach(() => {
    // What is left unsent is not waited for.
    store.patch({ drafts: new Map() });
    writing.rest();
  });

  /** Ada's words have been sent once, without an answer. */
  const queue = async (): Promise<Draft> => {
    backend.answer = () => failed('unknown', 'network');
    const draft = await post();
    await until('a try', () => backend.sent.length === 1 && stateOf(draft) === 'queued');
    backend.answer = (submission) => backend.post(submission);
    return draft;
  };

  it('sends nothing as a reader who has signed in in another tab', async () => {
    await open();
    const draft = await queue();
    backend.viewer = viewerOf('Bob');
    writing.wake();
    await until('Bob', () => store.state.mine?.viewer.id === 'bob');
    // As the forms do when they see another reader.
    writing.wake();
    assert.equal(stateOf(draft), 'queued');
    assert.equal(backend.viewersAsked, 1);
    assert.lengthOf(backend.sent, 1);
    backend.viewer = viewerOf('Ada');
    writing.wake();
    await until('the words of Ada', () => backend.comments.length === 1);
    assert.isTrue(backend.sent.every(({ writer }) => writer === 'ada'));
  });

  it('asks nobody while nothing is to be sent', async () => {
    await open();
    await post();
    await until('the comment', () => backend.comments.length === 1 && !store.state.drafts.size);
    writing.wake();
    writing.wake();
    assert.equal(backend.viewersAsked, 0);
  });

  it('sends all the same where nobody can be asked who is signed in', async () => {
    await open();
    await queue();
    Object.assign(backend, { mine: () => Promise.reject(down) });
    writing.wake();
    await until('the comment', () => backend.comments.length === 1);
    assert.deepEqual(errors, [down]);
  });

  describe('and is only a saved copy', () => {
    beforeEach(async () => {
      await open();
      store.patch({ savedAt: Date.now(), phase: 'failed' });
    });

    it('is loaded when its reader posts, and the words go out', async () => {
      await post();
      await until('the comment', () => backend.comments.length === 1);
      assert.isNull(store.state.savedAt);
    });

    it('is loaded anew at each “Retry now”, until the words go out', async () => {
      backend.isReachable = false;
      const draft = await post();
      await until('a try', () => backend.loads.length === 1 && store.state.phase === 'failed');
      await writing.retry(draft.id);
      await until('another', () => backend.loads.length === 2 && store.state.phase === 'failed');
      assert.isEmpty(backend.sent);
      backend.isReachable = true;
      await writing.retry(draft.id);
      await until('the comment', () => backend.comments.length === 1);
    });

    it('is loaded when the page is seen again and words wait', async () => {
      backend.isReachable = false;
      await post();
      await until('a try', () => backend.loads.length === 1 && store.state.phase === 'failed');
      backend.isReachable = true;
      writing.wake();
      await until('the comment', () => backend.comments.length === 1);
    });

    it('leaves the words for their writer where somebody else is signed in by then', async () => {
      backend.viewer = viewerOf('Bob');
      const draft = await post();
      await until('Bob', () => store.state.mine?.viewer.id === 'bob');
      writing.wake();
      await until('an answer', () => store.state.phase === 'ready');
      assert.equal(stateOf(draft), 'queued');
      assert.isEmpty(backend.sent);
    });

    it('is not loaded while nothing is to be sent', () => {
      writing.wake();
      assert.isEmpty(backend.loads);
    });
  });

  it('reads a thread back from its newest page where the backend can', async () => {
    await open({ keyed: false, orders: ['oldest', 'newest'] });
    await post();
    await until('the comment', () => backend.comments.length === 1);
    assert.equal(backend.loads[0]?.order, 'newest');
  });
});
