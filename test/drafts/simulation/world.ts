/** A browser with its tabs, which die, freeze and are opened again. */
import { Browser } from './browser.ts';
import type { Listener } from './place.ts';
import { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import { Tab } from './tab.ts';

export class World extends Browser {
  readonly tabs: Tab[] = [];
  crashes = 0;
  #opened = 0;
  readonly #seeds: readonly number[];

  constructor(schedule: Schedule, listen: Listener) {
    super(schedule, listen);
    this.#seeds = [schedule.seed, schedule.number];
  }

  /** The tab in a place; one that died is opened again. */
  async tab(place: number): Promise<Tab> {
    const before = this.tabs[place];
    if (before && !before.isDead) return before;
    const life = this.#opened++;
    const opened = new Tab(this, `${place}.${life}`, before?.viewer ?? '', new Random(...this.#seeds, 2 + life));
    this.tabs[place] = opened;
    await this.scheduler.as(opened, () => opened.outbox.wake());
    return opened;
  }

  /** Nothing fails any more, and whoever was dead is back. */
  async heal(): Promise<void> {
    this.isWell = true;
    this.rates = { network: 0, storage: 0, channel: 0, timers: 0 };
    this.network.rate = 0;
    this.ether.rate = 0;
    for (const place of this.tabs.keys()) (await this.tab(place)).fuse = Infinity;
  }

  /** Those who were frozen go on; where all are frozen, at once. */
  thaw(isNow: boolean): void {
    if (!isNow && !this.tabs.every(({ isFrozen }) => isFrozen)) return;
    for (const tab of this.tabs) if (tab.isFrozen) tab.thaw();
  }

  /** Tabs that a reader can use. */
  get awake(): Tab[] {
    return this.tabs.filter(({ isFrozen }) => !isFrozen);
  }
}
