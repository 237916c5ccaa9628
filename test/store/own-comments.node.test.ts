import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft, DraftState } from '../../src/drafts/draft.ts';
import type { Comment } from '../../src/model/comment.ts';
import { withOwnComments } from '../../src/store/own-comments.ts';
import { initialState, type ThreadState } from '../../src/store/thread-state.ts';
import { byId, makeComment } from '../support/comments.ts';
import { makeDraft } from '../support/drafts.ts';

const overlay = (
  comments: readonly Comment[],
  drafts: readonly Draft[],
  about: Partial<ThreadState> = {},
): ReadonlyMap<string, Comment> =>
  withOwnComments({
    ...initialState('oldest'),
    comments: byId(comments),
    drafts: new Map(drafts.map((draft) => [draft.id, draft])),
    ...about,
  });

describe('the reader’s own words in the thread', () => {
  it('leave the endpoint’s comments the very same object where there are none', () => {
    const state = { ...initialState('oldest'), comments: byId([makeComment('a')]) };
    assert.equal(withOwnComments(state), state.comments);
    const writing = new Map([['d', makeDraft('d', { state: 'writing' })]]);
    assert.equal(withOwnComments({ ...state, drafts: writing }), state.comments);
  });

  it('stand there as a comment that waits, from the moment they are posted until the endpoint has them', () => {
    const shown: Record<DraftState, boolean> = {
      writing: false,
      refused: false,
      queued: true,
      sending: true,
      waiting: true,
      unconfirmed: true,
      held: true,
    };
    for (const [state, isShown] of Object.entries(shown)) {
      const own = overlay([], [makeDraft('d', { state: state as DraftState })]).get('d');
      assert.equal(own !== undefined, isShown, state);
      if (!own) continue;
      assert.deepEqual(own.body, { text: 'What d will say.' });
      assert.deepEqual([own.status, own.number, own.author?.name], ['pending', null, 'Ada']);
    }
  });

  it('never show an e-mail address or a website that is not published yet', () => {
    const author = { name: 'Ada', email: 'ada@example.org', url: 'https://ada.example' };
    assert.deepEqual(overlay([], [makeDraft('d', { author })]).get('d')?.author, { name: 'Ada' });
  });

  it('bear the name of who is signed in', () => {
    const mine = { viewer: { id: 'v', name: 'Vera', moderator: false }, may: new Map() };
    const own = overlay([], [makeDraft('d', { author: null, writer: 'v' })], { mine });
    assert.equal(own.get('d')?.author?.name, 'Vera');
  });

  it('give way to the endpoint’s comment of the same id', () => {
    const published = makeComment('d');
    assert.deepEqual(overlay([published], [makeDraft('d')]).get('d'), published);
  });

  it('of an edit take the place of the text, and of nothing else', () => {
    const published = makeComment('d', { number: [4], body: { html: '<p>old</p>' } });
    const shown = overlay([published], [makeDraft('d', { edit: true, text: 'new' })]).get('d');
    assert.deepEqual(shown, { ...published, body: { text: 'new' } });
  });

  it('that are held are shown as the endpoint holds them, also while they are edited', () => {
    const held = makeComment('d', { status: 'pending', body: { html: '<p>held</p>' } });
    assert.deepEqual(overlay([], [makeDraft('d', { state: 'held', held })]).get('d'), held);
    assert.deepEqual(overlay([], [makeDraft('d', { state: 'writing', edit: true, held })]).get('d'), held);
  });

  it('wait for the page that holds what they answer, rather than stand in a wrong place', () => {
    const reply = makeDraft('d', { parent: 'far' });
    assert.equal(overlay([], [reply], { next: 'two' }).has('d'), false);
    assert.equal(overlay([makeComment('far')], [reply], { next: 'two' }).has('d'), true);
    assert.equal(overlay([], [reply], { next: null }).has('d'), true, 'there is no page more');
  });
});
