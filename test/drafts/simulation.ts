/**
 * A world for the outbox to fail in: pages that die at any await, a lock that dies with them (or no lock at
 * all), an endpoint that honours the native protocol, and a network that loses requests and answers.
 */
import type { Adapter, Outcome, Submission } from '../../src/adapters/adapter.ts';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import type { Lease } from '../../src/drafts/lease.ts';
import { Outbox } from '../../src/drafts/outbox.ts';
import { MemoryRecords } from '../../src/storage/memory-records.ts';
import type { RecordStore } from '../../src/storage/record-store.ts';
import { author, failed, held, ManualTimers, posted, scope, settle } from './harness.ts';

export type Fault = 'none' | 'lost' | 'unanswered' | 'late' | 'refused' | 'signIn' | 'busy' | 'held' | 'redirected';

/** Every draft's words begin with a name of its own, by which copies are told whatever their ids. */
export const nameOf = (text: string): string => text.split(' ')[0]!;

/** Takes a comment once per id, and a replacement with each higher revision; the secret must be the same. */
class KeyedEndpoint {
  readonly comments = new Map<string, { text: string; revision: number; secret: string; parent: string | null }>();
  readonly problems: string[] = [];
  puts = 0;

  put({ id, text, revision, secret, parent }: Submission): void {
    this.puts++;
    const known = this.comments.get(id);
    if (known && known.secret !== secret) this.problems.push(`another secret for ${text}`);
    if (parent !== null && !this.comments.has(parent)) this.problems.push(`${text} came before its parent`);
    if (!known || revision > known.revision) this.comments.set(id, { text, revision, secret, parent });
    else if (revision === known.revision && text !== known.text) {
      this.problems.push(`revision ${String(revision)} of ${text} was ${known.text}`);
    }
  }
}

/** One lock for all pages; a page that dies lets go of it. */
class Lock {
  readonly #waiting: (() => void)[] = [];
  #holder: Page | null = null;

  lease(page: Page): Lease {
    return (_, work) =>
      new Promise((resolve, reject) => {
        this.#waiting.push(() => {
          if (page.isDead) return;
          this.#holder = page;
          void work()
            .then(resolve, reject)
            .finally(() => this.release(page));
        });
        this.#grant();
      });
  }

  release(page: Page): void {
    if (this.#holder === page) this.#holder = null;
    this.#grant();
  }

  #grant(): void {
    while (!this.#holder && this.#waiting.length) this.#waiting.shift()!();
  }
}

/** One tab. After `fuse` further steps of its work (reads, writes, requests, answers) it is no more. */
export class Page {
  fuse = Infinity;
  isDead = false;
  readonly outbox: Outbox;
  readonly drafts: DraftStore;
  readonly timers = new ManualTimers();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    const records: RecordStore = {
      durable: true,
      list: (prefix) => this.#step(() => world.records.list(prefix)),
      transact: (keys, change) => this.#step(() => world.records.transact(keys, change)),
    };
    this.drafts = new DraftStore(records, { clock: () => world.now });
    const adapter: Adapter = {
      keyed: true,
      load: () => Promise.reject(new Error('An outbox loads nothing.')),
      send: (submission) => this.#step(() => this.#send(submission)),
    };
    this.outbox = new Outbox({
      endpoint: scope.endpoint,
      adapter,
      drafts: this.drafts,
      writer: () => '',
      editSeconds: () => 900,
      report: (error) => world.problems.push(`reported: ${error.message}`),
      random: world.random,
      after: this.timers.after,
      lease: world.lock ? world.lock.lease(this) : (_, work) => work(),
    });
    this.outbox.wake();
  }

  die(): void {
    this.isDead = true;
    this.outbox.stop();
    this.#world.lock?.release(this);
  }

  /** Does something that another page or the endpoint can see; dies before, or after it and before it knows. */
  async #step<T>(run: () => Promise<T>): Promise<T> {
    await this.#burn();
    const result = await run();
    await this.#burn();
    return result;
  }

  async #burn(): Promise<void> {
    if (--this.fuse < 0 && !this.isDead) this.die();
    if (this.isDead) await new Promise<never>(() => undefined);
  }

  async #send(submission: Submission): Promise<Outcome> {
    const world = this.#world;
    const fault = world.nextFault();
    if (fault === 'lost') return failed('unknown', 'network');
    if (fault === 'redirected') return failed('unknown', 'not-json');
    if (fault === 'refused') return failed('refused', 'refused');
    if (fault === 'signIn') return { kind: 'signIn' };
    if (fault === 'busy') return failed('unknown', 'rate-limited', { retryAfter: 30 });
    if (fault === 'late') {
      // The page gives up long before the request arrives; copies sent since may be there first.
      world.late.push(submission);
      return failed('unknown', 'timeout');
    }
    world.endpoint.put(submission);
    if (fault === 'unanswered') return failed('unknown', 'network');
    return fault === 'held' ? held(submission) : posted(submission);
  }
}

export class World {
  readonly records = new MemoryRecords();
  readonly endpoint = new KeyedEndpoint();
  readonly late: Submission[] = [];
  readonly problems: string[] = [];
  readonly lock: Lock | null;
  readonly random: () => number;
  now = Date.UTC(2026, 10, 22);
  pages: Page[];
  #faults: Fault[];

  constructor(pages: number, isLocked: boolean, faults: readonly Fault[], random: () => number) {
    this.lock = isLocked ? new Lock() : null;
    this.random = random;
    this.#faults = [...faults];
    this.pages = Array.from({ length: pages }, () => new Page(this));
  }

  nextFault(): Fault {
    return this.#faults.shift() ?? 'none';
  }

  /** The page in a place; one that died has been opened again. */
  page(index: number): Page {
    const place = index % this.pages.length;
    const page = this.pages[place]!;
    return page.isDead ? (this.pages[place] = new Page(this)) : page;
  }

  async advance(milliseconds: number): Promise<void> {
    for (const page of this.pages) await page.timers.advance(milliseconds);
    await settle();
  }

  stored(): Promise<Draft[]> {
    return this.records.list<Draft>('draft:');
  }

  /** All is well again: requests that were under way arrive, pages reopen, the reader posts what waits for them. */
  async heal(): Promise<void> {
    this.#faults = [];
    for (const submission of this.late.splice(0)) this.endpoint.put(submission);
    for (const [index, page] of this.pages.entries()) {
      page.fuse = Infinity;
      this.page(index).outbox.wake();
    }
    await this.advance(1000);
    const { outbox } = this.page(0);
    for (const draft of await this.stored()) {
      if (draft.state === 'refused' || draft.state === 'waiting') await outbox.retry(draft.id);
      if (draft.state === 'writing') await outbox.post(draft);
    }
    for (let minutes = 0; minutes < 12; minutes++) await this.advance(60_000);
  }
}

/** What `author` is called does not matter here. */
export const written = (draft: Draft, text: string): Draft => ({ ...draft, text, author });
