/**
 * The reader's own words in their place: what has been posted but not yet confirmed stands in the
 * thread as a comment that waits, and an edit shows its new text.
 */
import type { Draft } from '../drafts/draft.ts';
import type { Body, Comment } from '../model/comment.ts';
import { writerOf, type ThreadState } from './thread-state.ts';

/** Whether the reader has let go of a draft, so that it shows in the thread and not in a composer. */
export const isSubmitted = (draft: Draft): boolean => draft.state !== 'writing' && draft.state !== 'refused';

const provisionalComment = (draft: Draft, { mine }: ThreadState): Comment => ({
  id: draft.id,
  parent: draft.parent,
  kind: 'comment',
  number: null,
  sequence: null,
  author: draft.author ? { name: draft.author.name } : (mine?.viewer ?? null),
  created: draft.created,
  edited: null,
  revision: draft.revision,
  body: { text: draft.text },
  status: 'pending',
  likes: 0,
});

const bodyOf = (draft: Draft, known: Comment): Body => {
  if (draft.state === 'held' && draft.held) return draft.held.body;
  return draft.edit && isSubmitted(draft) ? { text: draft.text } : known.body;
};

/** The endpoint's comments with the reader's own laid over them. */
export const withOwnComments = (state: ThreadState): ReadonlyMap<string, Comment> => {
  const writer = writerOf(state);
  // One that awaits moderation stays in its place while its author edits it.
  const submitted = [...state.drafts.values()].filter(
    (draft) => draft.writer === writer && (isSubmitted(draft) || draft.held),
  );
  if (!submitted.length) return state.comments;
  const comments = new Map(state.comments);
  for (const draft of submitted) {
    const { id, parent, held } = draft;
    // A reply to a comment on a page not loaded yet waits for it rather than stand in a wrong place.
    if (!comments.has(id) && parent !== null && !comments.has(parent) && state.next !== null) continue;
    const known = comments.get(id) ?? held ?? provisionalComment(draft, state);
    comments.set(id, { ...known, body: bodyOf(draft, known) });
  }
  return comments;
};
