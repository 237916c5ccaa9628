import { assert } from '@open-wc/testing';

interface Result {
  readonly markup: string;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly violations: readonly string[];
}

/** Sanitises one body in a frame under a Content-Security-Policy, as a page that sends it would. */
const sanitizeUnder = async (policy: string, html: string, before = ''): Promise<Result> => {
  const frame = document.createElement('iframe');
  const body = new URL('../../src/sanitize/body.ts', import.meta.url).href;
  const answer = new Promise<Result>((resolve) => {
    addEventListener('message', function receive({ source, data }) {
      if (source !== frame.contentWindow) return;
      removeEventListener('message', receive);
      resolve(data as Result);
    });
  });
  const script = `${before}
    const violations = [];
    addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const { makeSanitize } = await import(${JSON.stringify(body)});
    const errors = [];
    const html = ${JSON.stringify(html).replaceAll('<', '\\u003c')};
    const holder = document.createElement('div');
    await new Promise((resolve) => {
      const sanitize = makeSanitize(resolve, ({ code, message }) => errors.push({ code, message }));
      if (sanitize(html)) throw new Error('It takes no sanitiser');
      holder.sanitize = sanitize;
    });
    holder.replaceChildren(holder.sanitize(html));
    await new Promise((resolve) => setTimeout(resolve));
    parent.postMessage({ markup: holder.getHTML(), errors, violations }, '*');`;
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module">${script}</script>`;
  document.body.append(frame);
  try {
    return await answer;
  } finally {
    frame.remove();
  }
};

const entry = ['errors.ts', 'sanitize/body.ts', 'sanitize/simple-html.ts', 'sanitize/text.ts', 'sanitize/url.ts'];

/** Allows these files alone. */
const policyFor = (files: readonly string[]): string =>
  `script-src 'unsafe-inline' ${files.map((file) => new URL(`../../src/${file}`, import.meta.url).href).join(' ')}`;

const html = '<p>One <em>two</em><img src="data:," onerror="parent.fired()"></p><p>3 &lt; 4</p>';

describe('what it takes to make nodes of a body', () => {
  it('sanitises where there is no policy', async () => {
    const { markup, errors } = await sanitizeUnder('', html);
    assert.deepEqual(errors, []);
    assert.strictEqual(markup, '<p>One <em>two</em></p><p>3 &lt; 4</p>');
  });

  it('works without a violation under Trusted Types that name dompurify', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types lit-html dompurify";
    const { markup, errors, violations } = await sanitizeUnder(policy, html);
    assert.deepEqual(errors, []);
    assert.deepEqual(violations, []);
    assert.strictEqual(markup, '<p>One <em>two</em></p><p>3 &lt; 4</p>');
  });

  it('shows plain text and says why under Trusted Types that do not', async () => {
    const { markup, errors } = await sanitizeUnder("require-trusted-types-for 'script'; trusted-types lit-html", html);
    assert.strictEqual(markup, '<p>One two</p>\n\n<p>3 &lt; 4</p>');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['chunk'],
    );
    assert.include(errors[0]?.message, 'trusted-types');
  });

  it('shows plain text and says why where the page’s own DOMPurify took the only policy', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types lit-html dompurify";
    const { markup, errors } = await sanitizeUnder(policy, html, "trustedTypes.createPolicy('dompurify', {});");
    assert.strictEqual(markup, '<p>One two</p>\n\n<p>3 &lt; 4</p>');
    assert.include(errors[0]?.message, 'duplicates');
  });

  it('shows plain text and reports when its part of the script cannot be loaded', async () => {
    const { markup, errors } = await sanitizeUnder(policyFor([...entry, 'sanitize/plain-text.ts']), html);
    assert.strictEqual(markup, '<p>One two</p>\n\n<p>3 &lt; 4</p>');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['chunk'],
    );
  });

  it('shows the words with their markup where no other part can be loaded either', async () => {
    const { markup, errors } = await sanitizeUnder(policyFor(entry), '<p>One <img> two</p>');
    assert.strictEqual(markup, '&lt;p&gt;One &lt;img&gt; two&lt;/p&gt;');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['chunk', 'chunk'],
    );
  });

  it('does not parse what is oversized, and loses none of its words', async () => {
    const { markup, errors } = await sanitizeUnder('', `<p>${'<b>word</b> '.repeat(600)}</p>`);
    assert.deepEqual(errors, []);
    assert.strictEqual(markup, `<p>${'word '.repeat(600).trim()}</p>`);
  });
});
