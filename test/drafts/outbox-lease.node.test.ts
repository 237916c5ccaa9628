/** When a page asks for the lease, under which name, and what it tells those who wait for it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lease } from '../../src/drafts/lease.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { author, createOutbox, failed, scope, ScriptedAdapter, settle } from './harness.ts';
import { openBrowser } from './pages.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** A page that hears others, and a list of what it asked the lease for. */
const openPage = (adapter = new ScriptedAdapter(), records = new MemoryRecords()) => {
  const asked: { name: string; isStuck: () => Promise<boolean> }[] = [];
  const lease: Lease = (name, work, _, isStuck) => {
    asked.push({ name, isStuck });
    return work(true);
  };
  const { ether } = openBrowser();
  const page = createOutbox({ adapter, records, lease, channel: ether.join() });
  return { ...page, asked, records, teller: ether.join() };
};

it('the lease goes by the element’s and the endpoint’s name', async () => {
  const { asked, outbox } = openPage();
  outbox.wake();
  await settle();
  assert.deepEqual(
    asked.map(({ name }) => name),
    ['comment-thread:https://comments.test/blog'],
  );
});

describe('news of another page', () => {
  const hear = async (state: 'writing' | 'queued' | 'sending' | 'gone'): Promise<number> => {
    const { asked, drafts, teller } = openPage();
    const draft = drafts.create({ ...scope, writer: 'somebody else' });
    if (state === 'writing') await drafts.save(draft, 'Words', author);
    if (state === 'queued' || state === 'sending') {
      const queued = await drafts.queue({ ...draft, text: 'Words', author });
      if (state === 'sending') await drafts.apply(queued.draft!, { type: 'claim' });
    }
    teller.tell({ id: draft.id, thread: scope.thread, comment: null });
    await settle();
    return asked.length;
  };

  it('of what is to be sent has it see to that, as its page may have died since', async () => {
    assert.equal(await hear('queued'), 1);
    assert.equal(await hear('sending'), 1);
  });

  it('of what is gone has it see to the replies that waited', async () => {
    assert.equal(await hear('gone'), 1);
  });

  it('of what is being written asks for nothing', async () => {
    assert.equal(await hear('writing'), 0);
  });

  it('is not told by a page that was closed while it read the record', async () => {
    const { events, outbox, records, teller } = openPage();
    let answer!: (found: never[]) => void;
    records.list = <T>() => new Promise<T[]>((resolve) => (answer = resolve));
    teller.tell({ id: 'd', thread: scope.thread, comment: null });
    await settle();
    outbox.stop();
    answer([]);
    await settle();
    assert.deepEqual(events, []);
  });
});

describe('those who wait for the lease are told that its holder is stuck', () => {
  const wait = async () => {
    const page = openPage();
    page.adapter.answer = never;
    const draft = await page.post('Words');
    await settle();
    return { ...page, draft, isStuck: page.asked[0]!.isStuck };
  };

  it('when nothing at all has moved between one look and the next', async () => {
    const { isStuck } = await wait();
    assert.deepEqual([await isStuck(), await isStuck(), await isStuck()], [false, true, true]);
  });

  it('but not when a draft has gone on, was added, or has left', async () => {
    const { isStuck, drafts, draft } = await wait();
    await isStuck();
    const sending = (await drafts.get(draft.id))!;
    await drafts.apply(sending, { type: 'unknown', error: null, safe: true, rest: null });
    assert.equal(await isStuck(), false);
    const { draft: other } = await drafts.save(drafts.create(scope), 'Other words', author);
    assert.equal(await isStuck(), false);
    await drafts.discard(other!);
    assert.equal(await isStuck(), false);
    assert.equal(await isStuck(), true);
  });

  it('but not because two drafts have the same version', async () => {
    const { isStuck, drafts } = await wait();
    const [one, two] = [drafts.create(scope), drafts.create(scope)];
    const { draft: first } = await drafts.save(one, 'One', author);
    await isStuck();
    await drafts.discard(first!);
    await drafts.save(two, 'Two', author);
    assert.equal(await isStuck(), false);
  });
});

it('receipts are tidied away at the first drain and at every 64th after that, not at each', async () => {
  const { outbox, records } = openPage();
  const list = records.list.bind(records);
  let tidied = 0;
  records.list = <T>(prefix: string) => {
    if (prefix === 'receipt:') tidied++;
    return list<T>(prefix);
  };
  const counts: number[] = [];
  for (let drain = 1; drain <= 129; drain++) {
    outbox.wake();
    await settle();
    counts[drain] = tidied;
  }
  assert.deepEqual([counts[1], counts[2], counts[64], counts[65], counts[128], counts[129]], [1, 1, 1, 2, 2, 3]);
});

it('a look that finds nothing asks for no lease', async () => {
  const { adapter, asked, post, timers } = openPage(new ScriptedAdapter(false));
  adapter.answer = () => failed('unknown', 'network');
  await post('Words');
  await settle();
  const { length } = asked;
  const { loads } = adapter;
  await timers.advance(60_000);
  assert.equal(adapter.loads, loads + 5);
  assert.equal(asked.length, length);
  assert.equal(timers.size, 0, 'and after the last it is the reader’s turn');
});
