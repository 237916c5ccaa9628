import type { Actor } from './actor.ts';
import { Ether } from './ether.ts';
import { Judge } from './judge.ts';
import { Locks } from './locks.ts';
import { Network } from './network.ts';
import { Place, type Listener } from './place.ts';
import { Random } from './random.ts';
import type { Schedule } from './schedule.ts';

/** What the tabs of one browser share, under the eyes of the judge. */
export class Browser extends Place {
  readonly judge: Judge;
  readonly locks = new Locks(this.scheduler);
  readonly network: Network<Actor>;
  readonly ether: Ether<Actor>;

  constructor(schedule: Schedule, listen: Listener) {
    super(schedule, listen);
    const { seed, number, rates } = schedule;
    this.judge = new Judge(this, schedule);
    this.network = new Network(this.scheduler, this.endpoint, rates.network, this.judge);
    this.ether = new Ether(this.scheduler, new Random(seed, number, 1), rates.channel);
  }
}
