import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import { sanitizeHtml } from '../../src/sanitize/html.ts';
import { readSimple } from '../../src/sanitize/simple-html.ts';
import { checked } from '../support/checked.ts';

const written = (fragment: DocumentFragment): string => {
  const holder = document.createElement('div');
  holder.append(fragment);
  holder.normalize();
  return holder.innerHTML;
};

const words = fc.stringMatching(/^[ \na-zé<>&;"'\u202e\u200b=/]{0,8}$/);
const text = words.map((each) =>
  each.replace(/[<>&"']/g, (sign) => `&${{ '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": '#39' }[sign]!};`),
);
const tag = fc.constantFrom(
  ...'p em strong b i del s code pre blockquote ul ol li a br hr'
    .split(' ')
    .flatMap((name) => [`<${name}>`, `</${name}>`]),
  ...[
    '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow">',
    '<a href="http://[">',
    '<br />',
    '<hr/>',
    '<a href="javascript:x">',
  ],
  ...['<h1>', '<script>', '<svg>', '<p class="x">', '<!--', '&nbsp;', '&', '<', '\0', '\r'],
);

/** Rightly nested, as renderers write it. */
const { block: simple } = fc.letrec<Record<'inline' | 'item' | 'block', string>>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 4 },
    text,
    fc
      .tuple(fc.constantFrom('em', 'strong', 'del', 'code'), tie('inline'))
      .map(([name, inner]) => `<${name}>${inner}</${name}>`),
    tie('inline').map((inner) => `<a href="https://example.org/?a=1&amp;b=%22" rel="nofollow ugc">${inner}</a>`),
    fc.tuple(tie('inline'), tie('inline')).map(([one, two]) => `${one}<br />\n${two}`),
  ),
  item: tie('inline').map((inner) => `<li>${inner}</li>\n`),
  block: fc.oneof(
    { maxDepth: 4 },
    tie('inline').map((inner) => `<p>${inner}</p>\n`),
    fc
      .tuple(fc.constantFrom('ul', 'ol'), fc.array(tie('item'), { maxLength: 3 }))
      .map(([name, items]) => `<${name}>\n${items.join('')}</${name}>\n`),
    fc.array(tie('block'), { maxLength: 3 }).map((inner) => `<blockquote>\n${inner.join('')}</blockquote>\n`),
    fc.array(tie('block'), { maxLength: 4 }).map((inner) => inner.join('')),
  ),
}));

describe('simple HTML', () => {
  it('is what Markdown is rendered to', () => {
    for (const html of [
      '<p>Words, <em>more</em> and <strong>stronger <code>a &lt; b</code></strong>.<br />\nA line.</p>',
      '<ul>\n<li>one</li>\n<li><p>two</p>\n<ol>\n<li>three</li>\n</ol>\n</li>\n</ul>\n<blockquote>\n<p>So.</p>\n</blockquote>',
      '<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">there</a></p>',
    ]) {
      const nodes = readSimple(html);
      assert.isNotNull(nodes, html);
      assert.equal(written(nodes), written(sanitizeHtml(html)));
    }
  });

  it('has no other elements, attributes or entities, no parts that are missing, and nothing where a parser would move it', () => {
    for (const html of [
      ...[
        '<img src=x>',
        '<p onclick="x">',
        '<P>a</P>',
        '<p >a</p>',
        '<script>a</script>',
        '<!-- a -->',
        '<h2>a</h2>',
        '<ol start="3"></ol>',
      ],
      ...[
        '<a>x</a>',
        '<a href="javascript:x">x</a>',
        '<a href="https://a" onclick="x">x</a>',
        "<a href='https://a'>x</a>",
        '<p href="https://a">x</p>',
      ],
      ...[
        '<p>a',
        'a</p>',
        '<p><em>a</p></em>',
        '<p><p>a</p></p>',
        '<em><p>a</p></em>',
        '<ul>a</ul>',
        '<li>a</li>',
        '<p><ul></ul></p>',
        '<ul><ul></ul></ul>',
      ],
      ...[
        '<a href="https://a"><em><a href="https://b">x</a></em></a>',
        '&nbsp;',
        '&',
        '&amp',
        'a < b',
        '<pre>\na</pre>',
        'a\rb',
        'a\0b',
        '<br></br>',
        '<p/>',
      ],
    ]) {
      assert.isNull(readSimple(html), html);
    }
  });

  it('becomes what DOMPurify makes of it, however it is written', () => {
    let understood = 0;
    const agree = (html: string): void => {
      const nodes = readSimple(html);
      if (!nodes) return;
      understood += 1;
      assert.equal(written(nodes), written(sanitizeHtml(html)));
    };
    checked(fc.property(simple, agree), { numRuns: 2000 });
    const ofRendered = understood;
    checked(
      fc.property(fc.array(fc.oneof(tag, text), { maxLength: 8 }), (parts) => agree(parts.join(''))),
      { numRuns: 20_000 },
    );
    assert.isAbove(ofRendered, 1000);
    assert.isAbove(understood - ofRendered, 100);
  });
});
