import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderMarkdown } from '../../demo/endpoint/markdown.ts';

const htmlOf = (source: string): string => renderMarkdown(source).html ?? '';
const textOf = (source: string): string | null => renderMarkdown(source).text;

test('plain paragraphs stay text, with their lines and without their escapes', () => {
  assert.equal(
    textOf('One\ntwo.\n\n\nThree \\*four\\* &amp; <b>five</b>, notes.md, a@b.org.'),
    'One\ntwo.\n\nThree *four* & <b>five</b>, notes.md, a@b.org.',
  );
  assert.equal(textOf('مرحبا\n\n日本語 🧵'), 'مرحبا\n\n日本語 🧵');
  assert.deepEqual(renderMarkdown('Hi.'), { markdown: 'Hi.', text: 'Hi.', html: null });
});

test('a footnote keeps its words', () => {
  assert.equal(
    htmlOf('As they say [1].\n\n[1]: https://example.org'),
    '<p>As they say [1].</p>\n<p>[1]: <a href="https://example.org" rel="nofollow ugc noopener">https://example.org</a></p>',
  );
});

test('what Markdown does, it does', () => {
  assert.equal(htmlOf('*a* **b** ~~c~~ `d`'), '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>');
  assert.equal(htmlOf('> a\n\n- b\n- c'), '<blockquote>\n<p>a</p>\n</blockquote>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>');
  assert.equal(htmlOf('1. a'), '<ol>\n<li>a</li>\n</ol>');
  assert.equal(htmlOf('```js\n<b> & c\n```'), '<pre><code>&lt;b&gt; &amp; c\n</code></pre>');
  assert.equal(htmlOf('a\n\n---\n\n*b*\nc'), '<p>a</p>\n<hr />\n<p><em>b</em><br />\nc</p>');
  assert.equal(htmlOf('# Big\n\n## *Small*'), '<p><strong>Big</strong></p>\n<p><strong><em>Small</em></strong></p>');
});

test('links lead to web and mail addresses only, and vouch for nobody', () => {
  const rel = 'rel="nofollow ugc noopener"';
  assert.equal(
    htmlOf('[a](https://example.org/?b&c "d")'),
    `<p><a href="https://example.org/?b&amp;c" ${rel}>a</a></p>`,
  );
  assert.equal(
    htmlOf('See https://example.org/a.'),
    `<p>See <a href="https://example.org/a" ${rel}>https://example.org/a</a>.</p>`,
  );
  assert.equal(htmlOf('<a@example.org>'), `<p><a href="mailto:a@example.org" ${rel}>a@example.org</a></p>`);
  for (const address of ['//example.org', '/path', '#top', 'ftp://example.org', 'tel:1']) {
    assert.equal(textOf(`[a](${address})`), `[a](${address})`);
  }
});

const allowed =
  /^<\/?(?:p|em|strong|del|blockquote|ul|ol|li|code|pre|a)>$|^<(?:br|hr) \/>$|^<a href="(?:https?|mailto):[^"<>]*" rel="nofollow ugc noopener">$/i;

/** Every tag of the output, letter for letter, and every one closed: there is no other way to be dangerous. */
const assertHarmless = (source: string): void => {
  const html = htmlOf(source);
  const open: string[] = [];
  for (const tag of html.match(/<[^>]*>?/g) ?? []) {
    assert.match(tag, allowed, `${source} came to ${html}`);
    const name = /\w+/.exec(tag)![0];
    if (tag.startsWith('</')) assert.equal(open.pop(), name, `${source} came to ${html}`);
    else if (!tag.endsWith(' />')) open.push(name);
  }
  assert.deepEqual(open, [], `${source} came to ${html}`);
};

test('hostile Markdown comes to nothing but harmless tags', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '*x* <svg/onload=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt&colon;alert(1))',
    '[a](java\tscript:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](data:text/html;base64,PHNjcmlwdD4=)',
    '[a](vbscript:x)',
    '<javascript:alert(1)>',
    '![a](https://example.org/a.png)',
    '![a](x"onerror=alert(1))',
    '[a](https://example.org/"onclick="alert(1))',
    '[a](<https://example.org/ onclick=alert(1)>)',
    '[a]: javascript:alert(1)\n\n[a] *b*',
    '[a](https://example.org "\\" onclick=alert(1)")',
    '```"><script>alert(1)</script>\nx\n```',
    '| a |\n|---|\n| <b> |',
    'https://example.org/<script>',
    '*a*\u0000<b>',
    '<a href="https://example.org" style="position:fixed" class="x">a</a> *b*',
    '<!-- *a* -->',
    '*a* <![CDATA[<script>]]>',
    '*a* &lt;script&gt;',
  ];
  for (const payload of payloads) assertHarmless(payload);
});

test('no mixture of Markdown and HTML gets anything else through', () => {
  const pieces = [
    '<',
    '>',
    '"',
    "'",
    '[',
    ']',
    '(',
    ')',
    '`',
    '*',
    '~~',
    '\n',
    '\n\n',
    '> ',
    '- ',
    '# ',
    '&',
    ';',
    '\\',
    '!',
    'a',
    ' ',
    '=',
    'javascript:',
    'https://a.b',
    '<a href=',
    '<img src=x onerror=',
    'script',
    '&#x3c;',
    '\t',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => assertHarmless(parts.join(''))),
    { numRuns: 3000 },
  );
});

test('the worst that fits in a comment is rendered in a moment', () => {
  for (const piece of [
    '[',
    '*a_',
    '![](',
    '> ',
    '- ',
    '`',
    '<a ',
    '[a](',
    '**a ',
    '\\',
    '&',
    'https://a',
    '[a][a]',
    '~~a',
    '|a',
    '1. ',
    '*'.repeat(9) + 'a',
  ]) {
    const source = piece.repeat(Math.floor(8000 / piece.length));
    const start = performance.now();
    renderMarkdown(source);
    const took = performance.now() - start;
    assert.ok(took < 1000, `${piece} took ${String(Math.round(took))} ms`);
  }
});
