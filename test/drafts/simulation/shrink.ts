/** Makes a failing schedule smaller for as long as it fails in the same way, so that a person can read its trace. */
import type { Rates, Schedule } from './schedule.ts';
import { simulate } from './simulate.ts';

/** What is left of a problem without names and numbers. */
export const kindOf = (problem: string): string => problem.replace(/\b(w\d+e|[0-9a-f]{4}|\d+(\.\d+)?)\b/g, '…');

const smaller = function* (schedule: Schedule): Iterable<Schedule> {
  const { actions, rates, tabs } = schedule;
  for (let size = actions.length >> 1 || 1; size >= 1; size >>= 1) {
    for (let from = 0; from < actions.length; from += size) {
      yield { ...schedule, actions: [...actions.slice(0, from), ...actions.slice(from + size)] };
    }
  }
  for (const name of Object.keys(rates) as (keyof Rates)[]) {
    if (rates[name]) yield { ...schedule, rates: { ...rates, [name]: 0 } };
  }
  if (tabs > 1) {
    const places = actions.map((action) => ({ ...action, tab: Math.min(action.tab, tabs - 2) }));
    yield { ...schedule, tabs: tabs - 1, actions: places };
  }
  for (const [index, { which, wait }] of actions.entries()) {
    const change = (about: object): Schedule => ({
      ...schedule,
      actions: actions.map((action, place) => (place === index ? { ...action, ...about } : action)),
    });
    if (wait) yield change({ wait: 0 });
    if (which) yield change({ which: 0 });
  }
};

/** The smallest that `tries` attempts find; the seed and number stay, for chance is drawn from them. */
export const shrink = async (schedule: Schedule, problem: string, tries = 2000): Promise<Schedule> => {
  const kind = kindOf(problem);
  let smallest = schedule;
  let left = tries;
  for (let isSmaller = true; isSmaller && left > 0;) {
    isSmaller = false;
    for (const candidate of smaller(smallest)) {
      if (left-- <= 0) break;
      const { problems } = await simulate(candidate);
      if (!problems.some((each) => kindOf(each) === kind)) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
};
