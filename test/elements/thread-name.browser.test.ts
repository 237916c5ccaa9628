import { assert } from '@open-wc/testing';
import { threadNameOf } from '../../src/elements/thread-name.ts';

const withCanonical = (href: string | null, rel = 'canonical'): string => {
  const link = document.createElement('link');
  link.rel = rel;
  if (href !== null) link.setAttribute('href', href);
  document.head.append(link);
  const name = threadNameOf(null);
  link.remove();
  return name;
};

describe('threadNameOf', () => {
  it('takes the name that is given, whatever it is', () => {
    assert.equal(threadNameOf('any string / at all'), 'any string / at all');
  });

  it('falls back to the path of the canonical link', () => {
    assert.equal(withCanonical('https://blog.example.org/2026/a-post/?from=feed#top'), '/2026/a-post/');
    assert.equal(withCanonical('/2026/b', 'Canonical nofollow'), '/2026/b');
  });

  it('falls back to the path of the page', () => {
    assert.equal(threadNameOf(null), location.pathname);
    assert.equal(threadNameOf(''), location.pathname);
    assert.equal(withCanonical(null), location.pathname);
    assert.equal(withCanonical('http://['), location.pathname);
  });
});
