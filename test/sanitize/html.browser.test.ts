import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import { sanitizeHtml } from '../../src/sanitize/html.ts';
import { attacks } from './attacks.ts';

/** Written out again rather than imported: the oracle must not share a mistake with what it judges. */
const allowedTags = new Set('P BR EM STRONG B I DEL S CODE PRE BLOCKQUOTE UL OL LI A HR'.split(' '));

/** What a sanitised fragment holds that it must not. */
const findViolations = (root: Node): string[] => {
  const found: string[] = [];
  const visit = document.createTreeWalker(root);
  for (let node = visit.nextNode(); node; node = visit.nextNode()) {
    if (node instanceof Text) continue;
    if (!(node instanceof HTMLElement)) {
      found.push(`a node ${node.nodeName}`);
      continue;
    }
    if (!allowedTags.has(node.tagName) || node.shadowRoot) found.push(`<${node.localName}>`);
    for (const { name, value } of node.attributes) {
      const isAllowed =
        (node.tagName === 'A' && name === 'href' && /^(https?:\/\/[^/@]+\/|mailto:[^\s?]+$)/.test(value)) ||
        (node.tagName === 'A' && name === 'rel' && value === 'nofollow ugc noopener noreferrer') ||
        (node.tagName === 'PRE' && name === 'tabindex' && value === '0') ||
        (node.tagName === 'OL' && name === 'start' && /^\d+$/.test(value));
      if (!isAllowed) found.push(`${name}="${value}" on <${node.localName}>`);
    }
    if (node.hasAttribute('href') !== node.hasAttribute('rel')) found.push('a link without rel');
  }
  return found;
};

const markupOf = (fragment: DocumentFragment): string => {
  const holder = document.createElement('div');
  holder.append(fragment);
  return holder.getHTML();
};

const sanitized = (html: string): string => markupOf(sanitizeHtml(html));

declare global {
  interface Window {
    fired: () => void;
  }
}

describe('sanitizeHtml', () => {
  let firings = 0;
  let holder: HTMLElement;

  /** Inserts nodes as the page would, and waits until an image after them has failed to load. */
  const insert = async (content: Node): Promise<void> => {
    holder.replaceChildren(content);
    await new Promise((resolve) => {
      const last = new Image();
      last.onerror = resolve;
      last.src = 'data:,';
      holder.append(last);
    });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  };

  const until = async (condition: () => boolean): Promise<boolean> => {
    for (const end = performance.now() + 3000; performance.now() < end && !condition();) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return condition();
  };

  beforeEach(() => {
    firings = 0;
    window.fired = () => {
      firings++;
    };
    holder = document.createElement('div');
    document.body.append(holder);
  });

  afterEach(() => holder.remove());

  describe('attacks', () => {
    for (const [name, { html, runs }] of Object.entries(attacks)) {
      if (runs) {
        it(`run unsanitised: ${name}`, async () => {
          // A template of its own, because an unclosed tag is dropped by the parser of fragments alone.
          await insert(document.createRange().createContextualFragment(`${html}>`));
          assert.strictEqual(await until(() => firings > 0), true);
        });
      }

      it(`do not run sanitised: ${name}`, async () => {
        const requested = performance.getEntriesByType('resource').length;
        const fragment = sanitizeHtml(html);
        assert.deepEqual(findViolations(fragment), []);
        await insert(fragment);
        holder
          .querySelectorAll('*')
          .forEach((element) => element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })));
        assert.strictEqual(firings, 0);
        assert.strictEqual(performance.getEntriesByType('resource').length, requested);
      });
    }

    it('run unsanitised: a link to JavaScript, once it is followed', async () => {
      await insert(document.createRange().createContextualFragment('<a href="javascript:fired()">x</a>'));
      holder.querySelector('a')?.click();
      assert.strictEqual(await until(() => firings > 0), true);
    });
  });

  describe('what is allowed', () => {
    const kept = [
      '<p>One <em>two</em> <strong>three</strong> <b>four</b> <i>five</i> <del>six</del> <s>seven</s><br>eight</p>',
      '<pre tabindex="0"><code>if (a &lt; b) {\n\treturn;\n}</code></pre>',
      '<blockquote><p>A quotation</p></blockquote><hr>',
      '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><ol start="3"><li>d</li></ol>',
      '<p>مرحبا 👩‍👩‍👧 可爱</p>',
    ];
    for (const html of kept)
      it(`stays as it is: ${html.slice(0, 40)}`, () => assert.strictEqual(sanitized(html), html));

    it('keeps links to http, https and mailto, and says what they are', () => {
      for (const href of ['https://example.org/a?b=c#d', 'http://example.org/', 'mailto:ana@example.org']) {
        assert.strictEqual(
          sanitized(`<a href="${href}" title="x" target="_blank">x</a>`),
          `<a href="${href}" rel="nofollow ugc noopener noreferrer">x</a>`,
        );
      }
    });

    it('leaves of other links the words', () => {
      for (const href of [
        '/relative',
        '#fragment',
        '//example.org/',
        'tel:1',
        'ftp://example.org/',
        'https://u:p@example.org/',
        'mailto:a@example.org?bcc=b@example.org',
        `https://example.org/${'x'.repeat(3000)}`,
        '',
      ]) {
        assert.strictEqual(sanitized(`<a href="${href}">x</a>`), '<a>x</a>');
      }
    });

    it('demotes headings to strong paragraphs', () => {
      assert.strictEqual(
        sanitized('<h1>A</h1><p>b</p><h6 id="x">C <em>d</em></h6>'),
        '<p><strong>A</strong></p><p>b</p><p><strong>C <em>d</em></strong></p>',
      );
    });

    it('keeps the words of tags it does not know', () => {
      assert.strictEqual(sanitized('<div>a <span class="x">b</span></div><section>c</section>'), 'a bc');
    });

    it('drops numbers of lists that are none', () => {
      for (const start of ['-1', '1e3', '9999999999', 'x', '']) {
        assert.strictEqual(sanitized(`<ol start="${start}"><li>a</li></ol>`), '<ol><li>a</li></ol>');
      }
    });

    it('cleans the text: no overrides of direction, no towers of marks', () => {
      assert.strictEqual(sanitized(`<p>a\u202eb${'\u0301'.repeat(100)}</p>`), `<p>ab${'\u0301'.repeat(8)}</p>`);
    });

    it('gives nothing for nothing', () => {
      for (const html of ['', '<!-- -->', '<script></script>']) assert.strictEqual(sanitized(html), '');
    });
  });

  describe('whatever comes', () => {
    const tags =
      'p br em strong b i del s code pre blockquote ul ol li a hr h1 h3 div span table tr td caption svg math mi mtext mglyph annotation-xml foreignObject desc title style script template noscript noembed noframes plaintext xmp textarea select option optgroup selectedcontent button form input img image iframe object embed video source details summary dialog frameset body html head base meta link marquee nobr font x-y'.split(
        ' ',
      );
    const attributes = fc.constantFrom(
      '',
      ' onclick="fired()"',
      ' onerror=fired()',
      ' src="data:,"',
      ' href="javascript:fired()"',
      ' href="https://example.org/"',
      ' href=/x',
      ' xlink:href="javascript:fired()"',
      ' id="attributes"',
      ' name="nodeName"',
      ' is="x-y"',
      ' style="color:red"',
      ' class=a',
      ' start="2"',
      ' encoding="text/html"',
      ' shadowrootmode="open"',
      ' title="</style><img src=data:, onerror=fired()>"',
      ' title="-->"',
      ' slot=a',
      ' data-a=b',
      ' aria-label=c',
      ' /',
    );
    const tag = fc
      .tuple(fc.constantFrom('<', '</'), fc.constantFrom(...tags), attributes, fc.constantFrom('>', '>', '>', '/>', ''))
      .map((parts) => parts.join(''));
    const piece = fc.oneof(
      { weight: 6, arbitrary: tag },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '<!--',
          '-->',
          '--!>',
          '<!',
          '<?',
          ']]>',
          '<![CDATA[',
          '&lt;',
          '&amp;',
          '&#0;',
          '"',
          "'",
          '`',
          '\n',
          '\0',
          '\u202e',
          '{{fired()}}',
          '${fired()}',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    );
    const body = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

    it('holds only what is allowed, and sanitised again still does', () => {
      fc.assert(
        fc.property(body, (html) => {
          const fragment = sanitizeHtml(html);
          assert.deepEqual(findViolations(fragment), []);
          assert.deepEqual(findViolations(sanitizeHtml(markupOf(fragment))), []);
        }),
        { numRuns: 3000 },
      );
      assert.strictEqual(firings, 0);
    });

    it('settles: what a page of well-formed markup gave is not changed by sanitising it again', () => {
      const { block } = fc.letrec<{ inline: string; block: string }>((tie) => ({
        inline: fc.oneof(
          { maxDepth: 3 },
          fc.constantFrom('word', ' ', '&lt;b&gt;', '<br>', 'é', '👩‍👩‍👧', '&amp;amp;'),
          fc
            .tuple(
              fc.constantFrom('em', 'strong', 'code', 'del', 's', 'span', 'mark'),
              fc.array(tie('inline'), { maxLength: 4 }),
            )
            .map(([name, inner]) => `<${name} class="x">${inner.join('')}</${name}>`),
        ),
        block: fc.oneof(
          { maxDepth: 3 },
          fc
            .tuple(fc.constantFrom('p', 'h1', 'h4'), fc.array(tie('inline'), { maxLength: 4 }))
            .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
          fc
            .array(tie('block'), { maxLength: 3 })
            .map((inner) => `<blockquote cite="x">${inner.join('')}</blockquote>`),
          fc
            .array(tie('block'), { maxLength: 3 })
            .map((inner) => `<ol start="2">${inner.map((item) => `<li>${item}</li>`).join('')}</ol>`),
        ),
      }));
      fc.assert(
        fc.property(fc.array(block, { maxLength: 4 }), (blocks) => {
          const once = sanitized(blocks.join(''));
          assert.strictEqual(sanitized(once), once);
        }),
        { numRuns: 1000 },
      );
    });

    it('is not changed by hooks and settings of another copy on the page', () => {
      Object.defineProperty(Object.prototype, 'ALLOWED_TAGS', {
        value: ['img', '#text'],
        configurable: true,
        writable: true,
      });
      Object.defineProperty(Object.prototype, 'ADD_ATTR', { value: ['onerror'], configurable: true, writable: true });
      try {
        assert.strictEqual(sanitized('<p>a<img src="data:," onerror="fired()"></p>'), '<p>a</p>');
      } finally {
        delete (Object.prototype as { ALLOWED_TAGS?: unknown }).ALLOWED_TAGS;
        delete (Object.prototype as { ADD_ATTR?: unknown }).ADD_ATTR;
      }
    });

    it('takes a fraction of a second for the largest body that is parsed', () => {
      for (const part of ['<b>', '<div>', '<p><b>', '<ul><li>', '<a href=x>', '<table><td>', '<svg><p>']) {
        const html = part.repeat(500 / (part.split('<').length - 1)).padEnd(16_384, 'x');
        const start = performance.now();
        sanitizeHtml(html);
        assert.isBelow(performance.now() - start, 1000);
      }
    });
  });
});
