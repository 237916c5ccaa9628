import { expect } from '@open-wc/testing';
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
    expect(threadNameOf('any string / at all')).to.equal('any string / at all');
  });

  it('falls back to the path of the canonical link', () => {
    expect(withCanonical('https://blog.example.org/2026/a-post/?from=feed#top')).to.equal('/2026/a-post/');
    expect(withCanonical('/2026/b', 'Canonical nofollow')).to.equal('/2026/b');
  });

  it('falls back to the path of the page', () => {
    expect(threadNameOf(null)).to.equal(location.pathname);
    expect(threadNameOf('')).to.equal(location.pathname);
    expect(withCanonical(null)).to.equal(location.pathname);
    expect(withCanonical('http://[')).to.equal(location.pathname);
  });
});
