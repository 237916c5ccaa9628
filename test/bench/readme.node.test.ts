import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lines } from './readme.ts';

describe('the lines of the README, in the benchmark', () => {
  it('are for its own addresses, with the hashes of what is built', () => {
    for (const line of [lines.script, lines.entry]) {
      assert.match(line, /"\/code\/comment-thread\/[\w./-]+\.js" integrity="sha384-[\w+/]{64}"/);
    }
  });

  it('ask for the first page as the element does', () => {
    assert.match(
      lines.firstPage('/api', '/thread-10'),
      /href="\/api\/comments\?thread=%2Fthread-10&order=oldest&limit=50"/,
    );
  });

  it('connect to another origin and keep the place', () => {
    assert.match(lines.preconnect('http://127.0.0.1:1'), /rel="preconnect" href="http:\/\/127\.0\.0\.1:1" crossorigin/);
    assert.match(lines.style, /comment-thread \{[^}]*min-height: min\(100vh, 48rem\)/);
  });
});
