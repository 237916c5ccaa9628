import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from '../../src/i18n/en.ts';
import { formatsFor } from '../../src/i18n/formats.ts';
import { nameOf } from '../../src/view/comment-name.ts';
import { anchorOf, labelOf, renew, type ViewContext } from '../../src/view/view-context.ts';
import { makeComment } from '../support/comments.ts';

const context: ViewContext = {
  messages: en,
  formats: formatsFor('en'),
  numbering: 'outline',
  timestamps: 'relative',
  canReply: true,
  sanitize: () => null,
  actions: null,
};

const comment = makeComment('a', { author: { name: 'Ada' }, number: [3, 2, 1], sequence: 17 });

describe('the view’s context', () => {
  it('stays the same object as long as nothing in it changes', () => {
    assert.equal(renew(context, { ...context }), context);
    const changed = { ...context, canReply: false };
    assert.equal(renew(context, changed), changed);
    assert.equal(renew(undefined, changed), changed);
  });
});

describe('a comment’s', () => {
  it('anchor is what WordPress has always written', () => {
    assert.equal(anchorOf('17'), 'comment-17');
  });

  it('label is its number as the site numbers', () => {
    assert.equal(labelOf(comment, 'outline'), '3.2.1');
    assert.equal(labelOf(comment, 'sequence'), '17');
    assert.equal(labelOf(comment, 'none'), null);
    for (const numbering of ['outline', 'sequence', 'none'] as const)
      assert.equal(labelOf(makeComment('waits'), numbering), null);
  });

  it('name tells it from others of the same author: by the number shown, else by its date', () => {
    assert.equal(nameOf(comment, context), 'Ada (3.2.1)');
    assert.equal(nameOf(comment, { ...context, numbering: 'sequence' }), 'Ada (17)');
    assert.match(nameOf(comment, { ...context, numbering: 'none' }), /^Ada \(January 1, 2026 at /);
    assert.equal(nameOf(makeComment('a', { author: null, created: null }), context), 'Anonymous');
  });
});
