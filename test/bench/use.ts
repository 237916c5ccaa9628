/** What a thread costs once it is there: scrolling through it, typing, answering, hiding a branch, an arrival, searching. */
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import { letArrive } from './arrival.ts';
import type { BenchThread, Contender } from './contender.ts';
import { rareWord } from './corpus.ts';
import type { BenchSite } from './site.ts';
import { median } from './statistics.ts';
import { readMetric, type Visited } from './visit.ts';

/** Milliseconds on a slowed processor. */
export interface Use {
  readonly worstFrame: number;
  /** The main thread's work for each key above what a bare field beside it takes, saving included. */
  readonly keystroke: number;
  /** Until the next frame that shows what was asked for has been painted: a form, the largest branch hidden, an answer that has come. */
  readonly reply: number;
  readonly collapse: number;
  readonly arrival: number;
  /** 1 if the browser's search brings the last comment before the reader, else 0. */
  readonly found: number;
}

const keys = 20;
const rounds = 3;
/** After an act, until nothing follows from it any more; in milliseconds. */
const aftermath = 500;
/** Milliseconds until there is a field for those who have come to the end. */
const patience = 10_000;

/**
 * Puts the keyboard into the contender's field or the bare one, and types; the milliseconds of work. All of it: what the
 * browser tells of scripts alone leaves out what they do in microtasks, which is where the element renders.
 */
const typeIn = async ({ page, session }: Visited, field: string | null): Promise<number> => {
  await page.evaluate((selector) => window.hands!.focus(selector), field);
  // Going there and the first key bring more with them than typing: scrolling, and code that had not run yet.
  await page.keyboard.press('a');
  await pause(aftermath);
  const before = await readMetric(session, 'TaskDuration');
  for (let count = 0; count < keys; count += 1) await page.keyboard.press('a');
  await pause(aftermath);
  return ((await readMetric(session, 'TaskDuration')) - before) * 1000;
};

/** In turns, so that what changes meanwhile falls upon both. */
const compareKeystrokes = async (visited: Visited, field: string | null): Promise<number> => {
  const differences: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    differences.push(((await typeIn(visited, field)) - (await typeIn(visited, null))) / keys);
  }
  return median(differences);
};

const press = async ({ page }: Visited, button: string, effect: string): Promise<number> => {
  await page.evaluate((selector) => window.hands!.bring(selector), button);
  return page.evaluate((...selectors) => window.hands!.press(...selectors), button, effect);
};

const findLargestBranch = ({ comments }: BenchThread): string => {
  const sizes = new Map<string, number>();
  for (const { root } of comments) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  return [...sizes].reduce((largest, each) => (each[1] > largest[1] ? each : largest))[0];
};

/** Uses the thread of a visit; what is its own alone is measured of the element only. */
export const use = async (
  visited: Visited,
  site: BenchSite,
  contender: Contender,
  thread: BenchThread,
): Promise<Partial<Use>> => {
  const { page } = visited;
  const worstFrame = await page.evaluate(() => window.hands!.scroll());
  // Some have their field only where it can be seen.
  const field = (): Promise<boolean> => page.evaluate((selector) => window.hands!.has(selector), contender.field);
  await until(`the field of ${contender.name} is there`, field, patience, 100);
  await pause(aftermath);
  const keystroke = await compareKeystrokes(visited, contender.field);
  if (contender.host === undefined) return { worstFrame, keystroke };
  const branch = `#comment-${findLargestBranch(thread)} [data-action=collapse]`;
  const last = `#comment-${thread.comments.at(-1)!.id}`;
  return {
    worstFrame,
    keystroke,
    reply: await press(visited, '[data-action=reply]', 'article form, article + form'),
    collapse: await press(visited, branch, `${branch}[aria-expanded=false]`),
    arrival: await letArrive(visited, site, thread),
    found: Number(await page.evaluate((...asked) => window.eyes!.find(...asked), rareWord, last)),
  };
};
