import { assert } from '@open-wc/testing';
import { until } from '../support/until.ts';
import { commentOf, ScriptedBackend } from './scripted-backend.ts';
import { storedDrafts } from './stored.ts';
import { cleanUp, mount, newEndpoint } from './thread.ts';
import { keepBack } from '../support/keep-back.ts';

describe('a comment that is held for moderation', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
    backend.answer = (submission) => backend.hold(submission);
  });
  afterEach(cleanUp);

  it('shows the comment to its author as such, after a reload too, until it is published', async () => {
    const thread = await mount(backend, { endpoint });
    (await thread.foot()).postWords('Held.');
    await thread.says('Your comment awaits moderation.');
    assert.deepEqual(thread.ownStates, ['Awaiting moderation']);
    assert.deepEqual(thread.events, ['comment-submit', 'comment-queued', 'comment-posted']);
    thread.remove();
    const again = await mount(backend, { endpoint });
    const id = await again.shows('Held.');
    await until('the state', () => again.ownStates[0] === 'Awaiting moderation');
    await until('a question after it', () => backend.asked.length > 0);
    assert.isTrue(again.article(id)!.part.contains('pending'));
    // Published in the meantime: found out when the page is seen again.
    backend.comments = backend.comments.map((comment) => ({ ...comment, status: 'published' }));
    document.dispatchEvent(new Event('visibilitychange'));
    await until('the comment published', () => again.ownStates.length === 0);
    await again.shows('Held.');
    assert.isFalse(again.article(id)!.part.contains('pending'));
    assert.isEmpty(await storedDrafts());
  });

  it('finds out when the page is opened that it was published, or was not', async () => {
    const thread = await mount(backend, { endpoint });
    (await thread.foot()).postWords('Kept.');
    await thread.says('Your comment awaits moderation.');
    (await thread.reply('one')).postWords('Not kept.');
    await until('both', () => thread.ownStates.filter((state) => state === 'Awaiting moderation').length === 2);
    thread.remove();
    backend.comments = backend.comments.flatMap((comment) =>
      comment.parent === 'one' ? [] : [{ ...comment, status: 'published' as const }],
    );
    const again = await mount(backend, { endpoint });
    await again.foot();
    await until('the words back', async () => (await again.form('one')).text.value === 'Not kept.');
    await again.shows('Kept.');
    await until('nothing awaiting', () => again.ownStates.length === 0);
  });

  it('shows an edit of it at once', async () => {
    const thread = await mount(backend, { endpoint });
    (await thread.foot()).postWords('Held.');
    const id = await thread.shows('Held.');
    await until('the state', () => thread.ownStates[0] === 'Awaiting moderation');
    await thread.press(id, 'edit');
    const form = await thread.form(id);
    assert.equal(form.text.value, 'Held.');
    const release = keepBack(backend);
    form.type('Held, and better.');
    form.post();
    await thread.element.updateComplete;
    assert.include(thread.article(id)!.textContent, 'Held, and better.');
    await until('a second submission', () => backend.sent.length === 2);
    assert.equal(backend.sent[1]?.revision, 1);
    release();
    await until('the edit held', async () => (await storedDrafts())[0]?.state === 'held');
    assert.include(thread.article(id)!.textContent, 'Held, and better.');
  });
});
