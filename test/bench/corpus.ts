/**
 * A generated thread, the same at every call and for every contender: half of it replies, up to eight levels deep,
 * each comment 10 to 150 words of HTML with links and emphasis.
 */
import { Chance } from '../support/chance.ts';

export interface BenchComment {
  readonly id: string;
  readonly parent: string | null;
  /** The comment at the top level that it stands under, or itself. */
  readonly root: string;
  readonly number: readonly number[];
  /** Its place in time, from 1. */
  readonly sequence: number;
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly html: string;
}

const seed = 20_261_122;
const deepest = 8;
const minute = 60_000;
const begin = Date.UTC(2025, 0, 1);

/** A long thread has one branch of so many replies, which begins beyond its first screens. */
const branch = { longThread: 10_000, replies: 1000, begins: 100 };

const chance = new Chance(seed, 'words');
const pickSyllable = (): string =>
  chance.pick('b d f g h k l m n p r s t v w'.split(' ')) + chance.pick('a e i o u an er is ou'.split(' '));
const vocabulary = Array.from({ length: 3000 }, () =>
  Array.from({ length: 1 + chance.next() * 3 }, pickSyllable).join(''),
);

/** Common words come often, as in any language, so that the text compresses as text does. */
const pickWord = (from: Chance): string => vocabulary[Math.floor(vocabulary.length ** from.next()) - 1] ?? 'a';

const mark = (word: string, from: Chance): string => {
  if (from.isBelow(0.02)) return `<a href="https://example.org/${word}" rel="nofollow ugc noopener">${word}</a>`;
  return from.isBelow(0.04) ? `<em>${word}</em>` : word;
};

const writeHtml = (from: Chance): string => {
  let left = Math.floor(from.between(10, 151));
  let html = '';
  while (left > 0) {
    const length = Math.min(left, Math.floor(from.between(10, 60)));
    html += `<p>${Array.from({ length }, () => mark(pickWord(from), from)).join(' ')}.</p>`;
    left -= length;
  }
  // Without any markup it would be plain text, which is another road.
  return html.includes('<em>') ? html : html.replace(/\.<\/p>$/, ' <em>so</em>.</p>');
};

/** A UUID v7 of that moment, in no other thread. */
const idOf = (created: number, index: number, size: number): string => {
  const time = created.toString(16).padStart(12, '0');
  const own = (size * 2 ** 20 + index).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${own}`;
};

const compareNumbers = (a: readonly number[], b: readonly number[]): number => {
  for (let level = 0; ; level += 1) {
    const [left, right] = [a[level], b[level]];
    if (left === undefined || right === undefined) return a.length - b.length;
    if (left !== right) return left - right;
  }
};

/** Whom each comment answers, by their places in time; null at the top level. */
const makeParents = (size: number): (number | null)[] => {
  const from = new Chance(seed, 'tree', size);
  const parents: (number | null)[] = [];
  const depths: number[] = [];
  const long = size >= branch.longThread ? [branch.begins] : [];
  for (let index = 0; index < size; index += 1) {
    let parent: number | null = null;
    if (index % 2 === 1) {
      const isInBranch = index > branch.begins && long.length > 0 && long.length <= branch.replies;
      parent = isInBranch ? from.pick(long) : index - 1 - Math.floor(from.next() ** 2 * Math.min(index, 40));
      while (depths[parent]! >= deepest) parent = parents[parent]!;
      if (isInBranch) long.push(index);
    }
    parents.push(parent);
    depths.push(parent === null ? 1 : depths[parent]! + 1);
  }
  return parents;
};

/** A word of the last comment, in the order of reading, and of no other: for whoever searches the page. */
export const rareWord = 'zyzzyva';

/** A thread of that many comments, depth first. */
export const makeThread = (size: number): BenchComment[] => {
  const comments: BenchComment[] = [];
  const replies: number[] = [];
  let roots = 0;
  for (const [index, parent] of makeParents(size).entries()) {
    const from = new Chance(seed, 'comment', index);
    const created = begin + index * minute;
    const id = idOf(created, index, size);
    const above = parent === null ? undefined : comments[parent]!;
    replies.push(0);
    const number = above ? [...above.number, (replies[parent!]! += 1)] : [(roots += 1)];
    const author = `${pickWord(from)} ${pickWord(from)}`.replace(/\b\w/g, (letter) => letter.toUpperCase());
    const html = writeHtml(from);
    comments.push({
      id,
      parent: above?.id ?? null,
      root: above?.root ?? id,
      number,
      sequence: index + 1,
      author,
      created,
      html,
    });
  }
  comments.sort((a, b) => compareNumbers(a.number, b.number));
  const last = comments.pop()!;
  return [...comments, { ...last, html: last.html.replace(/\.<\/p>$/, ` ${rareWord}.</p>`) }];
};
