/** Ten tabs of one reader write while the endpoint is away, and all learn at the same moment that it is back. */
import type { Bench } from '../bench.ts';
import { atLeast, atMost, exactly, tell } from '../../support/figure.ts';
import type { Lane, Part, Trial } from '../part.ts';
import { makeProfile, type Profile } from '../profile.ts';
import { countProcesses } from '../renderer.ts';
import { pause } from '../../support/pause.ts';
import { openTab, type Tab } from '../tab.ts';
import { judgeDraft, type HeldComment, type Verdict } from '../verdict.ts';

const tabCount = 10;
const patience = 60_000;

export interface TabsResult {
  readonly comments: number;
  readonly verdicts: readonly Verdict[];
  /** Comments that have the words of more than one draft, for whoever looks for the cause. */
  readonly strange: readonly string[];
  /** Replies that are not where they belong: under their parent and after it. */
  readonly misplaced: number;
  /** Tabs that go on showing a comment as unsent. */
  readonly unaware: number;
  /** Requests to write that came by once the endpoint was back. */
  readonly puts: number;
  /** Processes the tabs had, as far as the browser tells. */
  readonly renderers: number;
}

class TabsLane implements Lane<TabsResult> {
  readonly #bench: Bench;
  readonly #profile: Profile;
  #tabs: readonly Tab[] = [];

  constructor(bench: Bench, profile: Profile) {
    this.#bench = bench;
    this.#profile = profile;
  }

  readonly run = async ({ chance, thread, wordsOf }: Trial): Promise<TabsResult> => {
    const { proxy } = this.#bench;
    const tabs = await this.#visit(proxy.pageOf(thread));
    const renderers = await countProcesses(await this.#profile.browser());
    proxy.rule(thread, { write: () => 'refuse', read: () => 'refuse' });

    const drafts: string[] = [];
    const parents = new Map<string, string>();
    const write = async (tab: Tab, words: string, place: 'foot' | 'item'): Promise<void> => {
      // As a reader does who goes from tab to tab: until a tab knows what the others have posted, words of theirs may stand in its form.
      await tab.untilUnsent(drafts.length);
      await tab.findEmpty(place);
      drafts.push(words);
      await tab.write(words, place);
      await tab.post(place);
    };
    for (const [index, tab] of tabs.entries()) await write(tab, wordsOf(index), 'foot');
    for (const [index, tab] of tabs.entries()) {
      const [first, second] = [wordsOf(index), wordsOf(index + tabCount)];
      if (chance.isBelow(0.5)) await write(tab, second, 'foot');
      else {
        parents.set(second, first);
        await tab.reply(first);
        await write(tab, second, 'item');
      }
    }

    const before = proxy.arrivalsOf(thread).length;
    proxy.relent(thread);
    await Promise.all(tabs.map((tab) => tab.page.evaluate(() => dispatchEvent(new Event('online')))));
    const { comments, verdicts, unaware } = await this.#settle(tabs, thread, drafts);
    const misplaced = countMisplaced(comments, parents);
    const puts = proxy.arrivalsOf(thread).length - before;
    const strange = comments
      .map(({ text }) => text)
      .filter((text) => drafts.filter((words) => text.includes(words)).length !== 1);
    return { comments: comments.length, verdicts, strange, misplaced, unaware, puts, renderers };
  };

  readonly close = (): Promise<void> => this.#profile.remove();

  async #visit(address: string): Promise<readonly Tab[]> {
    const browser = await this.#profile.browser();
    if (!this.#tabs.length) {
      this.#tabs = await Promise.all(Array.from({ length: tabCount }, () => openTab(browser)));
    }
    await Promise.all(this.#tabs.map((tab) => tab.visit(address)));
    return this.#tabs;
  }

  async #settle(tabs: readonly Tab[], thread: string, drafts: readonly string[]) {
    const end = performance.now() + patience;
    for (;;) {
      const kept = await tabs[0]!.records();
      const forms = (await Promise.all(tabs.map((tab) => tab.forms()))).flat();
      const comments = await this.#bench.comments(thread);
      const verdicts = drafts.map((words) => judgeDraft({ comments, drafts: kept, forms }, words));
      const isShown = await Promise.all(tabs.map((tab) => tab.has('[part~=own-state]')));
      const unaware = isShown.filter(Boolean).length;
      const isSettled = verdicts.every((verdict) => verdict === 'posted') && !unaware;
      if (isSettled || performance.now() > end) return { comments, verdicts, unaware };
      await pause(50);
    }
  }
}

/** How many replies do not come after their parent, or stand under another comment; by their words. */
export const countMisplaced = (comments: readonly HeldComment[], parents: ReadonlyMap<string, string>): number => {
  const find = (words: string): HeldComment | undefined => comments.find(({ text }) => text.includes(words));
  return [...parents].filter(([reply, parent]) => {
    const [child, above] = [find(reply), find(parent)];
    return !child || !above || child.parent !== above.id || child.sequence <= above.sequence;
  }).length;
};

/** 100 rounds of 20 drafts. */
export const tabs: Part<TabsResult> = {
  name: 'tabs',
  trials: 100,
  lanes: 1,
  open: async (bench) => new TabsLane(bench, await makeProfile()),
  figures: (results) => {
    const count = (verdict: Verdict): number =>
      results.flatMap(({ verdicts }) => verdicts).filter((each) => each === verdict).length;
    const sum = (of: (result: TabsResult) => number): number => results.reduce((total, each) => total + of(each), 0);
    const right = results.filter(({ comments }) => comments === 2 * tabCount).length;
    return [
      exactly('rounds of exactly 20 comments', right, results.length),
      exactly('posted', count('posted'), results.length * 2 * tabCount),
      atMost('lost', count('lost'), 0),
      atMost('duplicates', count('duplicate') + count('both'), 0),
      atMost(
        'replies before their parent, or elsewhere',
        sum(({ misplaced }) => misplaced),
        0,
      ),
      atMost(
        'tabs that do not learn of it',
        sum(({ unaware }) => unaware),
        0,
      ),
      atLeast('fewest processes in a round', Math.min(...results.map(({ renderers }) => renderers)), tabCount),
      tell('requests a draft', (sum(({ puts }) => puts) / results.length / 2 / tabCount).toFixed(2)),
    ];
  },
};
