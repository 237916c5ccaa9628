/** Undo of a draft that was given up, and versions that no two lives of an id share. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DraftStore, type Change } from '../../src/drafts/draft-store.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { author, commentOf, scope } from './harness.ts';

const setup = () => {
  const drafts = new DraftStore(new MemoryRecords(), { clock: () => 0 });
  const write = async (text = 'Words', about: Partial<Draft> = {}): Promise<Draft> =>
    draftOf(await drafts.save({ ...drafts.create(scope), ...about }, text, author));
  const post = async (draft: Draft, id = draft.id): Promise<void> => {
    const { draft: sending } = await drafts.apply(draftOf(await drafts.queue(draft)), { type: 'claim' });
    await drafts.confirm(sending!, { type: 'posted', comment: { ...commentOf(sending!), id }, editSeconds: 60 });
  };
  const edit = async (id: string): Promise<Draft> => drafts.createEdit((await drafts.getReceipt({ ...scope, id }))!);
  return { drafts, write, post, edit };
};

const draftOf = ({ applied, draft }: Change): Draft => {
  assert.ok(applied && draft, 'the change was made');
  return draft;
};

describe('a draft that was given up is put back', () => {
  it('as it was, and once', async () => {
    const { drafts, write } = setup();
    const draft = await write();
    await drafts.discard(draft);
    const back = draftOf(await drafts.restore(draft));
    assert.deepEqual(back, { ...draft, version: back.version });
    assert.deepEqual(await drafts.get(draft.id), back);
    assert.deepEqual(await drafts.restore(draft), { applied: false, draft: back, isSent: false });
  });

  it('unless the endpoint has it meanwhile', async () => {
    const { drafts, write, post } = setup();
    const draft = await write();
    await post(draft);
    assert.deepEqual(await drafts.restore(draft), { applied: false, draft: null, isSent: true });
    assert.equal(await drafts.get(draft.id), null);
  });

  it('where the endpoint has earlier words only, as those of a comment that was being edited', async () => {
    const { drafts, write, post, edit } = setup();
    const { id } = await write();
    await post((await drafts.get(id))!);
    const draft = draftOf(await drafts.save(await edit(id), 'Better words', author));
    await drafts.discard(draft);
    assert.equal(draftOf(await drafts.restore(draft)).text, 'Better words');
    assert.equal((await drafts.restore(draft)).isSent, false);
    await post((await drafts.get(id))!);
    const again = draftOf(await drafts.save(await edit(id), 'The best words', author));
    assert.deepEqual(
      await drafts.restore(draft),
      { applied: false, draft: again, isSent: false },
      'a later edit stands',
    );
  });

  it('where nobody knows whether the endpoint has it', async () => {
    const { drafts, write } = setup();
    const { draft: sending } = await drafts.apply(draftOf(await drafts.queue(await write())), { type: 'claim' });
    const doubtful = draftOf(await drafts.apply(sending!, { type: 'unknown', error: null, safe: false, rest: null }));
    await drafts.discard(doubtful);
    assert.equal(draftOf(await drafts.restore(doubtful)).state, 'unconfirmed');
  });

  it('where it edits a comment that awaits moderation and has stayed, unless that has changed since', async () => {
    const { drafts, write } = setup();
    const { draft: sending } = await drafts.apply(draftOf(await drafts.queue(await write())), { type: 'claim' });
    const { draft: kept } = await drafts.confirm(sending!, {
      type: 'held',
      comment: commentOf(sending!, 'pending'),
      editSeconds: 60,
    });
    const recalled = draftOf(await drafts.apply(kept!, { type: 'recall' }));
    const edit = draftOf(await drafts.save(recalled, 'Better words', author));
    await drafts.discard(edit);
    const back = draftOf(await drafts.restore(edit));
    assert.deepEqual([back.state, back.text, back.held?.id], ['writing', 'Better words', edit.id]);
    assert.ok(back.version > edit.version + 1, 'higher than that of the one that stayed');
    await drafts.discard(back);
    assert.equal((await drafts.restore(edit)).applied, false, 'an older one');
  });

  it('under the id that the backend has given to the comment it answers', async () => {
    const { drafts, write, post } = setup();
    const parent = await write();
    const reply = await write('A reply', { parent: parent.id });
    await drafts.discard(reply);
    await post(parent, '7');
    assert.equal(draftOf(await drafts.restore(reply)).parent, '7');
  });

  it('under its own parent where that has kept its id, or there is none', async () => {
    const { drafts, write, post } = setup();
    const parent = await write();
    const reply = await write('A reply', { parent: parent.id });
    const other = await write('Another', { parent: 'elsewhere' });
    await drafts.discard(reply);
    await drafts.discard(other);
    await post(parent);
    assert.equal(draftOf(await drafts.restore(reply)).parent, parent.id);
    assert.equal(draftOf(await drafts.restore(other)).parent, 'elsewhere');
  });
});

describe('versions', () => {
  it('go on from one life of an id to the next, one at a time', async () => {
    const { drafts, write, post, edit } = setup();
    const { id } = await write();
    await post((await drafts.get(id))!);
    const { version } = (await drafts.getReceipt({ ...scope, id }))!;
    assert.ok(version > 0, 'the first life has had some');
    const first = draftOf(await drafts.save(await edit(id), 'Better', author));
    assert.equal(first.version, version + 1);
    assert.equal(draftOf(await drafts.save(first, 'Better words', author)).version, version + 2);
  });
});
