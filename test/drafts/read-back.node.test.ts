import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../../src/drafts/draft.ts';
import { findSent, noteIds } from '../../src/drafts/read-back.ts';
import type { Comment, Order } from '../../src/model/comment.ts';
import { makeComment, makePage } from '../support/comments.ts';
import { makeDraft } from '../support/drafts.ts';
import { ScriptedAdapter } from '../support/scripted-adapter.ts';

const author = { name: 'Ada' };

const find = async (
  comments: readonly Comment[],
  about: Partial<Draft> = {},
  taken: readonly string[] = [],
): Promise<string | undefined> => {
  const adapter = new ScriptedAdapter(makePage(comments));
  const draft = makeDraft('d', { seen: [], author, text: 'Hello there.', ...about });
  return (await findSent(adapter, draft, new Set(taken)))?.id;
};

const hello = makeComment('1', { author, body: { text: 'Hello there.' } });

describe('a draft is found in its thread', () => {
  it('by its words, whatever the backend has made of them', async () => {
    const pairs: readonly [sent: string, shown: Comment['body']][] = [
      ['Hello there.', { text: 'Hello there.' }],
      ['  Hello\n\n there. ', { text: 'Hello there.' }],
      ['**Hello** _there_.', { html: '<p><strong>Hello</strong> <em>there</em>.</p>\n' }],
      ['One\n\nTwo\n- three', { html: '<p>One</p>\n<p>Two</p><ul><li>three</li></ul>' }],
      [
        'See [this page](https://example.org/a_(b))',
        { html: '<p>See <a href="https://example.org/">this page</a>)</p>' },
      ],
      ['`x < y && z`', { html: '<p><code>x &lt; y &amp;&amp; z</code></p>' }],
      ['"Quoted" -- isn\'t it...', { html: '<p>&#8220;Quoted&#8221; &#8212; isn&#8217;t it&#8230;</p>' }],
      ['"Quoted" - isn\'t it', { html: '<p>“Quoted” – isn’t it</p>' }],
      ['cafe\u0301', { text: 'caf\u00e9' }],
      ['Straße, 東京, привет', { html: '<p>Straße, 東京, привет</p>' }],
      ['👍🏽', { html: '<p>👍🏽</p>' }],
      [':-)', { html: '<p>:-)</p>' }],
      ['a < b > c', { html: '<p>a &lt; b &gt; c</p>' }],
      ['a < b > c', { text: 'a < b > c' }],
      ['1 < 2', { html: '1 &#60; 2' }],
    ];
    for (const [sent, body] of pairs) {
      const shown = makeComment('1', { author, body });
      assert.equal(await find([shown], { text: sent }), '1', `${sent} → ${JSON.stringify(body)}`);
    }
  });

  it('not by other words', async () => {
    for (const text of ['Hello', 'Hello there, you.', '', '👍', 'Hello their.']) {
      assert.equal(await find([makeComment('1', { author, body: { text } })]), undefined, text);
    }
    assert.equal(await find([makeComment('1', { author, body: { text: '👎' } })], { text: '👍' }), undefined);
  });

  it('not among those that were there before, or that are known to be other drafts', async () => {
    assert.equal(await find([hello]), '1');
    assert.equal(await find([hello], { seen: ['1'] }), undefined);
    assert.equal(await find([hello], {}, ['1']), undefined);
    assert.equal(await find([hello, { ...hello, id: '2' }], { seen: ['1'] }), '2');
    assert.equal(await find([hello, { ...hello, id: '2' }], {}, ['1']), '2');
  });

  it('not under another parent', async () => {
    assert.equal(await find([hello], { parent: '0' }), undefined);
    assert.equal(await find([{ ...hello, parent: '0' }]), undefined);
    assert.equal(await find([{ ...hello, parent: '0' }], { parent: '0' }), '1');
  });

  it('not by another author, but by whatever name a signed-in writer goes by', async () => {
    assert.equal(await find([{ ...hello, author: { name: 'Grace' } }]), undefined);
    assert.equal(await find([{ ...hello, author: null }]), undefined);
    assert.equal(await find([hello], { author: { name: ' Ada ' } }), '1', 'backends trim');
    assert.equal(await find([{ ...hello, author: { name: 'Ada L.' } }], { author: null }), '1');
  });
});

describe('the thread is read to its end', () => {
  const pages: Record<string, [ids: string[], next: string | null]> = {
    '': [['1', '2'], 'b'],
    b: [['3'], 'c'],
    c: [['4'], null],
  };

  /** Pages by their cursor, and the orders they were asked for in. */
  const paged = (endless = false) => {
    const adapter = new ScriptedAdapter(({ cursor = '' }) => {
      const [ids, next] = pages[cursor]!;
      return makePage(
        ids.map((id) => makeComment(id)),
        { next: next ?? (endless ? 'b' : null) },
      );
    });
    return adapter;
  };

  it('page by page', async () => {
    assert.deepEqual(await noteIds(paged(), '/a'), ['1', '2', '3', '4']);
  });

  it('though no further than where a page leads back to one before', async () => {
    const adapter = paged(true);
    assert.deepEqual(await noteIds(adapter, '/a'), ['1', '2', '3', '4']);
    assert.equal(adapter.asked.length, 3);
  });

  it('the newest first where the backend can', async () => {
    for (const [orders, expected] of [
      [['oldest', 'newest'], 'newest'],
      [['oldest'], 'oldest'],
      [undefined, 'oldest'],
    ] as const) {
      const adapter = paged();
      Object.assign(adapter, { orders });
      await noteIds(adapter, '/a');
      assert.deepEqual(
        adapter.asked.map(({ order, thread }): [Order, string] => [order, thread]),
        [1, 2, 3].map(() => [expected, '/a']),
      );
    }
  });

  it('and what fails on the way fails the whole', async () => {
    const adapter = paged();
    const { answer } = adapter;
    adapter.answer = (request) => {
      if (request.cursor === 'c') throw new Error('down');
      return answer(request);
    };
    await assert.rejects(noteIds(adapter, '/a'), { message: 'down' });
  });
});
