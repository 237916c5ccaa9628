/**
 * What has become of a draft, by the words that only it has: judged by what the endpoint holds and what
 * the browser keeps, never by ids, since a copy under another id is what is looked for.
 */

/** A comment as the endpoint holds it, as far as it matters here. */
export interface HeldComment {
  readonly id: string;
  readonly parent: string | null;
  readonly sequence: number;
  readonly text: string;
}

/** A draft's record as the browser keeps it, as far as it matters here. */
export interface KeptDraft {
  readonly id: string;
  readonly state: string;
  readonly text: string;
}

/** All there is to judge by, once nothing moves any more. */
export interface Evidence {
  readonly comments: readonly HeldComment[];
  readonly drafts: readonly KeptDraft[];
  /** What stands in the page's open forms. */
  readonly forms: readonly string[];
}

/**
 * - `posted`: one comment, and nothing of it is left in the browser.
 * - `kept`: no comment, and the words are before the reader, in the form or in the draft it opens.
 * - `stuck`: the words are kept, but neither the reader nor the endpoint has been told to do anything with them.
 * - `both`: posted, and in the form as well, where the reader would post them again.
 * - `duplicate`: more than one comment. `lost`: the words are nowhere.
 */
export type Verdict = 'posted' | 'kept' | 'stuck' | 'both' | 'duplicate' | 'lost';

/** Judges the draft of these words; `original` are those of the comment that it edits. */
export const judgeDraft = ({ comments, drafts, forms }: Evidence, words: string, original = words): Verdict => {
  const copies = comments.filter(({ text }) => text.includes(words) || text.includes(original));
  if (copies.length > 1) return 'duplicate';
  const isPosted = copies.some(({ text }) => text.includes(words));
  const kept = drafts.filter(({ text }) => text.includes(words));
  const isOnItsWay = kept.some(({ state }) => state !== 'writing' && state !== 'refused');
  const isBeforeReader = kept.length > 0 || forms.some((text) => text.includes(words));
  if (isOnItsWay) return 'stuck';
  if (isBeforeReader) return isPosted ? 'both' : 'kept';
  return isPosted ? 'posted' : 'lost';
};
