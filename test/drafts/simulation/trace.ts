import { simulate, type Verdict } from './simulate.ts';
import type { Schedule } from './schedule.ts';

/** Runs a schedule and tells, line by line, what happened when and in which tab (`place.life`; `-` is the world itself). */
export const trace = (schedule: Schedule, print: (line: string) => void): Promise<Verdict> => {
  const { actions, ...about } = schedule;
  print(JSON.stringify(about));
  print(JSON.stringify(actions));
  return simulate(schedule, (tab, line, now) =>
    print(`${String(Math.round(now)).padStart(9)} ms ${(tab?.name ?? '-').padEnd(5)} ${line()}`),
  );
};
