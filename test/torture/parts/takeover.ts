/** The tab that is sending dies in the middle of a request: another tab of the same reader takes over at once. */
import type { Bench } from '../bench.ts';
import { atMost, exactly, tell, type Figure } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { pause } from '../../support/pause.ts';
import { catchSender } from '../pair.ts';
import { settle } from '../settle.ts';
import type { Verdict } from '../verdict.ts';

/** What a sender's death may cost, in milliseconds. */
const goal = 250;
/** What counts as never. */
const patience = 30_000;

export interface TakeoverResult {
  /** From the death to the next request to write; null when none came. */
  readonly milliseconds: number | null;
  readonly verdicts: readonly Verdict[];
}

class TakeoverLane implements Lane<TakeoverResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ chance, thread, wordsOf }: Trial): Promise<TakeoverResult> => {
    const { proxy } = this.#bench;
    const browser = await this.#profile.browser();
    const { sender, process: id, other, release } = await catchSender(browser, proxy, thread, wordsOf('first'));
    await other.write(wordsOf('second'));
    await other.post();
    await other.find('[part~=own-state]');
    await pause(chance.between(50, 300));

    const taking = proxy.nextArrival((arrival) => arrival.thread === thread, patience).catch(() => null);
    const death = performance.now();
    process.kill(id, 'SIGKILL');
    const taken = await taking;
    // What the dead tab had sent comes late as well.
    release();
    const verdicts = await settle(this.#bench, other, thread, [wordsOf('first'), wordsOf('second')]);
    await Promise.all([sender.close(), other.close()]);
    return { milliseconds: taken && Math.round(taken.at - death), verdicts };
  };

  readonly close = (): Promise<void> => this.#profile.remove();
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The figures of how long others waited for a sender that did not answer any more. */
export const waitFigures = (waits: readonly (number | null)[], longest: number): Figure[] => {
  const known = waits.map((wait) => wait ?? Infinity);
  return [
    tell('median wait', `${String(medianOf(known))} ms`),
    atMost('longest wait', Math.max(...known), longest, ' ms'),
  ];
};

/** The figures of drafts that had to be posted once each. */
export const draftFigures = (results: readonly { readonly verdicts: readonly Verdict[] }[]): Figure[] => {
  const verdicts = results.flatMap((result) => result.verdicts);
  const count = (...wanted: Verdict[]): number => verdicts.filter((verdict) => wanted.includes(verdict)).length;
  return [
    exactly('posted', count('posted'), verdicts.length),
    atMost('lost', count('lost'), 0),
    atMost('duplicates', count('duplicate', 'both'), 0),
  ];
};

/** 100 deaths of a sender. */
export const takeover: Part<TakeoverResult> = {
  name: 'takeover',
  trials: 100,
  lanes: 1,
  open: async (bench) => new TakeoverLane(bench, await makeProfile()),
  figures: (results) => [
    ...waitFigures(
      results.map(({ milliseconds }) => milliseconds),
      goal,
    ),
    ...draftFigures(results),
  ],
};
