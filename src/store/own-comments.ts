/**
 * The reader's own words in their place: what has been posted but not yet confirmed stands in the
 * thread as a comment that waits, and an edit shows its new text.
 */
import type { Draft } from '../drafts/draft.ts';
import type { Comment } from '../model/comment.ts';
import type { ThreadState } from './thread-state.ts';

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

/** The endpoint's comments with the reader's own laid over them. */
export const withOwnComments = (state: ThreadState): ReadonlyMap<string, Comment> => {
  // One that awaits moderation stays in its place while its author edits it.
  const submitted = [...state.drafts.values()].filter((draft) => isSubmitted(draft) || draft.held);
  if (!submitted.length) return state.comments;
  const comments = new Map(state.comments);
  for (const draft of submitted) {
    const present = comments.get(draft.id);
    if (present) {
      if (draft.edit) comments.set(draft.id, { ...present, body: { text: draft.text } });
    } else if (draft.parent === null || comments.has(draft.parent) || state.next === null) {
      // A reply to a comment on a page not loaded yet waits for it rather than stand in a wrong place.
      comments.set(draft.id, draft.held ?? provisionalComment(draft, state));
    }
  }
  return comments;
};
