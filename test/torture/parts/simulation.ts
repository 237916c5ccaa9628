/**
 * A million random schedules in virtual time: crashes at every await, lost, doubled and late answers, frozen tabs,
 * failing disks, wrong clocks, and both kinds of endpoint. One trial is a thousand of them.
 */
import { Worker } from '../../drafts/simulation/crew.ts';
import { add, describe, nothing, type Outcome } from '../../drafts/simulation/stretch.ts';
import { exactly, tell } from '../../support/figure.ts';
import type { Part } from '../part.ts';

const SIZE = 1000;

export const simulation: Part<Outcome> = {
  name: 'simulation',
  trials: 1000,
  lanes: 2,
  async open() {
    const worker = new Worker();
    return {
      run: ({ chance }) => {
        const seed = Math.floor(chance.between(0, 2 ** 31));
        return worker.run({ seed, from: 0, to: SIZE, isBrief: false });
      },
      close: () => worker.close(),
    };
  },
  figures: (results) => {
    const total = results.reduce(add, nothing);
    return [
      exactly('schedules', total.schedules, results.length * SIZE),
      exactly('schedules that lost, doubled or left something', total.failures.length, 0),
      ...total.failures
        .slice(0, 5)
        .map((failure) => tell('replay with npx tsx test/drafts/simulation/run.ts', describe(failure))),
      tell('drafts sent', total.sends),
      tell('comments that came of them', total.comments),
      tell('crashes', total.crashes),
      tell('forms that had to part from each other', total.forks),
    ];
  },
};
