/**
 * The tab that is sending is frozen, as browsers do with tabs in the background: its lock stays held, and
 * nothing says that it will ever go on. The other tabs' drafts may wait for it only so long.
 */
import type { Bench } from '../bench.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { catchSender } from '../pair.ts';
import { settle } from '../settle.ts';
import { pause } from '../../support/pause.ts';
import type { Tab } from '../tab.ts';
import type { Verdict } from '../verdict.ts';
import { draftFigures, waitFigures } from './takeover.ts';

/** What a frozen sender may cost, in milliseconds. */
const goal = 30_000;
/** What counts as never. */
const patience = 60_000;
/** After the thaw: time for what a sender that believes to be in the right would do. */
const thaw = 3000;

export interface FrozenResult {
  /** By the browser, or by stopping its process. */
  readonly by: 'browser' | 'process';
  /** From another tab's Post until its words reached the endpoint; null when they did not. */
  readonly milliseconds: number | null;
  /** Once the frozen tab has thawed and its own request has arrived. */
  readonly verdicts: readonly Verdict[];
}

/** Puts a tab behind another and freezes it there: one that is seen is not frozen. @throws when it was not. */
const freeze = async (tab: Tab, other: Tab): Promise<void> => {
  const { page, session } = tab;
  await page.evaluate(() => {
    document.addEventListener('freeze', () => document.documentElement.classList.add('is-frozen'));
  });
  await other.page.bringToFront();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  if (!(await page.$('.is-frozen'))) throw new Error('The tab does not freeze.');
};

class FrozenLane implements Lane<FrozenResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ index, thread, wordsOf }: Trial): Promise<FrozenResult> => {
    const { proxy } = this.#bench;
    const by = index % 2 ? 'process' : 'browser';
    const browser = await this.#profile.browser();
    const { sender, process: id, other, release } = await catchSender(browser, proxy, thread, wordsOf('first'));
    if (by === 'process') process.kill(id, 'SIGSTOP');
    else await freeze(sender, other);

    const start = performance.now();
    const arriving = proxy.nextArrival(({ text }) => text.includes(wordsOf('second')), patience).catch(() => null);
    await other.write(wordsOf('second'));
    await other.post();
    const arrived = await arriving;

    release();
    if (by === 'process') process.kill(id, 'SIGCONT');
    else await sender.session.send('Page.setWebLifecycleState', { state: 'active' });
    await settle(this.#bench, other, thread, [wordsOf('first'), wordsOf('second')]);
    await pause(thaw);
    const verdicts = await settle(this.#bench, other, thread, [wordsOf('first'), wordsOf('second')]);
    await Promise.all([sender.close(), other.close()]);
    return { by, milliseconds: arrived && Math.round(arrived.at - start), verdicts };
  };

  readonly close = (): Promise<void> => this.#profile.remove();
}

/** 20 frozen senders, half of them stopped from outside; several profiles at once, since they mostly wait. */
export const frozen: Part<FrozenResult> = {
  name: 'frozen',
  trials: 20,
  lanes: 5,
  open: async (bench) => new FrozenLane(bench, await makeProfile()),
  figures: (results) => [
    ...waitFigures(
      results.map(({ milliseconds }) => milliseconds),
      goal,
    ),
    ...draftFigures(results),
  ],
};
