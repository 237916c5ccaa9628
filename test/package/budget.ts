/**
 * What a page may load, in thousands of bytes after brotli. A part that is not named here
 * counts as the composer's, so that a new one cannot escape its budget.
 */
import { type Bundle, loadedWith } from './bundle.ts';

export interface Budget {
  readonly what: string;
  readonly limit: number;
  readonly files: readonly string[];
  readonly kilobytes: number;
}

/** The part that holds DOMPurify: src/sanitize/html.ts. */
const sanitizer = /\/html\.js$/;

/** What follows the first comments by itself: permalinks, order, further pages, the reader's own drafts. */
const conversation = /\/(conversing|native-personal)\.js$/;

/** Parts that only some readers load: other languages, the way of backends that cannot tell copies apart, what very long comments take. */
const elective = /\/((count-)?locale-[\w-]+|read-back|plain-text)\.js$/;

export const measureBudgets = (bundle: Bundle): Budget[] => {
  const files = [...bundle.keys()];
  const count = loadedWith(bundle, ['comment-count.js']);
  const worker = loadedWith(bundle, ['background-sync.js']);
  const plain = loadedWith(bundle, ['comment-thread.js']);
  const sanitizers = files.filter((file) => sanitizer.test(file));
  if (sanitizers.length !== 1) throw new Error('The part that sanitises HTML goes by another name now.');
  const html = loadedWith(bundle, [...plain, ...sanitizers]);
  const later = files.filter((file) => ![html, count, worker].some((set) => set.has(file)) && !elective.test(file));
  const following = later.filter((file) => conversation.test(file));
  if (following.length !== 2) throw new Error('The parts that follow the first comments go by other names now.');
  const writing = later.filter((file) => !conversation.test(file));
  const budget = (what: string, limit: number, of: Iterable<string>): Budget => {
    const bytes = [...of].reduce((sum, file) => sum + (bundle.get(file)?.brotli ?? NaN), 0);
    return { what, limit, files: [...of], kilobytes: bytes / 1000 };
  };
  return [
    budget('before the first plain-text comment', 15.3, plain),
    budget('before the first HTML comment', 25.5, html),
    budget('after the first comments', 9.7, following),
    budget('the composer and the outbox, more', 16.2, writing),
    budget('comment-count.js', 2.5, count),
    budget('background-sync.js, in a service worker', 9.8, worker),
  ];
};
