import type { Bench } from './bench.ts';
import { pause } from '../support/pause.ts';
import type { Tab } from './tab.ts';
import { judgeDraft, type Verdict } from './verdict.ts';

/** How long what was interrupted may take to come to rest, in milliseconds. */
const patience = 30_000;

/** The words of an edit, and those that the comment had before. */
interface Edit {
  readonly words: string;
  readonly original: string;
}

/**
 * Asks until each draft has come to a good end, or long enough, and resolves to their verdicts. The browser is asked
 * before the endpoint: what has left the one must be in the other by then.
 */
export const settle = async (
  bench: Bench,
  tab: Tab,
  thread: string,
  drafts: readonly (string | Edit)[],
  isGood: (verdict: Verdict) => boolean = (verdict) => verdict === 'posted',
): Promise<Verdict[]> => {
  const end = performance.now() + patience;
  for (;;) {
    const [kept, forms] = [await tab.records(), await tab.forms()];
    const comments = await bench.comments(thread);
    const verdicts = drafts.map((draft) => {
      const { words, original } = typeof draft === 'string' ? { words: draft, original: draft } : draft;
      return judgeDraft({ comments, drafts: kept, forms }, words, original);
    });
    if (verdicts.every(isGood) || performance.now() > end) return verdicts;
    await pause(30);
  }
};
