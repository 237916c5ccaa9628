/**
 * One tab of the browser: the outbox as it is, over a disk, a network, locks and ears that fail. After `fuse`
 * further steps (reads, writes, requests, answers) the tab is no more, wherever that finds it.
 */
import { nativePersonal } from '../../../src/adapters/native-personal.ts';
import type { Adapter } from '../../../src/adapters/adapter.ts';
import { DraftStore } from '../../../src/drafts/draft-store.ts';
import { Outbox } from '../../../src/drafts/outbox.ts';
import { findSent, noteIds } from '../../../src/drafts/read-back.ts';
import { CommentThreadError } from '../../../src/errors.ts';
import type { RecordStore } from '../../../src/storage/record-store.ts';
import type { Actor } from './actor.ts';
import type { Browser } from './browser.ts';
import type { Form } from './form.ts';

import type { Random } from './random.ts';

import { unkeyedAdapter } from './unkeyed-backend.ts';
import { endpointUrl } from './wire.ts';

type DiskFault = 'none' | 'slow' | 'failed' | 'unsaid' | 'twice';

const refused = (): CommentThreadError =>
  new CommentThreadError('storage', 'The disk of this schedule failed.', { retryable: true });

const untaught = (): never => {
  throw new Error('An outbox of a keyed endpoint loads nothing.');
};

export class Tab implements Actor {
  isDead = false;
  isFrozen = false;
  fuse = Infinity;
  readonly missed: (() => void)[] = [];
  readonly name: string;
  readonly random: Random;
  /** Who is signed in; '' for nobody. */
  viewer: string;
  /** What the reader has open, if anything. */
  form: Form | null = null;
  readonly navigator: object;
  readonly drafts: DraftStore;
  readonly outbox: Outbox;
  readonly #browser: Browser;
  /** When the last transaction asked for is through: a database keeps to their order. */
  #busyUntil = 0;

  constructor(browser: Browser, name: string, viewer: string, random: Random) {
    this.#browser = browser;
    // What follows is its own code.
    browser.scheduler.current = this;
    this.name = name;
    this.viewer = viewer;
    this.random = random;
    this.navigator = this.#navigator();
    this.drafts = new DraftStore(this.#records(), { clock: () => this.clock(), random: random.bytes });
    this.outbox = new Outbox({
      endpoint: endpointUrl,
      adapter: this.#adapter(),
      drafts: this.drafts,
      writer: () => this.viewer,
      editSeconds: () => 900,
      report: (error) => browser.judge.reported(this, error),
      readBack: () => Promise.resolve({ noteIds, findSent }),
      random: random.fraction,
    });
  }

  clock(): number {
    return this.#browser.clock();
  }

  after(milliseconds: number, run: () => void): () => void {
    const { scheduler, rates } = this.#browser;
    const lateness = this.random.chance(rates.timers) ? this.random.pick([20, 1000, 60_000]) : 1;
    const due = scheduler.after(milliseconds + lateness * this.random.fraction(), this, run);
    return () => {
      due.run = null;
    };
  }

  fetch(url: string, init: RequestInit): Promise<Response> {
    return this.#browser.network.fetch(this, this.random, url, init);
  }

  openChannel(): object {
    return this.#browser.ether.open(this);
  }

  /** One step of its work; false when it was its last. */
  burn(): boolean {
    if (--this.fuse < 0) this.die();
    return !this.isDead;
  }

  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#browser.note(this, () => 'dies');
    this.#browser.locks.drop(this);
  }

  freeze(): void {
    this.isFrozen = true;
  }

  /** Goes on with what came meanwhile. */
  thaw(): void {
    this.isFrozen = false;
    for (const run of this.missed.splice(0)) this.#browser.scheduler.after(0, this, run);
  }

  #adapter(): Adapter {
    if (!this.#browser.isKeyed) return unkeyedAdapter(() => this.viewer);
    const personal = nativePersonal({ endpoint: endpointUrl, getToken: async () => this.viewer || null });
    return { keyed: true, load: untaught, ...personal };
  }

  #navigator(): object {
    const { locks, lockKind } = this.#browser;
    if (lockKind === 'missing') return {};
    const forbidden = () => Promise.reject(new DOMException('Not in a sandbox.', 'SecurityError'));
    return {
      locks: {
        request: (_: string, options: object, work: () => Promise<unknown>) =>
          lockKind === 'forbidden' ? forbidden() : locks.request(this, options, work),
      },
    };
  }

  #records(): RecordStore {
    const { disk, judge } = this.#browser;
    return {
      durable: true,
      list: <T>(prefix: string) =>
        this.#access('list', () => {
          if (prefix === 'draft:') judge.conduct.listed(this);
          return disk.list(prefix) as T[];
        }),
      transact: (keys, decide) =>
        this.#access('transact', () => disk.transact(keys, decide, (commit) => judge.committed(this, commit))),
    };
  }

  #fault(): DiskFault {
    const { rates } = this.#browser;
    return this.random.chance(rates.storage) ? this.random.pick(['slow', 'failed', 'unsaid', 'twice']) : 'none';
  }

  #access<T>(what: string, effect: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.isDead) return;
      const { scheduler, note } = this.#browser;
      const fault = this.#fault();
      if (fault !== 'none') note(this, () => `its ${what} is ${fault}`);
      const wait = this.random.fraction() * (fault === 'slow' ? 2500 : 3);
      this.#busyUntil = Math.max(this.#busyUntil, scheduler.now + wait);
      scheduler.after(this.#busyUntil - scheduler.now, this, () => {
        if (!this.burn()) return;
        let result: T;
        if (fault !== 'failed') result = effect();
        if (fault === 'twice') result = effect();
        scheduler.after(this.random.fraction() * 3, this, () => {
          if (!this.burn()) return;
          if (fault === 'failed' || fault === 'unsaid') reject(refused());
          else resolve(result);
        });
      });
    });
  }
}
