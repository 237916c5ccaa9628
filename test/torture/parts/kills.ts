/**
 * The page, or the whole browser, dies within 400 ms of Post. Opened again, the comment is there once, or its
 * words are before the reader.
 */
import type { Bench } from '../bench.ts';
import { atLeast, atMost, tell } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { settle } from '../settle.ts';
import { pause } from '../../support/pause.ts';
import { openTab, type Tab } from '../tab.ts';
import type { Verdict } from '../verdict.ts';

/** From the last keystroke to Post: what the promise counts as kept. */
const settled = 500;
const isEnd = (verdict: Verdict): boolean => verdict === 'posted' || verdict === 'kept';

type What = 'comment' | 'reply' | 'edit';

export interface KillResult {
  readonly victim: 'renderer' | 'browser';
  readonly what: What;
  /** Milliseconds from Post to death. */
  readonly delay: number;
  /** Requests of this draft that had come by when it died, and how many of them had been answered. */
  readonly sent: number;
  readonly answered: number;
  readonly verdict: Verdict;
  /** Copies of the draft before this one that came after it had been judged. */
  readonly late: number;
}

const whatOf = ({ chance }: Trial): What => (chance.isBelow(0.6) ? 'comment' : chance.isBelow(0.5) ? 'reply' : 'edit');

class KillLane implements Lane<KillResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;
  #tab: Tab | null = null;
  #before: { readonly thread: string; readonly count: number } | null = null;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async (trial: Trial): Promise<KillResult> => {
    const { chance, index, thread, wordsOf } = trial;
    const { proxy } = this.#bench;
    const what = whatOf(trial);
    const victim = index % 5 === 0 ? 'browser' : 'renderer';
    const delay = Math.floor(chance.between(0, 400));
    const words = wordsOf('new');
    const original = what === 'edit' ? wordsOf('old') : words;

    const tab = (this.#tab ??= await openTab(await this.#profile.browser()));
    await this.#prepare(tab, trial, what);
    // So that death meets every stage: on its way there, at the endpoint, on the way back.
    const [there, back] = [chance.between(0, 200), chance.between(0, 200)];
    proxy.rule(thread, { write: () => pause(there).then(() => 'pass'), lag: back });
    await tab.write(what === 'edit' ? ` ${words}` : words, what === 'comment' ? 'foot' : 'item');
    await pause(settled);
    const point = await tab.locatePost(what === 'comment' ? 'foot' : 'item');
    tab.click(point).catch(() => undefined);
    await pause(delay);
    const arrivals = proxy.arrivalsOf(thread).filter(({ text }) => text.includes(words));
    const isAnswered = ({ fate }: { fate: string }): boolean => fate === 'answered';
    const answered = arrivals.filter(isAnswered).length;
    this.#tab = null;
    await (victim === 'renderer' ? tab.crash() : this.#profile.kill());

    const again = await openTab(await this.#profile.browser());
    proxy.relent(thread);
    await again.visit(proxy.pageOf(thread));
    const [verdict = 'lost'] = await settle(this.#bench, again, thread, [{ words, original }], isEnd);
    this.#tab = again;
    const late = await this.#countLate();
    this.#before = { thread, count: (await this.#bench.comments(thread)).length };
    return { victim, what, delay, sent: arrivals.length, answered, verdict, late };
  };

  readonly close = (): Promise<void> => this.#profile.remove();

  async #prepare(tab: Tab, { thread, wordsOf }: Trial, what: What): Promise<void> {
    if (what === 'reply') await this.#bench.plant(thread);
    await tab.visit(this.#bench.proxy.pageOf(thread));
    if (what === 'reply') await tab.press('[part~=reply-button]', '[part=item] [part~=textarea]');
    if (what !== 'edit') return;
    await tab.write(wordsOf('old'));
    await tab.post();
    // While it waits, the button would take it back into the form.
    await tab.untilPosted();
    await tab.press('[part~=edit-button]', '[part=item] [part~=textarea]');
  }

  async #countLate(): Promise<number> {
    return this.#before ? (await this.#bench.comments(this.#before.thread)).length - this.#before.count : 0;
  }
}

/** 2,000 kills, every fifth of them of the whole browser. */
export const kills: Part<KillResult> = {
  name: 'kills',
  trials: 2000,
  lanes: 2,
  open: async (bench) => new KillLane(bench, await makeProfile()),
  figures: (results) => {
    const count = (...wanted: Verdict[]): number => results.filter(({ verdict }) => wanted.includes(verdict)).length;
    const browsers = results.filter(({ victim }) => victim === 'browser').length;
    return [
      atLeast('of the whole browser', browsers, Math.ceil(results.length / 5)),
      atMost('lost', count('lost'), 0),
      atMost('duplicates', count('duplicate', 'both') + results.reduce((sum, { late }) => sum + late, 0), 0),
      atMost('stuck', count('stuck'), 0),
      tell('posted', count('posted')),
      tell('kept in the form', count('kept')),
      tell('killed before anything was sent', results.filter(({ sent }) => sent === 0).length),
      tell('killed between sending and answer', results.filter(({ sent, answered }) => sent > answered).length),
    ];
  },
};
