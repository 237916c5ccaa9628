import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { initialState, type ThreadState } from '../../src/store/thread-state.ts';
import { initialViewState, noteComments, type ViewState } from '../../src/view/notes.ts';
import type { CommentNote } from '../../src/view/view-context.ts';
import { makeComment, noon } from '../support/comments.ts';
import { makeDraft, makeReceipt } from '../support/drafts.ts';

const note = (
  state: Partial<ThreadState> = {},
  view: Partial<ViewState> = {},
  now = noon,
  previous: ReadonlyMap<string, CommentNote> = new Map(),
  isReadonly = false,
): ReadonlyMap<string, CommentNote> =>
  noteComments(
    { ...initialState('oldest'), ...state },
    { ...initialViewState, ...view },
    now,
    previous,
    isReadonly,
    null,
  );

const keyed = <Value extends { id: string }>(...values: Value[]): ReadonlyMap<string, Value> =>
  new Map(values.map((value) => [value.id, value]));

describe('notes', () => {
  it('are made for no comment there is nothing to note of', () => {
    assert.equal(note().size, 0);
  });

  it('say what the reader has collapsed, opened, marked and is asked about', () => {
    const notes = note(
      {},
      {
        collapsed: new Set(['a']),
        expanded: new Set(['b']),
        marked: 'c',
        removing: { id: 'd', hasFailed: true },
      },
    );
    assert.deepEqual([...notes.keys()].sort(), ['a', 'b', 'c', 'd']);
    assert.equal(notes.get('a')?.isCollapsed, true);
    assert.equal(notes.get('b')?.isExpanded, true);
    assert.equal(notes.get('c')?.isMarked, true);
    assert.equal(notes.get('d')?.removal, 'failed');
    assert.equal(notes.get('a')?.isMarked, false);
  });

  it('let a reader edit and delete while their receipt lasts, and not a moment longer', () => {
    const receipts = keyed(makeReceipt('a', { until: noon + 1 }));
    const may = (now: number): unknown[] => {
      const { canEdit, canRemove } = note({ receipts }, {}, now).get('a')!;
      return [canEdit, canRemove];
    };
    assert.deepEqual(may(noon), [true, true]);
    assert.deepEqual(may(noon + 1), [false, false]);
  });

  it('offer one reader’s comment to no other reader of the same browser', () => {
    const receipts = keyed(makeReceipt('a', { writer: 'vera' }));
    const { canEdit, canRemove } = note({ receipts }).get('a')!;
    assert.deepEqual([canEdit, canRemove], [false, false]);
  });

  it('let a signed-in reader do what the endpoint allows', () => {
    const viewer = { id: 'v', name: 'Vera', moderator: false };
    const notes = note({ mine: { viewer, may: new Map([['a', new Set(['delete'] as const)]]) } });
    assert.deepEqual([notes.get('a')?.canEdit, notes.get('a')?.canRemove], [false, true]);
  });

  it('let nobody edit or delete where the page allows no writing', () => {
    const viewer = { id: '', name: 'Vera', moderator: false };
    const mine = { viewer, may: new Map([['b', new Set(['delete'] as const)]]) };
    const drafts = keyed(makeDraft('c'));
    const notes = note({ mine, drafts, receipts: keyed(makeReceipt('a')) }, {}, noon, new Map(), true);
    assert.equal(notes.get('c')?.draft?.id, 'c', 'what becomes of their own they are still told');
    for (const { canEdit, canRemove } of notes.values()) assert.deepEqual([canEdit, canRemove], [false, false]);
  });

  it('leave what is being sent alone, until it is known what has become of it', () => {
    const canEdit = (state: 'queued' | 'sending' | 'unconfirmed'): unknown =>
      note({ drafts: keyed(makeDraft('d', { state })) }).get('d')?.canEdit;
    assert.deepEqual([canEdit('queued'), canEdit('sending'), canEdit('unconfirmed')], [true, false, false]);
  });

  it('show no state of words that are in a form, but of those that are held', () => {
    const draftOf = (about: Parameters<typeof makeDraft>[1]): unknown =>
      note({ drafts: keyed(makeDraft('d', about)) }).get('d')?.draft?.id;
    assert.equal(draftOf({ state: 'writing' }), undefined);
    assert.equal(draftOf({ state: 'refused' }), undefined);
    assert.equal(draftOf({ state: 'queued' }), 'd');
    assert.equal(draftOf({ state: 'writing', edit: true, held: makeComment('d') }), 'd');
  });

  it('remember an answer that was begun, of this writer alone', () => {
    const begun = (about: Parameters<typeof makeDraft>[1]): boolean =>
      note({ drafts: keyed(makeDraft('d', { state: 'writing', parent: 'a', ...about })) }).get('a')?.hasDraftReply ??
      false;
    assert.equal(begun({}), true);
    assert.equal(begun({ state: 'refused' }), true);
    assert.equal(begun({ writer: 'v' }), false);
    assert.equal(begun({ edit: true }), false);
    assert.equal(begun({ state: 'queued' }), false);
  });

  it('are one and the same map as long as nothing at all changed', () => {
    const view = { collapsed: new Set(['a']) };
    const before = note({}, view);
    assert.equal(note({}, view, noon, before), before);
    assert.notEqual(note({}, {}, noon, before), before, 'a note less');
    assert.notEqual(note({}, { ...view, marked: 'a' }, noon, before), before, 'another note');
  });

  it('are the same objects as before where nothing changed', () => {
    const view = { collapsed: new Set(['a', 'b']) };
    const before = note({}, view);
    const after = note({}, { ...view, marked: 'b' }, noon, before);
    assert.equal(after.get('a'), before.get('a'));
    assert.notEqual(after.get('b'), before.get('b'));
  });
});
