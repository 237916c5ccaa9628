/** How a draft of unknown fate is recognised, and that every outbox can do it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { withDefaults } from '../../src/drafts/outbox-options.ts';
import { findSent, noteIds } from '../../src/drafts/read-back.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { makeComment, makePage } from '../support/comments.ts';
import { makeDraft } from '../support/drafts.ts';
import { scope, ScriptedAdapter, silence } from './harness.ts';

test('a browser’s outbox brings along what it needs for backends that cannot tell copies apart', async () => {
  const { readBack } = withDefaults({
    endpoint: scope.endpoint,
    adapter: new ScriptedAdapter(false),
    drafts: new DraftStore(new MemoryRecords()),
    writer: () => '',
    editSeconds: () => 900,
    report: (error) => assert.fail(error),
    channel: silence,
  });
  const part = await readBack();
  assert.deepEqual([part.noteIds, part.findSent], [noteIds, findSent]);
});

test('a comment is recognised by its letters, and signs alone by themselves, but not by another spelling', async () => {
  const find = async (sent: string, shown: string) => {
    const adapter = new ScriptedAdapter(false);
    adapter.page = () => makePage([makeComment('c', { author: { name: 'Ada' }, body: { html: `<p>${shown}</p>\n` } })]);
    const draft = makeDraft('d', { text: sent, seen: [] });
    return (await findSent(adapter, draft, new Set()))?.id;
  };
  assert.equal(await find('GOOD morning', 'Good Morning'), 'c');
  assert.equal(await find(':-)  ;-)\n', ':-) ;-)'), 'c');
  assert.equal(await find('Maße', 'Masse'), undefined, 'size is not mass');
});
