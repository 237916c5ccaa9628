import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { excerptOf, isOversized } from '../../src/sanitize/body.ts';
import { plainTextOf } from '../../src/sanitize/plain-text.ts';
import { paragraphsOf } from '../../src/sanitize/text.ts';

describe('plainTextOf', () => {
  it('leaves the words, with blocks and breaks as lines', () => {
    assert.equal(plainTextOf('<p>One <em>two</em></p>\n<p>three<br>four</p>'), 'One two\n\nthree\nfour');
    assert.equal(
      plainTextOf('<h2>A</h2><ul><li>b<li>c</ul><blockquote><p>d</p></blockquote>e'),
      'A\n\nb\n\nc\n\nd\n\ne',
    );
    assert.equal(plainTextOf('<pre>a</pre><progress>b</progress>'), 'a\n\nb');
  });

  it('decodes entities, once', () => {
    assert.equal(
      plainTextOf('a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39; &#8217; &#128512;&nbsp;&apos;'),
      "a & b <c> \"d\" 'e' ’ 😀 '",
    );
    assert.equal(plainTextOf('&amp;lt; &amp;#39;'), '&lt; &#39;');
    assert.equal(
      plainTextOf('&copy; &#; &#999999; &toString; &constructor;'),
      '&copy; &#; \u{f423f} &toString; &constructor;',
    );
  });

  it('takes out what is invisible, written or encoded', () => {
    assert.equal(plainTextOf('a\u202eb&#8238;c&#0;&#55357;'), 'abc');
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (html) => typeof plainTextOf(html) === 'string'),
    );
  });

  it('takes time in proportion to its length', () => {
    for (const part of ['<', '<p', '<p ', '</', '<br ', '&', '&#', '&#1', '\n', ' <p>', '<p> ', '<p>\n', '>', '< ']) {
      const html = part.repeat(1_000_000 / part.length);
      const start = performance.now();
      plainTextOf(html);
      assert.ok(performance.now() - start < 5000, JSON.stringify(part));
    }
  });
});

describe('paragraphsOf', () => {
  it('parts where lines are blank and keeps single breaks', () => {
    assert.deepEqual(paragraphsOf('a\nb\n\nc\n \t\n\n\nd'), ['a\nb', 'c', 'd']);
    assert.deepEqual(paragraphsOf('\n\n'), []);
    assert.deepEqual(paragraphsOf(''), []);
  });

  it('takes time in proportion to its length', () => {
    for (const part of ['\n', '\n ', ' ', '\na', '\n\n']) {
      const text = `${part.repeat(1_000_000 / part.length)}a`;
      const start = performance.now();
      paragraphsOf(text);
      assert.ok(performance.now() - start < 5000, JSON.stringify(part));
    }
  });
});

describe('isOversized', () => {
  it('allows 16 Ki code units and 500 tags', () => {
    assert.equal(isOversized({ text: 'x'.repeat(16384) }), false);
    assert.equal(isOversized({ text: 'x'.repeat(16385) }), true);
    assert.equal(isOversized({ html: 'x'.repeat(16384) }), false);
    assert.equal(isOversized({ html: 'x'.repeat(16385) }), true);
    assert.equal(isOversized({ html: '<b>'.repeat(500) }), false);
    assert.equal(isOversized({ html: '<b>'.repeat(501) }), true);
    assert.equal(isOversized({ text: '<'.repeat(501) }), false);
  });
});

describe('excerptOf', () => {
  it('is the first 2,000 code units of the words', () => {
    assert.equal(excerptOf('x'.repeat(3000)), 'x'.repeat(2000));
    assert.equal(excerptOf(`${'x'.repeat(1999)}😀`), 'x'.repeat(1999));
  });
});
