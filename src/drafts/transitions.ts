/**
 * Which event may meet a draft in which state, and what becomes of it:
 *
 *   event    legal in                                   becomes
 *   write    writing refused                            writing; leaves the store when no word is left
 *   queue    writing, with words                        queued, at the end of the order
 *   claim    queued                                     sending
 *   note     sending                                    sending, with the ids the thread had before
 *   posted   every one but writing                      leaves the store
 *   held     every one but writing and held             held
 *   refused  sending                                    refused
 *   signIn   sending                                    waiting
 *   unknown  sending                                    queued when sending again is safe, else unconfirmed
 *   rouse    queued                                     queued, its pause over
 *   retry    queued waiting refused unconfirmed         queued, in its old place
 *   recall   queued waiting refused unconfirmed held    writing, under a higher revision if the endpoint may know this one
 *   reparent every one but sending                      as it was, under another parent
 *   dropped  held                                       refused: moderation no longer has it
 *   discard  writing queued waiting refused unconfirmed leaves the store
 *
 * The endpoint's word that it has the comment counts even when it comes late, after the sender was
 * taken for dead; the caller sees to it that the revision is the one that was sent.
 *
 * Every other pair is refused, and the record stays as it is. A draft that edits a comment which
 * awaits moderation (`held` is set) does not leave the store with its words: it is held again.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Comment } from '../model/comment.ts';
import type { Draft, DraftError, DraftState, Rest } from './draft.ts';

/** What may happen to a draft. */
export type DraftEvent =
  | { readonly type: 'write'; readonly text: string; readonly author: GuestAuthor | null }
  /** `revision` is the lowest that no receipt has yet. */
  | {
      readonly type: 'queue';
      readonly text: string;
      readonly author: GuestAuthor | null;
      readonly order: number;
      readonly revision: number;
    }
  | { readonly type: 'claim' | 'signIn' | 'rouse' | 'retry' | 'recall' }
  | { readonly type: 'note'; readonly seen: readonly string[] }
  /** The endpoint named the comment, which can be edited for so many seconds. */
  | { readonly type: 'posted' | 'held'; readonly comment: Comment; readonly editSeconds: number }
  | { readonly type: 'refused' | 'dropped'; readonly error: DraftError }
  /** No answer came, or the sender died (`error` is null); `safe` when a second copy would make no second comment. */
  | { readonly type: 'unknown'; readonly error: DraftError | null; readonly safe: boolean; readonly rest: Rest | null }
  | { readonly type: 'reparent'; readonly parent: string }
  /** `original` is the Markdown of the comment that awaits moderation, where this was an edit of it. */
  | { readonly type: 'discard'; readonly original: string };

/** What `transition` answers when the event may not meet this state. */
export type Refusal = 'illegal';

const UNSENT: readonly DraftState[] = ['queued', 'waiting', 'refused', 'unconfirmed'];
const SENDING: readonly DraftState[] = ['sending'];

const LEGAL: Readonly<Record<DraftEvent['type'], readonly DraftState[]>> = {
  write: ['writing', 'refused'],
  queue: ['writing'],
  claim: ['queued'],
  note: SENDING,
  posted: [...UNSENT, 'sending', 'held'],
  held: [...UNSENT, 'sending'],
  refused: SENDING,
  signIn: SENDING,
  unknown: SENDING,
  rouse: ['queued'],
  retry: UNSENT,
  recall: [...UNSENT, 'held'],
  reparent: ['writing', ...UNSENT, 'held'],
  dropped: ['held'],
  discard: ['writing', ...UNSENT],
};

/** Whether the endpoint may hold these very words, which a no or a question was not the only answer to. */
const mayBeKnown = ({ state, attempts }: Draft): boolean =>
  state === 'held' || attempts > (state === 'refused' || state === 'waiting' ? 1 : 0);

/** Whether the endpoint may hold the comment, in these words or in earlier ones, although it has not said so. */
export const mayHaveArrived = (draft: Draft): boolean => draft.revision > 0 || mayBeKnown(draft);

/** Words that may have arrived go on under a higher revision, so that they cannot be taken for those. */
const reopen = (draft: Draft): Partial<Draft> => ({
  state: 'writing',
  revision: draft.revision + (mayBeKnown(draft) ? 1 : 0),
  edit: draft.edit || draft.state === 'held',
  order: 0,
  attempts: 0,
  rest: null,
});

const change = (draft: Draft, event: DraftEvent): Partial<Draft> | null | Refusal => {
  switch (event.type) {
    case 'write': {
      if (!event.text.trim() && !draft.held) return null;
      const { text, author } = event;
      return { ...reopen(draft), text, author };
    }
    case 'queue': {
      const { text, author, order } = event;
      const revision = Math.max(draft.revision, event.revision);
      return text.trim() ? { state: 'queued', text, author, order, revision, error: null } : 'illegal';
    }
    case 'claim':
      return { state: 'sending', attempts: draft.attempts + 1, seen: null };
    case 'note':
      return { seen: event.seen };
    case 'posted':
      return null;
    case 'held':
      return { state: 'held', held: event.comment, error: null };
    case 'refused':
      return { state: 'refused', error: event.error };
    case 'dropped':
      return { state: 'refused', error: event.error, held: null, edit: false, revision: draft.revision + 1 };
    case 'signIn':
      return { state: 'waiting', error: null };
    case 'unknown': {
      const { safe, error, rest } = event;
      return { state: safe ? 'queued' : 'unconfirmed', error, rest };
    }
    case 'rouse':
      return { rest: null };
    case 'retry':
      return { state: 'queued', error: null, rest: null };
    case 'recall':
      // Under an id of the backend's own, an edit would be a second comment.
      return draft.held && draft.held.id !== draft.id ? 'illegal' : reopen(draft);
    case 'reparent':
      return { parent: event.parent };
    case 'discard':
      return draft.held && { state: 'held', text: event.original, error: null };
  }
};

/** The record after `event`, null when it leaves the store, or a refusal. Total: it never throws. */
export const transition = (draft: Draft, event: DraftEvent): Draft | null | Refusal => {
  if (!LEGAL[event.type].includes(draft.state)) return 'illegal';
  const changed = change(draft, event);
  return changed && (changed === 'illegal' ? changed : { ...draft, ...changed, version: draft.version + 1 });
};
