/**
 * The endpoint commits and its answer is lost on the way. On a connection that has been used before, Chromium
 * sends the request again by itself, and the page never learns of it.
 */
import type { Bench } from '../bench.ts';
import { atLeast, atMost, exactly, tell } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { settle } from '../settle.ts';
import { pause } from '../../support/pause.ts';
import { openTab, type Tab } from '../tab.ts';
import type { Verdict } from '../verdict.ts';

/** How long the page may take to show what its records say, in milliseconds. */
const patience = 5000;

export interface AnswerResult {
  readonly connection: 'reused' | 'fresh';
  /** Answers that were lost. */
  readonly drops: number;
  /** Requests to write that came by, and how many the page had made. */
  readonly puts: number;
  readonly fetches: number;
  readonly verdict: Verdict;
  /** Whether the page shows the comment, and as posted. */
  readonly isShown: boolean;
}

class AnswerLane implements Lane<AnswerResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;
  #tab: Tab | null = null;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ chance, index, thread, wordsOf }: Trial): Promise<AnswerResult> => {
    const { proxy } = this.#bench;
    const words = wordsOf('new');
    const wanted = index % 2 ? 'fresh' : 'reused';
    const drops = chance.isBelow(0.75) ? 1 : 2;
    const tab = (this.#tab ??= await openTab(await this.#profile.browser()));
    await tab.visit(proxy.pageOf(thread));
    await tab.write(words);
    const point = await tab.locatePost();
    let dropped = 0;
    proxy.rule(thread, { write: () => (dropped++ < drops ? 'drop' : 'pass') });
    const before = tab.writes;
    if (wanted === 'fresh') await proxy.hangUp();
    await tab.click(point);
    const [verdict = 'lost'] = await settle(this.#bench, tab, thread, [words]);
    const isShown = await this.#comesToShow(tab, words);
    const arrivals = proxy.arrivalsOf(thread);
    proxy.relent(thread);
    const connection = arrivals[0]?.isReused ? 'reused' : 'fresh';
    if (connection !== wanted) throw new Error(`It came on a ${connection} connection.`);
    return { connection, drops, puts: arrivals.length, fetches: tab.writes - before, verdict, isShown };
  };

  readonly close = (): Promise<void> => this.#profile.remove();

  async #isShown(tab: Tab, words: string): Promise<boolean> {
    const isListed = (await tab.texts('[part~=comment]')).filter((text) => text.includes(words)).length === 1;
    return isListed && !(await tab.has('[part~=own-state]'));
  }

  /** Whether the page comes to show it, in the time it takes to draw. */
  async #comesToShow(tab: Tab, words: string): Promise<boolean> {
    const end = performance.now() + patience;
    while (performance.now() < end) {
      if (await this.#isShown(tab, words)) return true;
      await pause(20);
    }
    return false;
  }
}

/** 500 lost answers, every second of them on a fresh connection. */
export const answers: Part<AnswerResult> = {
  name: 'answers',
  trials: 500,
  // Connections are hung up for all at once.
  lanes: 1,
  open: async (bench) => new AnswerLane(bench, await makeProfile()),
  figures: (results) => {
    const reused = results.filter(({ connection }) => connection === 'reused');
    const resent = reused.filter(({ puts, fetches }) => puts > fetches).length;
    return [
      exactly('posted, one comment each', results.filter(({ verdict }) => verdict === 'posted').length, results.length),
      exactly('shown as posted', results.filter(({ isShown }) => isShown).length, results.length),
      atMost('lost', results.filter(({ verdict }) => verdict === 'lost').length, 0),
      atMost('duplicates', results.filter(({ verdict }) => verdict === 'duplicate').length, 0),
      tell('on reused connections', reused.length),
      tell('on fresh connections', results.length - reused.length),
      atLeast('reused ones that the browser sent again by itself, in percent', percent(resent, reused.length), 90),
    ];
  },
};

const percent = (part: number, whole: number): number => (whole ? Math.floor((part / whole) * 100) : NaN);
