/** Whether a reader gets everywhere in a thread that is too long to come by itself, and what it takes to have had it all. */
import { pause } from '../support/pause.ts';
import type { BenchThread, Contender } from './contender.ts';
import { readHeap, slow, slowdown, type Visited } from './visit.ts';

export interface Far {
  /** How many comments were there in the end: all, or as many as came in time. */
  readonly reached: number;
  /** Of ten leaps through the whole thread the longest, until there is something to read, in milliseconds. */
  readonly leap: number;
  /** Bytes that live in the page's scripts with these. */
  readonly fullHeap: number;
}

const leaps = 10;
/** Milliseconds after which those that have not come are given up. */
const patience = 120_000;

/** The places in an order in which each is far from the last. */
const shares = Array.from({ length: leaps }, (_, leap) => (((leap * 7) % leaps) + 0.5) / leaps);

/** Goes to the end again and again until nothing follows any more; on a fast line, since only what comes then is measured. */
export const goFar = async (
  { page, session }: Visited,
  { comment, words }: Contender,
  { comments }: BenchThread,
): Promise<Far> => {
  await slow(session, 1, false);
  const last = `#comment-${comments.at(-1)!.id}`;
  const end = performance.now() + patience;
  const isThere = (): Promise<boolean> =>
    page.evaluate((selector) => {
      scrollTo(0, document.documentElement.scrollHeight);
      return window.tree!()!.querySelector(selector) !== null;
    }, last);
  while (!(await isThere()) && performance.now() < end) await pause(100);
  const reached = await page.evaluate((selector) => window.tree!()!.querySelectorAll(selector).length, comment);
  const fullHeap = await readHeap(session);
  await slow(session, slowdown, true);
  let leap = 0;
  for (const share of shares) {
    const took = await page.evaluate((...asked) => window.eyes!.leap(...asked), share, comment, words);
    leap = Math.max(leap, took);
  }
  return { reached, leap, fullHeap };
};
