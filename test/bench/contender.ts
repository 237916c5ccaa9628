/** What is compared: each shows the same thread on the same page. */
import type { BenchComment } from './corpus.ts';

/** A thread as a page names it. */
export interface BenchThread {
  /** Its path, which is also its name at every endpoint. */
  readonly path: string;
  readonly comments: readonly BenchComment[];
}

/** How far a visit goes: to the first comment, until all has come that comes by itself, or on to what readers do then. */
type Extent = 'first' | 'all' | 'use';

export interface Contender {
  readonly name: string;
  /** One line for the report: what exactly is measured. */
  readonly about: string;
  /** What the site owner puts into the page's head; `elsewhere` is another origin with the same endpoint. */
  readonly head: (thread: BenchThread, elsewhere: string) => string;
  /** What stands where the comments are to be. */
  readonly body: (thread: BenchThread, elsewhere: string) => string;
  /** The element in whose shadow tree its comments are; in the page itself where there is none. */
  readonly host?: string;
  /** A selector of its comments, one inside them of what they say, and one of its field for words. */
  readonly comment: string;
  readonly words: string;
  readonly field: string;
  /** How many comments come without being asked for, where each has its permalink's id; the others show a page of theirs. */
  readonly unasked?: number;
  /** A second visit is measured, with what the first has left. */
  readonly isRepeat?: boolean;
  readonly extent: Extent;
  /** Whether it is measured with threads of that size. @default with all */
  readonly isFor?: (size: number) => boolean;
  /** How many times the processor is slowed. @default 4 */
  readonly slowdown?: number;
  /** What its endpoint answers, as a value for JSON; undefined where there is nothing. */
  readonly answer?: (request: BenchRequest, threads: readonly BenchThread[]) => unknown;
}

/** The sizes of threads that widgets are measured with which show a page of theirs, however long they are. */
export const isPaged = (size: number): boolean => size <= 10_000;

interface BenchRequest {
  readonly url: URL;
  readonly body: string;
}
