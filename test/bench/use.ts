/** What a thread costs once it is there: scrolling through it, typing, answering, hiding a branch, an arrival. */
import type { CDPSession, Page } from 'puppeteer-core';
import { pause } from '../support/pause.ts';
import type { BenchThread, Contender } from './contender.ts';
import { bareField } from './hands.ts';
import type { BenchSite } from './site.ts';
import { median } from './statistics.ts';
import { readMetric, type Visited } from './visit.ts';

/** Milliseconds on a slowed processor; null where a contender is not measured so, or its thread has nothing of the kind. */
export interface Use {
  readonly worstFrame: number;
  /** Script for each key above what a bare field beside it takes, saving included. */
  readonly keystroke: number;
  /** From the press until the form is painted. */
  readonly reply: number | null;
  /** Hiding the thread's largest branch. */
  readonly collapse: number | null;
  /** Work for a comment that somebody else has just written. */
  readonly arrival: number | null;
}

const keys = 20;
const rounds = 3;
/** After an act, until nothing follows from it any more; in milliseconds. */
const aftermath = 800;

/** How much of one kind of the page's work is done during `act` and after it, in milliseconds. */
const measureWork = async (session: CDPSession, name: string, act: () => Promise<unknown>): Promise<number> => {
  const before = await readMetric(session, name);
  await act();
  await pause(aftermath);
  return ((await readMetric(session, name)) - before) * 1000;
};

/** Puts the keyboard into the contender's field or the bare one, and types. */
const typeIn = ({ page, session }: Visited, field: string): Promise<number> =>
  measureWork(session, 'ScriptDuration', async () => {
    await page.evaluate((selector) => window.hands!.focus(selector), field);
    for (let count = 0; count < keys; count += 1) await page.keyboard.press('a');
  });

/** In turns, since the first keys cost more than later ones, whoever gets them. */
const compareKeystrokes = async (visited: Visited, field: string): Promise<number> => {
  const differences: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    differences.push(((await typeIn(visited, field)) - (await typeIn(visited, bareField))) / keys);
  }
  return median(differences);
};

/** Presses a button of the thread, if it is there. */
const press = async (page: Page, button: string, effect: string): Promise<number | null> => {
  const isThere = await page.evaluate((selector) => window.tree!()!.querySelector(selector) !== null, button);
  return isThere ? page.evaluate((...selectors) => window.hands!.press(...selectors), button, effect) : null;
};

const findLargestBranch = ({ comments }: BenchThread): string => {
  const sizes = new Map<string, number>();
  for (const { root } of comments) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  return [...sizes].reduce((largest, each) => (each[1] > largest[1] ? each : largest))[0];
};

/** Somebody else writes, and the thread is told to load anew; afterwards the comment is taken back. */
const letArrive = async ({ page, session }: Visited, { origin }: BenchSite, { path }: BenchThread): Promise<number> => {
  const address = `${origin}/api/comments/${crypto.randomUUID()}`;
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const comment = { thread: path, parent: null, text: 'One more.', author: { name: 'Ines' }, secret, revision: 0 };
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(address, { method: 'PUT', headers, body: JSON.stringify(comment) });
  if (!answer.ok) throw new Error(`The endpoint answered ${String(answer.status)}: ${await answer.text()}`);
  const work = await measureWork(session, 'TaskDuration', () =>
    page.evaluate(() => document.querySelector<HTMLElement & { reload(): Promise<void> }>('comment-thread')!.reload()),
  );
  await fetch(address, { method: 'DELETE', headers: { Authorization: `Comment ${secret}` } });
  return work;
};

/** Uses the thread of a visit; what is its own alone is measured of the element only. */
export const use = async (
  visited: Visited,
  site: BenchSite,
  contender: Contender,
  thread: BenchThread,
): Promise<Use> => {
  const { page } = visited;
  const worstFrame = await page.evaluate(() => window.hands!.scroll());
  // Some have their field only where it can be seen.
  await pause(aftermath);
  const keystroke = await compareKeystrokes(visited, contender.field);
  if (contender.host === undefined) return { worstFrame, keystroke, reply: null, collapse: null, arrival: null };
  const branch = `#comment-${findLargestBranch(thread)} [data-action=collapse]`;
  return {
    worstFrame,
    keystroke,
    reply: await press(page, '[data-action=reply]', 'article form, article + form'),
    collapse: await press(page, branch, `${branch}[aria-expanded=false]`),
    arrival: await letArrive(visited, site, thread),
  };
};
