import { assert } from '@open-wc/testing';
import { leastHeight, takeFirst } from '../../src/controllers/first-screen.ts';
import { makeComment } from '../support/comments.ts';

const mostFirst = Math.ceil(screen.height / leastHeight);
const words = 'word '.repeat(400);
const many = (change: Parameters<typeof makeComment>[1]) =>
  Array.from({ length: 100 }, (_, at) => makeComment(String(at), change));

describe('the first screen of a thread', () => {
  it('takes as many of the shortest comments as fill it', () => {
    assert.lengthOf(takeFirst(many({ body: { text: '' } })), mostFirst);
  });

  it('takes the fewer the more they say, in words and not in markup', () => {
    const long = takeFirst(many({ body: { text: words } })).length;
    assert.isBelow(long, mostFirst);
    assert.isAbove(long, 0);
    assert.lengthOf(takeFirst(many({ body: { html: `<p>${words}</p>` } })), long);
    const linked = { html: `<a href="https://example.org/${'x'.repeat(5000)}">x</a>` };
    assert.lengthOf(takeFirst(many({ body: linked })), mostFirst);
  });

  it('takes a body of any length for what is shown of it', () => {
    const huge = takeFirst(many({ body: { text: 'x'.repeat(1_000_000) } }));
    assert.lengthOf(huge, takeFirst(many({ body: { text: words } })).length);
  });

  it('does not count pingbacks and what is deleted', () => {
    const elsewhere = [makeComment('p', { kind: 'pingback' }), makeComment('d', { status: 'deleted' })];
    const shown = many({ body: { text: words } });
    assert.lengthOf(takeFirst([...elsewhere, ...shown]), takeFirst(shown).length + 2);
  });

  it('takes all of a short thread', () => {
    assert.lengthOf(takeFirst([makeComment('1')]), 1);
    assert.lengthOf(takeFirst([]), 0);
  });
});
