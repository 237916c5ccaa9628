/** BroadcastChannel: news reach the other tabs late, in any order, twice or not at all. One world has one name. */
import type { Random } from './random.ts';
import type { Recipient, Scheduler } from './scheduler.ts';

export class Ear<To extends Recipient> {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  readonly tab: To;
  readonly #ether: Ether<To>;

  constructor(ether: Ether<To>, tab: To) {
    this.#ether = ether;
    this.tab = tab;
  }

  postMessage(data: unknown): void {
    this.#ether.carry(this, data);
  }

  close(): void {
    this.#ether.ears.delete(this);
  }
}

export class Ether<To extends Recipient> {
  readonly ears = new Set<Ear<To>>();
  rate: number;
  readonly #scheduler: Scheduler<To>;
  readonly #random: Random;

  constructor(scheduler: Scheduler<To>, random: Random, rate: number) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.rate = rate;
  }

  open(tab: To): Ear<To> {
    const ear = new Ear(this, tab);
    this.ears.add(ear);
    return ear;
  }

  carry(from: Ear<To>, data: unknown): void {
    for (const ear of this.ears) {
      if (ear === from || ear.tab.isDead) continue;
      const isFaulty = this.#random.chance(this.rate);
      const times = isFaulty ? this.#random.pick([0, 0, 2]) : 1;
      for (let time = 0; time < times; time++) {
        const delay = this.#random.fraction() * (isFaulty ? 2000 : 5);
        this.#scheduler.after(delay, ear.tab, () => {
          if (this.ears.has(ear)) ear.onmessage?.({ data });
        });
      }
    }
  }
}
