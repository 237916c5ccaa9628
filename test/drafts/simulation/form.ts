/** What a reader has open: words of which each is the only one of its kind, so that copies are told by them. */
import type { GuestAuthor } from '../../../src/adapters/adapter.ts';
import type { DraftSession } from '../../../src/store/draft-session.ts';

export interface Form {
  readonly session: DraftSession;
  readonly author: GuestAuthor | null;
  words: readonly string[];
  /** The draft it was opened on, or last wrote. */
  id: string;
  /** How much of the history there was when it was opened, or last written. */
  since: number;
}

/** The words that are the only ones of their kind. */
export const wordsOf = (text: string): string[] => text.match(/\bw\d+e\b/g) ?? [];

export const textOf = ({ words }: Form): string => words.join(' ');
