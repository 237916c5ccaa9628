/** What became of the drafts' records, and which of the reader's wishes it was for. */
import type { Draft } from '../../../src/drafts/draft.ts';
import type { Form } from './form.ts';
import type { Actor } from './actor.ts';

/** What the reader asked of a draft, from when it was asked until it was answered. */
export interface Call {
  readonly tab: Actor;
  readonly what: 'save' | 'post' | 'retry' | 'discard' | 'restore' | 'recall' | 'check';
  /** Null while it is not known. */
  readonly id: string | null;
  readonly form: Form | null;
  /** The words of the form when it was asked. */
  readonly text: string | null;
}

/** One change of a draft's record. */
export interface Past {
  readonly id: string;
  readonly before: Draft | undefined;
  readonly after: Draft | undefined;
  /** Why, where the reader asked for it. */
  readonly call: Call | null;
}

/** What a reader may have asked for when a record changed so. */
const wishesFor = (before: Draft | undefined, after: Draft | undefined): readonly Call['what'][] => {
  if (!after) return before?.state === 'writing' || before?.state === 'refused' ? ['discard', 'save'] : ['discard'];
  if (after.state === 'writing') return before ? ['save', 'recall', 'post', 'restore'] : ['save', 'post', 'restore'];
  if (after.state === 'held') return ['discard'];
  if (before?.state === 'sending') return [];
  if (after.state === 'queued' && before?.state === 'writing') return ['post'];
  return before ? ['retry', 'restore'] : ['post', 'restore'];
};

/** Which of the reader's wishes under way in a tab a change fulfils; null where the outbox did it of its own accord. */
export const callFor = (
  calls: Iterable<Call>,
  tab: Actor,
  id: string,
  before: Draft | undefined,
  after: Draft | undefined,
): Call | null => {
  const wishes = wishesFor(before, after);
  const fitting = [...calls].filter(
    (call) =>
      call.tab === tab && wishes.includes(call.what) && (!after || call.text === null || call.text === after.text),
  );
  const isOfForm = ({ form }: Call): boolean => form?.session.draft.id === id || form?.id === id;
  return fitting.find((call) => call.id === id) ?? fitting.find(isOfForm) ?? null;
};

/** The last letters of an id, which are enough for a person. */
export const short = (id: string): string => id.slice(-4);
