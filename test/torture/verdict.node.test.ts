import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeDraft, type Evidence, type Verdict } from './verdict.ts';

const words = 'Draft kills-1-end.';
const nothing: Evidence = { comments: [], drafts: [], forms: [] };
const comment = (id: string, text: string) => ({ id, parent: null, sequence: 1, text });
const draft = (state: string) => ({ id: 'a', state, text: words });

const cases: Readonly<Record<string, readonly [Evidence, Verdict]>> = {
  'one comment and nothing left is posted': [{ ...nothing, comments: [comment('a', words)] }, 'posted'],
  'two comments are a duplicate, whatever their ids': [
    { ...nothing, comments: [comment('a', words), comment('b', `<p>${words}</p>`)] },
    'duplicate',
  ],
  'words that are nowhere are lost': [{ ...nothing, comments: [comment('a', 'Draft kills-2-end.')] }, 'lost'],
  'words in a form are kept': [{ ...nothing, forms: ['', words] }, 'kept'],
  'words in a draft that a form opens are kept': [{ ...nothing, drafts: [draft('writing')] }, 'kept'],
  'words that were refused are kept': [{ ...nothing, drafts: [draft('refused')] }, 'kept'],
  'a draft that never leaves the queue is stuck': [{ ...nothing, drafts: [draft('queued')] }, 'stuck'],
  'a draft whose comment is there and which does not learn of it is stuck': [
    { ...nothing, comments: [comment('a', words)], drafts: [draft('sending')] },
    'stuck',
  ],
  'a comment whose words are in a form too would be posted again': [
    { ...nothing, comments: [comment('a', words)], forms: [words] },
    'both',
  ],
};

for (const [name, [evidence, verdict]] of Object.entries(cases)) {
  test(name, () => assert.equal(judgeDraft(evidence, words), verdict));
}

const original = 'Draft kills-0-end.';

test('an edit that reached its comment is posted', () => {
  const comments = [comment('a', `${original} ${words}`)];
  assert.equal(judgeDraft({ ...nothing, comments }, words, original), 'posted');
});

test('an edit that became a second comment is a duplicate', () => {
  const comments = [comment('a', original), comment('b', words)];
  assert.equal(judgeDraft({ ...nothing, comments }, words, original), 'duplicate');
});

test('an edit that is nowhere is lost, although its comment is there', () => {
  assert.equal(judgeDraft({ ...nothing, comments: [comment('a', original)] }, words, original), 'lost');
});
