/** The page, or the whole browser, dies while somebody types. What is there afterwards lacks half a second at most. */
import type { Bench } from '../bench.ts';
import { atLeast, atMost, tell } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { pause } from '../../support/pause.ts';
import { openTab, type Tab } from '../tab.ts';

/** What may be lost, in milliseconds of typing. */
const goal = 500;
const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
/** How long the form may take to show what was kept, in milliseconds. */
const patience = 10_000;

export interface TypingResult {
  readonly victim: 'renderer' | 'browser';
  /** Characters typed, and how many of them are there afterwards. */
  readonly typed: number;
  readonly kept: number;
  /** Milliseconds from the first lost keystroke to the death; 0 when none is lost. */
  readonly lost: number;
  /** Whether what is there is what was typed, as far as it goes. */
  readonly isFaithful: boolean;
}

interface Keystroke {
  readonly character: string;
  /** When it was sent, which is before the page could know of it. */
  readonly at: number;
}

/** Measures what is missing of what was typed. */
export const measureLoss = (
  keystrokes: readonly Keystroke[],
  kept: string,
  death: number,
): Pick<TypingResult, 'typed' | 'kept' | 'lost' | 'isFaithful'> => {
  const typed = keystrokes.map(({ character }) => character).join('');
  const missing = keystrokes[kept.length];
  return {
    typed: typed.length,
    kept: kept.length,
    lost: missing ? Math.round(death - missing.at) : 0,
    isFaithful: typed.startsWith(kept),
  };
};

class TypingLane implements Lane<TypingResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;
  #tab: Tab | null = null;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ chance, index, thread }: Trial): Promise<TypingResult> => {
    const victim = index % 4 === 0 ? 'browser' : 'renderer';
    const address = this.#bench.proxy.pageOf(thread);
    const tab = (this.#tab ??= await openTab(await this.#profile.browser()));
    await tab.visit(address);
    await tab.write('');

    const keystrokes: Keystroke[] = [];
    const speed = chance.between(5, 200);
    const end = performance.now() + chance.between(0, 3000);
    while (performance.now() < end) {
      const character = chance.isBelow(0.15) && keystrokes.length ? ' ' : chance.pick(letters);
      keystrokes.push({ character, at: performance.now() });
      await tab.type(character);
      // Now and then a burst, and now and then a thought.
      await pause(chance.isBelow(0.05) ? speed * 5 : chance.between(0, speed * 2));
    }
    this.#tab = null;
    const death = performance.now();
    await (victim === 'renderer' ? tab.crash() : this.#profile.kill());

    const again = (this.#tab = await openTab(await this.#profile.browser()));
    await again.visit(address);
    const kept = await this.#kept(again, thread);
    return { victim, ...measureLoss(keystrokes, kept, death) };
  };

  readonly close = (): Promise<void> => this.#profile.remove();

  /** What the reader finds in the form; asked until it is what the browser has kept. */
  async #kept(tab: Tab, thread: string): Promise<string> {
    const end = performance.now() + patience;
    for (;;) {
      const drafts = await tab.records<{ thread: string; text: string }>();
      const kept = drafts.find((draft) => draft.thread === thread)?.text ?? '';
      const [form = ''] = await tab.forms();
      if (form === kept || performance.now() > end) return form;
      await pause(30);
    }
  }
}

/** 200 deaths, every fourth of them of the whole browser. */
export const typing: Part<TypingResult> = {
  name: 'typing',
  trials: 200,
  lanes: 2,
  open: async (bench) => new TypingLane(bench, await makeProfile()),
  figures: (results) => [
    atLeast(
      'of the whole browser',
      results.filter(({ victim }) => victim === 'browser').length,
      Math.ceil(results.length / 4),
    ),
    atMost('most of the typing that was lost', Math.max(...results.map(({ lost }) => lost)), goal, ' ms'),
    atMost('forms with other words than were typed', results.filter(({ isFaithful }) => !isFaithful).length, 0),
    tell('lost nothing at all', results.filter(({ lost }) => lost === 0).length),
    tell(
      'characters typed',
      results.reduce((sum, { typed }) => sum + typed, 0),
    ),
  ],
};
