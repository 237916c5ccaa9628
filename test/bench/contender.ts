/** What is compared: each shows the same thread on the same page. */
import type { BenchComment } from './corpus.ts';

/** A thread as a page names it. */
export interface BenchThread {
  /** Its path, which is also its name at every endpoint. */
  readonly path: string;
  readonly comments: readonly BenchComment[];
}

export interface Contender {
  readonly name: string;
  /** One line for the report: what exactly is measured. */
  readonly about: string;
  /** What the site owner puts into the page's head. */
  readonly head: (thread: BenchThread) => string;
  /** What stands where the comments are to be. */
  readonly body: (thread: BenchThread) => string;
  /** The element in whose shadow tree its comments are; in the page itself where there is none. */
  readonly host?: string;
  /** A selector of its comments, and of its field for words. */
  readonly comment: string;
  readonly field: string;
  /** A second visit is measured, with what the first has left. */
  readonly isRepeat?: boolean;
  /** What its endpoint answers, as a value for JSON; undefined where there is nothing. */
  readonly answer?: (request: BenchRequest, threads: readonly BenchThread[]) => unknown;
}

interface BenchRequest {
  readonly url: URL;
  readonly body: string;
}
