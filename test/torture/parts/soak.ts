/**
 * A day of 10,000 comments through one page, compressed: threads come and go, and neither the store nor the memory
 * may keep anything of what has been posted. Resumed after an interruption, it is another page that warms up again.
 */
import type { Bench } from '../bench.ts';
import { atMost, exactly, tell } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { pause } from '../../support/pause.ts';
import { openTab, type Tab } from '../tab.ts';
import { judgeDraft } from '../verdict.ts';

/** Comments a thread, and a trial. */
const posts = 100;
/** Trials before memory is compared: 500 comments. */
const warmUp = 5;
/** What of the day passes with a comment, in milliseconds. */
const step = 86_400_000 / 10_000;
/** V8 goes on compiling what has run often, which is its own memory and not the page's: so it only interprets. */
const flag = '--js-flags=--jitless';
/** How long the store may take to become empty once the day is over, in milliseconds. */
const patience = 180_000;

export interface SoakResult {
  /** The page it ran in, and how many trials this page had had before. */
  readonly page: string;
  readonly age: number;
  readonly posted: number;
  /** Drafts that are left. */
  readonly drafts: number;
  /** Receipts that are left when their time is over; null before the end of the day. */
  readonly receipts: number | null;
  /** Bytes in use after a collection of garbage, with an empty thread on show. */
  readonly heap: number;
  /** The same once the receipts are gone; null before the end of the day. */
  readonly rested: number | null;
}

/** What the page's clock is put forward by. */
interface Clockwork {
  putForward: (milliseconds: number) => void;
}

const postAll = (tab: Tab, drafts: readonly string[], milliseconds: number): Promise<void> =>
  tab.page.evaluate(
    async (drafts, milliseconds) => {
      const element = document.querySelector('comment-thread')!;
      const form = element.shadowRoot!.querySelector<HTMLFormElement>('[part~=composer-area] form')!;
      const name = form.querySelector<HTMLInputElement>('[name=name]')!;
      const text = form.querySelector('textarea')!;
      for (const words of drafts) {
        name.value ||= 'Ada';
        text.value = words;
        text.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => reject(new Error(`This is not posted: ${words}`)), 30_000);
          const hear = (): void => {
            clearTimeout(timer);
            resolve();
          };
          element.addEventListener('comment-posted', hear, { once: true });
          form.requestSubmit();
        });
        (window as unknown as Clockwork).putForward(milliseconds);
      }
    },
    drafts,
    milliseconds,
  );

class SoakLane implements Lane<SoakResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;
  readonly #page = crypto.randomUUID();
  #tab: Tab | null = null;
  #age = 0;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ thread, wordsOf, isLast }: Trial): Promise<SoakResult> => {
    const tab = (this.#tab ??= await this.#openTab());
    const drafts = Array.from({ length: posts }, (_, index) => wordsOf(index));
    await this.#show(tab, thread);
    await postAll(tab, drafts, step);
    await this.#show(tab, '/nothing');
    const { length: left } = await tab.records('draft:');
    const heap = await this.#measure(tab);
    const receipts = isLast ? await this.#sweep(tab) : null;
    const rested = isLast ? await this.#measure(tab) : null;

    const comments = await this.#bench.comments(thread);
    const verdicts = drafts.map((words) => judgeDraft({ comments, drafts: [], forms: [] }, words));
    const posted = verdicts.filter((verdict) => verdict === 'posted').length;
    return { page: this.#page, age: this.#age++, posted, drafts: left, receipts, heap, rested };
  };

  readonly close = (): Promise<void> => this.#profile.remove();

  async #openTab(): Promise<Tab> {
    const tab = await openTab(await this.#profile.browser());
    // It would keep every request of the day.
    await tab.session.send('Network.disable');
    await tab.page.evaluateOnNewDocument(() => {
      const now = Date.now.bind(Date);
      let ahead = 0;
      Date.now = () => now() + ahead;
      (window as unknown as Clockwork).putForward = (milliseconds) => (ahead += milliseconds);
    });
    await tab.visit(this.#bench.proxy.pageOf('/nothing'));
    return tab;
  }

  /** Changes the thread of the one element, and waits until its reader can write there. */
  async #show(tab: Tab, thread: string): Promise<void> {
    await tab.page.evaluate(
      (thread) =>
        new Promise<void>((resolve) => {
          const element = document.querySelector('comment-thread')!;
          element.addEventListener('thread-load', () => resolve(), { once: true });
          element.setAttribute('thread', thread);
        }),
      thread,
    );
    await tab.find('[part~=composer-area] [part~=textarea]');
  }

  /** The days after, with something to do for the outbox now and then. Resolves to the receipts that are left nevertheless. */
  async #sweep(tab: Tab): Promise<number> {
    const end = performance.now() + patience;
    for (;;) {
      await tab.page.evaluate(() => {
        (window as unknown as Clockwork).putForward(900_000);
        dispatchEvent(new Event('online'));
      });
      await pause(25);
      const { length: left } = await tab.records('receipt:');
      if (!left || performance.now() > end) return left;
    }
  }

  async #measure({ session }: Tab): Promise<number> {
    // What the first collection lets go of may hold more that only the second one finds.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  }
}

/** By how much memory has grown since the page was warm, in percent; NaN while no page has lasted so long. */
const measureGrowth = (
  results: readonly SoakResult[],
  of: (result: SoakResult) => number | null = ({ heap }) => heap,
): number => {
  const growths = results.flatMap(({ page, age, heap }) => {
    if (age !== warmUp - 1) return [];
    const last = results.filter((each) => each.page === page).reduce((a, b) => (b.age > a.age ? b : a));
    const end = of(last);
    return last.age > age && end !== null ? [((end - heap) / heap) * 100] : [];
  });
  return growths.length ? Math.round(Math.max(...growths) * 100) / 100 : NaN;
};

/** 100 threads of 100 comments. */
export const soak: Part<SoakResult> = {
  name: 'soak',
  trials: 100,
  lanes: 1,
  open: async (bench) => new SoakLane(bench, await makeProfile(flag)),
  figures: (results) => [
    exactly(
      'posted once each',
      results.reduce((sum, { posted }) => sum + posted, 0),
      results.length * posts,
    ),
    atMost('drafts left', Math.max(...results.map(({ drafts }) => drafts)), 0),
    // NaN before the end of the day.
    atMost('receipts left after the day', results.find(({ receipts }) => receipts !== null)?.receipts ?? NaN, 0),
    atMost('growth of memory, compiled code aside', measureGrowth(results), 5, ' %'),
    tell('the same once the receipts are gone', `${String(measureGrowth(results, ({ rested }) => rested))} %`),
  ],
};
