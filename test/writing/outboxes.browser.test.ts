import { assert } from '@open-wc/testing';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import type { Outbox } from '../../src/drafts/outbox.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { joinOutbox } from '../../src/store/outboxes.ts';
import { ThreadStore } from '../../src/store/thread-store.ts';
import { Writing } from '../../src/store/writing.ts';
import { until } from '../support/until.ts';
import { ScriptedBackend, viewerOf } from './scripted-backend.ts';
import { cleanUp, mount, newEndpoint } from './thread.ts';
import { keepBack } from '../support/keep-back.ts';

const silent = { onPosted: () => undefined, onRefused: () => undefined, onWaiting: () => undefined };

describe('the outbox of an endpoint', () => {
  let endpoint: string;
  let records: MemoryRecords;
  beforeEach(() => {
    endpoint = newEndpoint();
    records = new MemoryRecords();
  });

  /** A thread that has been loaded, for a reader of that name or for a guest. */
  const load = async (name?: string) => {
    const backend = new ScriptedBackend();
    if (name) backend.viewer = viewerOf(name);
    const onError = (error: unknown): never => {
      throw error;
    };
    const store = new ThreadStore({ adapter: backend, endpoint, thread: 'a', order: 'oldest', onError });
    await store.load();
    store.patch({ mine: await backend.mine() });
    return { backend, store };
  };

  /** The outbox that whoever comes now would share, without staying. */
  const peek = async (): Promise<Outbox> => {
    const { outbox, leave } = joinOutbox((await load()).store, records);
    leave();
    return outbox;
  };

  it('is one for all its threads, and ends with the last of them', async () => {
    const first = joinOutbox((await load()).store, records);
    const second = joinOutbox((await load()).store, records);
    assert.equal(second.outbox, first.outbox);
    first.leave();
    assert.equal(await peek(), second.outbox);
    second.leave();
    assert.notEqual(await peek(), second.outbox);
  });

  it('is let go of by a thread that is not shown any more, once what was on its way has gone', async () => {
    const { backend, store } = await load();
    const answer = keepBack(backend);
    const writing = new Writing(store, records, silent);
    writing.wake();
    const outbox = await peek();
    await writing.post(writing.begin(null), 'Words', { name: 'Ada' });
    writing.rest();
    assert.equal(await peek(), outbox);
    answer();
    await until('the outbox left', async () => (await peek()) !== outbox);
    assert.lengthOf(backend.comments, 1);
    writing.wake();
    const next = await peek();
    writing.rest();
    assert.notEqual(await peek(), next);
  });

  it('is let go of by an element that has left the page', async () => {
    const thread = await mount(new ScriptedBackend(), { endpoint });
    await thread.foot();
    const outbox = await peek();
    assert.equal(await peek(), outbox);
    thread.remove();
    await until('the outbox left', async () => (await peek()) !== outbox);
    await cleanUp();
  });

  it('sends as whoever was signed in last, by the way of that thread', async () => {
    const guest = await load();
    const ada = await load('Ada');
    const { outbox, leave } = joinOutbox(guest.store, records);
    const second = joinOutbox(ada.store, records);
    const drafts = new DraftStore(records);
    await outbox.post({ ...drafts.create({ endpoint, thread: 'a', parent: null, writer: 'ada' }), text: 'Words' });
    await until('a submission', () => ada.backend.sent.length > 0);
    assert.isEmpty(guest.backend.sent);
    leave();
    second.leave();
  });
});
