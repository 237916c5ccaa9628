/**
 * A network that is not what `navigator.onLine` says, in both directions, or that takes everything and answers
 * nothing. Post always tries, and nothing is shown as under way for longer than a reader believes it.
 */
import type { Bench } from '../bench.ts';
import { atMost, type Figure } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { settle } from '../settle.ts';
import { pause } from '../../support/pause.ts';
import { openTab, type Tab } from '../tab.ts';
import type { Verdict } from '../verdict.ts';
import { draftFigures } from './takeover.ts';
import { readWaits, watchWaits } from './waits.ts';

/**
 * Milliseconds from Post to the first request, and that anything may be shown as under way; with room for a machine
 * that does much else. A try is made at once or not before the lie ends: the first bound only tells which.
 */
const firstTry = 5000;
const longestWait = 11_000;

type Lie =
  /** `onLine` is false, and everything works. */
  | 'works'
  /** `onLine` is true, and every request fails at once. */
  | 'fails'
  /** `onLine` is true, and connections end without an answer. */
  | 'ends'
  /** `onLine` is true, and no request is answered at all. */
  | 'silent'
  /** `onLine` is false, and that is the truth. */
  | 'offline';

const lies: readonly Lie[] = ['works', 'fails', 'ends', 'silent', 'offline'];

/** How long each is watched, in milliseconds: two tries where a try is a long wait. */
const watches: Readonly<Record<Lie, number>> = { works: 1000, fails: 5000, ends: 5000, silent: 24_000, offline: 5000 };

export interface NetworkResult {
  readonly lie: Lie;
  /** Milliseconds from Post to the first request; null when there was none. */
  readonly tried: number | null;
  /** The longest that anything was shown as under way, in milliseconds. */
  readonly waited: number;
  readonly verdicts: readonly Verdict[];
}

const offlineState = (offline: boolean) =>
  ({ offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }) as const;

class NetworkLane implements Lane<NetworkResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ index, thread, wordsOf }: Trial): Promise<NetworkResult> => {
    const lie = lies[index % lies.length]!;
    const words = wordsOf('new');
    const tab = await openTab(await this.#profile.browser());
    await tab.page.evaluateOnNewDocument(watchWaits);
    await tab.visit(this.#bench.proxy.pageOf(thread));
    await tab.write(words);
    const end = await this.#lie(tab, thread, lie);

    const start = performance.now();
    const trying = new Promise<number>((resolve) => {
      tab.session.on('Network.requestWillBeSent', ({ request }) => {
        if (request.method === 'PUT') resolve(Math.round(performance.now() - start));
      });
    });
    await tab.post();
    // Reading must not be shown as under way for ever either.
    await tab.page.evaluate(() => {
      void (document.querySelector('comment-thread') as unknown as { reload: () => Promise<void> }).reload();
    });
    const tried = await Promise.race([trying, pause(firstTry * 2).then(() => null)]);
    await pause(watches[lie]);
    const waited = await readWaits(tab.page);

    await end();
    await tab.page.evaluate(() => dispatchEvent(new Event('online')));
    const verdicts = await settle(this.#bench, tab, thread, [words]);
    await tab.close();
    return { lie, tried, waited, verdicts };
  };

  readonly close = (): Promise<void> => this.#profile.remove();

  /** Resolves to what ends the lie. */
  async #lie({ page, session }: Tab, thread: string, lie: Lie): Promise<() => Promise<unknown>> {
    const { proxy } = this.#bench;
    switch (lie) {
      case 'works':
        await session.send('Network.overrideNetworkState', offlineState(true));
        return () => session.send('Network.overrideNetworkState', offlineState(false));
      case 'fails': {
        const all = { urlPattern: '', latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
        await session.send('Network.emulateNetworkConditionsByRule', {
          offline: true,
          matchedNetworkConditions: [all],
        });
        return () =>
          session.send('Network.emulateNetworkConditionsByRule', { offline: false, matchedNetworkConditions: [] });
      }
      case 'ends':
        proxy.rule(thread, { write: () => 'refuse', read: () => 'refuse' });
        return async () => proxy.relent(thread);
      case 'silent': {
        const release = proxy.silence(thread);
        return async () => release();
      }
      case 'offline':
        await page.setOfflineMode(true);
        return () => page.setOfflineMode(false);
    }
  }
}

/** 25 networks, five of each kind; several at once, since they mostly wait. */
export const network: Part<NetworkResult> = {
  name: 'network',
  trials: 25,
  lanes: 5,
  open: async (bench) => new NetworkLane(bench, await makeProfile()),
  figures: (results) => [
    ...lies.flatMap((lie): Figure[] => {
      const those = results.filter((result) => result.lie === lie);
      if (!those.length) return [];
      return [
        atMost(`${lie}: slowest first try`, Math.max(...those.map(({ tried }) => tried ?? Infinity)), firstTry, ' ms'),
        atMost(`${lie}: longest wait shown`, Math.max(...those.map(({ waited }) => waited)), longestWait, ' ms'),
      ];
    }),
    ...draftFigures(results),
  ],
};
