import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { safeUrl } from '../../src/sanitize/url.ts';

describe('safeUrl', () => {
  it('keeps absolute http(s) addresses, as a browser would read them', () => {
    assert.equal(safeUrl('https://example.org/a?b#c'), 'https://example.org/a?b#c');
    assert.equal(safeUrl(' HTTP://EXAMPLE.org:80 '), 'http://example.org/');
    assert.equal(safeUrl('https://例え.jp/道'), 'https://xn--r8jz45g.jp/%E9%81%93');
    assert.equal(safeUrl('http://127.0.0.1:3000/blog'), 'http://127.0.0.1:3000/blog');
  });

  it('refuses other schemes, however they are dressed', () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' \x01javascript:alert(1)',
      'java\nscript:alert(1)',
      'java\tscript:alert(1)',
      'javascript://example.org/%0aalert(1)',
      'data:text/html,x',
      'vbscript:x',
      'blob:https://example.org/0',
      'file:///etc/passwd',
      'ftp://example.org/',
      'mailto:a@example.org',
      'view-source:https://example.org',
      'about:blank',
      'filesystem:https://example.org/x',
    ]) {
      assert.equal(safeUrl(url), null, JSON.stringify(url));
      assert.equal(safeUrl(url, 'https://example.org/'), null, JSON.stringify(url));
    }
  });

  it('refuses credentials', () => {
    for (const url of [
      'https://user@example.org/',
      'https://user:secret@example.org/',
      'https://:secret@example.org/',
      'https://example.com@evil.example/',
    ]) {
      assert.equal(safeUrl(url), null, url);
    }
  });

  it('resolves a relative address only where there is a base', () => {
    for (const url of ['/comments', 'comments', '//example.org/x', '?a', '#b', '', 'example.org'])
      assert.equal(safeUrl(url), null, url);
    assert.equal(safeUrl('/comments', 'https://example.org/blog/'), 'https://example.org/comments');
    assert.equal(safeUrl('//example.net/x', 'https://example.org/'), 'https://example.net/x');
    assert.equal(safeUrl('comments', 'about:blank'), null);
    assert.equal(safeUrl('comments', 'no base'), null);
  });

  it('refuses what is too long, also once it is written out', () => {
    const of = (length: number): string => 'https://example.org/'.padEnd(length, 'x');
    assert.equal(safeUrl(of(2048)), of(2048));
    assert.equal(safeUrl(of(2049)), null);
    assert.equal(safeUrl(`https://example.org/${'道'.repeat(1000)}`), null);
  });

  it('is null for what is no string or no URL', () => {
    for (const other of [
      null,
      undefined,
      3,
      {},
      ['https://example.org/'],
      new URL('https://example.org/'),
      'https://',
      'http://[::1',
      'https://exa mple.org',
    ]) {
      assert.equal(safeUrl(other), null);
    }
  });

  it('gives nothing but short http(s) addresses without credentials, which it gives back unchanged', () => {
    const pieces = fc.constantFrom(
      'http',
      'https',
      'javascript',
      'data',
      ':',
      '//',
      '/',
      '\\',
      '@',
      '\t',
      '\n',
      ' ',
      '\0',
      '%0a',
      '#',
      '?',
      'example.org',
      '[::1]',
      ':80',
      'a',
      '。',
      '..',
    );
    const urls = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.webUrl(),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(urls, fc.constantFrom(undefined, 'https://example.org/a/b'), (url, base) => {
        const safe = safeUrl(url, base);
        if (safe === null) return;
        assert.match(safe, /^https?:\/\/[^/@]+\//);
        assert.ok(safe.length <= 2048);
        assert.equal(safeUrl(safe), safe);
      }),
      { numRuns: 5000 },
    );
  });
});
