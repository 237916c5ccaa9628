import { isSubmitted } from '../store/own-comments.ts';
import { writerOf, type ThreadState } from '../store/thread-state.ts';
import { renew, type CommentNote, type OwnActions } from './view-context.ts';

/** A form the reader has open in the thread. */
export interface OpenComposer {
  readonly element: HTMLElement;
  readonly isEditing: boolean;
}

/** What the reader has done to the view; replaced, never changed. */
export interface ViewState {
  readonly collapsed: ReadonlySet<string>;
  readonly expanded: ReadonlySet<string>;
  readonly marked: string | null;
  /** The comment the reader is asked about, and whether deleting it has failed before. */
  readonly removing: { readonly id: string; readonly hasFailed: boolean } | null;
  /** By the id of the comment the form stands at. */
  readonly composers: ReadonlyMap<string, OpenComposer>;
}

/** Nothing collapsed, opened or marked. */
export const initialViewState: ViewState = {
  collapsed: new Set(),
  expanded: new Set(),
  marked: null,
  removing: null,
  composers: new Map(),
};

/**
 * A note for each comment that has something to note; the same object as in `previous` where nothing
 * changed, and `previous` itself where nothing did at all, so that only the branches concerned are rendered again.
 */
export const noteComments = (
  state: ThreadState,
  view: ViewState,
  now: number,
  previous: ReadonlyMap<string, CommentNote>,
  isReadonly: boolean,
  ownActions: OwnActions | null,
): ReadonlyMap<string, CommentNote> => {
  const { drafts, receipts, mine } = state;
  const writer = writerOf(state);
  const replies = new Set<string>();
  for (const draft of drafts.values()) {
    if (draft.parent !== null && !draft.edit && !isSubmitted(draft) && draft.writer === writer)
      replies.add(draft.parent);
  }
  const ids = new Set([
    ...view.collapsed,
    ...view.expanded,
    ...view.composers.keys(),
    ...drafts.keys(),
    ...receipts.keys(),
    ...(mine?.may.keys() ?? []),
    ...replies,
  ]);
  if (view.marked !== null) ids.add(view.marked);
  if (view.removing !== null) ids.add(view.removing.id);

  const notes = new Map<string, CommentNote>();
  for (const id of ids) {
    const stored = drafts.get(id);
    const receipt = receipts.get(id);
    const isShown = stored?.writer === writer && (isSubmitted(stored) || stored.held !== null);
    const draft = isShown ? stored : null;
    const isOwn =
      !isReadonly &&
      ((receipt?.writer === writer && receipt.until > now) || (draft !== null && draft.state !== 'sending'));
    const composer = view.composers.get(id);
    const note: CommentNote = {
      isCollapsed: view.collapsed.has(id),
      isMarked: view.marked === id,
      isExpanded: view.expanded.has(id),
      removal: view.removing?.id !== id ? null : view.removing.hasFailed ? 'failed' : 'asked',
      // What it was written with, no endpoint gives back: without it there is nothing to edit. Of unknown fate, it could become two.
      canEdit: isOwn && draft?.state !== 'unconfirmed',
      canRemove: isOwn || (!isReadonly && (mine?.may.get(id)?.has('delete') ?? false)),
      hasDraftReply: replies.has(id),
      draft,
      composer: composer?.element ?? null,
      isEditing: composer?.isEditing ?? false,
      ownActions,
    };
    notes.set(id, renew(previous.get(id), note));
  }
  const isSame = notes.size === previous.size && [...notes].every(([id, note]) => previous.get(id) === note);
  return isSame ? previous : notes;
};
