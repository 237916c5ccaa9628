import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../src/drafts/draft-store.ts';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { receiptKey } from '../../src/drafts/list.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { DraftSession } from '../../src/store/draft-session.ts';
import { author, commentOf, scope } from '../drafts/harness.ts';
import { makeReceipt } from '../support/drafts.ts';

const failure = new CommentThreadError('storage', 'a scripted failure');

const setup = () => {
  const records = new MemoryRecords();
  const drafts = new DraftStore(records);
  /** A form on a draft, as each page has one of its own. */
  const open = (draft: Draft): DraftSession => new DraftSession(draft, drafts, (...words) => drafts.save(...words));
  const queue = (draft: Draft): Promise<Change> => drafts.queue(draft);
  /** A change that is made, and whose answer says that it failed. */
  const failing = async (draft: Draft): Promise<Change> => {
    await drafts.queue(draft);
    throw failure;
  };
  const post = async (draft: Draft): Promise<void> => {
    const { draft: claimed } = await drafts.apply(draft, { type: 'claim' });
    assert.ok(claimed);
    await drafts.apply(claimed, { type: 'posted', comment: commentOf(claimed), editSeconds: 60 });
  };
  const texts = async (): Promise<string[]> =>
    (await drafts.list(scope.endpoint)).map(({ state, text }) => `${state}: ${text}`).sort();
  return { records, drafts, open, queue, failing, post, texts };
};

/** Two pages with a form on the same draft, which holds a first word. */
const openTwo = async () => {
  const world = setup();
  const first = world.open(world.drafts.create(scope));
  await first.save('Words', author);
  return { ...world, first, second: world.open(first.draft) };
};

/** Two pages that edit the same comment. */
const editTwo = async () => {
  const world = setup();
  const receipt = makeReceipt('a', { ...scope, until: Date.now() + 60_000 });
  await world.records.transact([], () => new Map([[receiptKey(receipt), receipt]]));
  return {
    ...world,
    first: world.open(world.drafts.createEdit(receipt)),
    second: world.open(world.drafts.createEdit(receipt)),
  };
};

test('an edit whose record another page has sent meanwhile stays an edit, and becomes no second comment', async () => {
  const { drafts, open, queue } = setup();
  const session = open(drafts.createEdit(makeReceipt('a')));
  await session.save('Half mended', author);
  await drafts.forget({ ...scope, id: 'a' });
  const { draft } = await session.submit('Mended', author, queue);
  assert.deepEqual([draft?.id, draft?.edit, draft?.state, draft?.text], ['a', true, 'queued', 'Mended']);
});

test('saves follow one another, each on what the last one left', async () => {
  const { drafts, open, texts } = setup();
  const session = open(drafts.create(scope));
  await Promise.all(['W', 'Wo', 'Words'].map((text) => session.save(text, author)));
  assert.deepEqual(await texts(), ['writing: Words']);
  assert.equal(session.rival, null);
});

test('an empty form is stored nowhere, and one that is emptied leaves the store', async () => {
  const { drafts, open, records, texts } = setup();
  const session = open(drafts.create(scope));
  await session.save(' ', author);
  assert.deepEqual(await records.list(''), []);
  await session.save('Words', author);
  await session.save('', author);
  assert.deepEqual(await texts(), []);
  await session.save('Other words', author);
  assert.deepEqual(await texts(), ['writing: Other words']);
});

test('the very same words posted by two pages are one comment, while the first waits to be sent', async () => {
  const { first, queue, second, texts } = await openTwo();
  await first.submit('Words', author, queue);
  const { applied, draft, isSent } = await second.submit('Words', author, queue);
  assert.deepEqual([applied, draft?.id, isSent], [false, first.draft.id, false]);
  assert.deepEqual(await texts(), ['queued: Words']);
});

test('and when the first has been sent', async () => {
  const { drafts, first, post, queue, second, texts } = await openTwo();
  const { draft } = await first.submit('Words', author, queue);
  await post(draft!);
  const change = await second.submit('Words', author, queue);
  assert.deepEqual([change.applied, change.isSent], [false, true]);
  assert.deepEqual(await texts(), []);
  assert.equal((await drafts.getReceipt(draft!))?.text, 'Words');
});

test('other words typed in a second page get an id of their own, and both are kept', async () => {
  const { first, second, texts } = await openTwo();
  await first.save('Words of the first', author);
  await second.save('Words of the second', author);
  assert.deepEqual([first.rival, second.rival], [null, 'bothKept']);
  assert.notEqual(second.draft.id, first.draft.id);
  assert.deepEqual(await texts(), ['writing: Words of the first', 'writing: Words of the second']);
  await second.save('More words of the second', author);
  assert.deepEqual(await texts(), ['writing: More words of the second', 'writing: Words of the first']);
});

test('other words than those posted by another page become a comment of their own', async () => {
  const { first, queue, second, texts } = await openTwo();
  await first.submit('Words of the first', author, queue);
  await second.submit('Words of the second', author, queue);
  assert.deepEqual(await texts(), ['queued: Words of the first', 'queued: Words of the second']);
  assert.equal(second.rival, 'bothKept');
});

test('words typed on after another page has posted the draft leave that post alone', async () => {
  const { first, queue, second, texts } = await openTwo();
  await first.submit('Words', author, queue);
  await second.save('Words and more', author);
  assert.deepEqual(await texts(), ['queued: Words', 'writing: Words and more']);
});

test('words of a new comment do not replace those that another page mends while they await moderation', async () => {
  const { drafts, first, queue, second, texts } = await openTwo();
  const { draft } = await first.submit('Words of the first', author, queue);
  const { draft: claimed } = await drafts.apply(draft!, { type: 'claim' });
  const comment = commentOf(claimed!, 'pending');
  const { draft: held } = await drafts.apply(claimed!, { type: 'held', comment, editSeconds: 60 });
  await drafts.apply(held!, { type: 'recall' });
  await second.submit('Words of the second', author, queue);
  assert.deepEqual(await texts(), ['queued: Words of the second', 'writing: Words of the first']);
});

test('words typed after another page has posted and sent the draft are words of their own', async () => {
  const { first, post, queue, second, texts } = await openTwo();
  const { draft } = await first.submit('Words', author, queue);
  await post(draft!);
  await second.save('Other words', author);
  assert.notEqual(second.draft.id, draft!.id);
  assert.deepEqual(await texts(), ['writing: Other words']);
});

test('a draft that was given up in another page and goes on here is a new one', async () => {
  const { drafts, first, second, texts } = await openTwo();
  await drafts.discard(first.draft);
  await second.save('Words and more', author);
  assert.notEqual(second.draft.id, first.draft.id);
  assert.deepEqual(await texts(), ['writing: Words and more']);
});

test('a save that was made although its answer said it failed is not made twice', async () => {
  const { drafts, texts } = setup();
  let isFailing = true;
  const session = new DraftSession(drafts.create(scope), drafts, async (...words) => {
    const change = await drafts.save(...words);
    if (isFailing) throw failure;
    return change;
  });
  await assert.rejects(session.save('Words', author), failure);
  isFailing = false;
  await session.save('Words and more', author);
  assert.equal(session.rival, null);
  assert.deepEqual(await texts(), ['writing: Words and more']);
});

test('a post that was made although its answer said it failed is one comment, posted again or mended', async () => {
  for (const [again, expected] of [
    ['Words', 'queued: Words'],
    ['Other words', 'queued: Other words'],
  ] as const) {
    const { drafts, failing, open, queue, texts } = setup();
    const session = open(drafts.create(scope));
    await assert.rejects(session.submit('Words', author, failing), failure);
    await session.submit(again, author, queue);
    assert.deepEqual(await texts(), [expected]);
    assert.equal(session.rival, null);
  }
});

test('a post that had even been sent is mended by an edit of its comment', async () => {
  const { drafts, open, post, queue } = setup();
  const session = open(drafts.create(scope));
  await assert.rejects(
    session.submit('Words', author, async (draft) => {
      const change = await drafts.queue(draft);
      await post(change.draft!);
      throw failure;
    }),
    failure,
  );
  const { draft } = await session.submit('Mended words', author, queue);
  assert.deepEqual([draft?.edit, draft?.revision, draft?.text], [true, 1, 'Mended words']);
});

test('an edit in two pages: the second is told once, with its own words still there, and then wins if it goes on', async () => {
  const { first, second, texts } = await editTwo();
  await first.save('Mended by the first', author);
  await assert.rejects(second.save('Mended by the second', author), { code: 'conflict', retryable: true });
  assert.equal(second.rival, 'editedElsewhere');
  assert.deepEqual(await texts(), ['writing: Mended by the first']);
  await second.save('Mended by the second', author);
  assert.deepEqual(await texts(), ['writing: Mended by the second']);
});

test('an edit that another page is about to send cannot be replaced before that has ended', async () => {
  const { first, queue, second, texts } = await editTwo();
  await first.submit('Mended by the first', author, queue);
  for (const _ of [1, 2]) {
    await assert.rejects(second.submit('Mended by the second', author, queue), { code: 'conflict' });
  }
  assert.deepEqual(await texts(), ['queued: Mended by the first']);
});

test('the same edit in two pages is one', async () => {
  const { first, queue, second, texts } = await editTwo();
  await first.save('Mended', author);
  await second.save('Mended', author);
  assert.equal(second.rival, null);
  await first.submit('Mended', author, queue);
  await second.submit('Mended', author, queue);
  assert.deepEqual(await texts(), ['queued: Mended']);
});

test('a draft that another page has posted and taken back unchanged goes on here as it is', async () => {
  const { drafts, first, queue, second, texts } = await openTwo();
  const { draft } = await first.submit('Words', author, queue);
  await drafts.apply(draft!, { type: 'recall' });
  await second.save('Words and more', author);
  assert.equal(second.rival, null);
  assert.deepEqual(await texts(), ['writing: Words and more']);
});

test('a refused draft goes on as it is mended, and is queued under its own id', async () => {
  const { drafts, open, queue } = setup();
  const session = open(drafts.create(scope));
  const { draft } = await session.submit('Bad words', author, queue);
  const { draft: claimed } = await drafts.apply(draft!, { type: 'claim' });
  const error = { code: 'refused', message: 'no', fields: [] } as const;
  const { draft: refused } = await drafts.apply(claimed!, { type: 'refused', error });
  const again = await open(refused!).submit('Good words', author, queue);
  assert.deepEqual([again.draft?.id, again.draft?.state, again.draft?.text], [draft!.id, 'queued', 'Good words']);
});

test('a form that follows another page goes on from its words', async () => {
  const { first, second, texts } = await openTwo();
  await first.save('Words of the first', author);
  second.follow(first.draft);
  await second.save('Words of the first, and more', author);
  assert.equal(second.rival, null);
  assert.deepEqual(await texts(), ['writing: Words of the first, and more']);
});

test('a record that others change without end is given up as a conflict', async () => {
  const { drafts } = setup();
  const created = drafts.create(scope);
  const other = { ...created, version: 9, text: 'Other words' };
  const session = new DraftSession(created, drafts, () =>
    Promise.resolve({ applied: false, draft: other, isSent: false }),
  );
  await assert.rejects(session.save('Words', author), { code: 'conflict' });
});

test('words that were sent after all while they were being changed are changed, and become no second comment', async () => {
  const { drafts, open, post, queue, texts } = setup();
  const { draft: queued } = await drafts.queue({ ...drafts.create(scope), text: 'Words', author });
  const session = open(queued!);
  await post(queued!);
  const { draft } = await session.submit('Words, mended', author, queue);
  assert.deepEqual([draft?.id, draft?.edit, draft?.revision], [queued?.id, true, 1]);
  assert.deepEqual(await texts(), ['queued: Words, mended']);
});
