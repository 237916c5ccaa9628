import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEndpoint } from '../../src/adapters/endpoint.ts';
import { CommentThreadError } from '../../src/errors.ts';

const page = 'https://blog.example.org/2026/a-post/?draft=1#comments';

describe('parseEndpoint', () => {
  for (const [value, endpoint] of [
    ['https://comments.example.org/blog', 'https://comments.example.org/blog'],
    ['https://comments.example.org/blog//', 'https://comments.example.org/blog'],
    ['https://comments.example.org', 'https://comments.example.org'],
    ['http://localhost:8080/a?b=c#d', 'http://localhost:8080/a'],
    ['//comments.example.org/x', 'https://comments.example.org/x'],
    ['/api', 'https://blog.example.org/api'],
    ['api', 'https://blog.example.org/2026/a-post/api'],
    ['  /api ', 'https://blog.example.org/api'],
    ['.', 'https://blog.example.org/2026/a-post'],
  ] as const) {
    it(`makes ${endpoint} of “${value}”`, () => {
      assert.equal(parseEndpoint(value, page), endpoint);
    });
  }

  const code = (value: string | null, base = page): string => {
    try {
      return parseEndpoint(value, base);
    } catch (error) {
      assert.ok(error instanceof CommentThreadError);
      return error.code;
    }
  };

  for (const value of [null, '', ' \n']) {
    it(`misses ${JSON.stringify(value)}`, () => {
      assert.equal(code(value), 'endpoint-missing');
    });
  }

  for (const value of [
    'javascript:alert(1)',
    'data:application/json,{}',
    'ftp://example.org',
    'blob:https://example.org/1',
    'https://user:secret@example.org',
    'https://user@example.org',
    'https://',
    'http://[',
    `https://example.org/${'x'.repeat(3000)}`,
  ]) {
    it(`refuses ${value.slice(0, 40)}, and repeats no secret`, () => {
      assert.equal(code(value), 'endpoint-invalid');
      assert.throws(
        () => parseEndpoint(value, page),
        (error: Error) => !error.message.includes('secret'),
      );
    });
  }

  it('refuses a relative endpoint on a page without an address', () => {
    assert.equal(code('/api', 'about:srcdoc'), 'endpoint-invalid');
  });
});
