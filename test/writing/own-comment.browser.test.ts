import { assert } from '@open-wc/testing';
import { CommentThreadError } from '../../src/errors.ts';
import { until } from '../support/until.ts';
import { busy, down, UnkeyedBackend } from './outbox.ts';
import { commentOf, failed, ScriptedBackend } from './scripted-backend.ts';
import { isKept, storedDrafts, storedReceipts } from './stored.ts';
import { cleanUp, type Form, hush, mount, newEndpoint, type Thread } from './thread.ts';
import { keepBack } from '../support/keep-back.ts';

describe('one’s own comment', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
  });
  afterEach(cleanUp);

  /** Posts a comment; resolves to its id once the endpoint has it. */
  const post = async (thread: Thread, text: string): Promise<string> => {
    (await thread.foot()).postWords(text);
    await thread.says('Your comment is posted.');
    return thread.shows(text);
  };

  /** Posts to an endpoint that is busy for a while, so that no second try comes between; resolves when the first is over. */
  const postInVain = async (thread: Thread, text: string): Promise<{ readonly foot: Form; readonly id: string }> => {
    backend.answer = busy;
    const foot = await thread.foot();
    foot.postWords(text);
    const id = await thread.shows(text);
    await until('a try', () => backend.sent.length > 0);
    await until('a queued draft', async () => (await storedDrafts())[0]?.state === 'queued');
    return { foot, id };
  };

  it('can be edited, in the words it was written with, after a reload too', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'My *own* words.');
    thread.remove();
    const again = await mount(backend, { endpoint });
    await again.press(id, 'edit');
    const form = await again.form(id);
    assert.equal(form.text.value, 'My *own* words.');
    assert.isNull(form.find('[name=name]'));
    assert.equal(again.root.activeElement, form.text);
    form.type('My better words.');
    form.post();
    await again.element.updateComplete;
    assert.include(again.article(id)!.textContent, 'My better words.');
    assert.isNull(again.article(id)!.querySelector('form'));
    await again.says('Your comment is posted.');
    const [first, second] = backend.sent;
    assert.deepEqual(
      [second?.id, second?.secret, second?.revision, second?.author?.name],
      [first?.id, first?.secret, 1, 'Ada'],
    );
    assert.lengthOf(again.all('[data-id]'), 2);
    assert.isEmpty(await storedDrafts());
    await until('the receipt', async () => (await storedReceipts())[0]?.text === 'My better words.');
    await again.press(id, 'edit');
    assert.equal((await again.form(id)).text.value, 'My better words.');
  });

  it('cannot be edited or deleted once the time for it is over', async () => {
    backend.policy = { ...backend.policy, editSeconds: 0 };
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'Final words.');
    await until('no way back', () => !thread.button(id, 'edit') && !thread.button(id, 'remove'));
  });

  it('can neither be edited nor deleted in a thread that is readonly', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'Final words.');
    await until('the buttons', () => thread.button(id, 'edit') && thread.button(id, 'remove'));
    thread.element.readonly = true;
    await thread.element.updateComplete;
    assert.isNull(thread.button(id, 'edit'));
    assert.isNull(thread.button(id, 'remove'));
  });

  it('is nobody else’s', async () => {
    const thread = await mount(backend, { endpoint });
    await post(thread, 'Mine.');
    assert.isNull(thread.button('one', 'edit'));
    assert.isNull(thread.button('one', 'remove'));
  });

  it('keeps the words of an edit that is cancelled', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'My words.');
    await thread.press(id, 'edit');
    const form = await thread.form(id);
    form.type('My half-mended words.');
    form.cancel();
    await until('the Edit button', () => thread.root.activeElement === thread.button(id, 'edit'));
    assert.include(thread.article(id)!.textContent, 'My words.');
    await isKept('My half-mended words.');
    thread.remove();
    const again = await mount(backend, { endpoint });
    await again.press(id, 'edit');
    assert.equal((await again.form(id)).text.value, 'My half-mended words.');
  });

  it('keeps the words of an edit that is refused, and says why', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'My words.');
    backend.answer = () => failed('refused', 'refused', { fields: [{ field: 'text', detail: 'Too late for that.' }] });
    await thread.press(id, 'edit');
    const form = await thread.form(id);
    form.type('My refused words.');
    form.post();
    await until('the words in a form', async () => (await thread.form(id)).text.value === 'My refused words.');
    assert.include((await thread.form(id)).describe('text'), 'Too late for that.');
    (await thread.form(id)).cancel();
    await until('the comment as it was', () => thread.article(id)!.textContent.includes('My words.'));
  });

  it('that still waits goes back to the form it came from', async () => {
    const thread = await mount(backend, { endpoint });
    const { foot, id } = await postInVain(thread, 'Not sent yet.');
    await thread.press(id, 'edit');
    await until('the words', () => foot.text.value === 'Not sent yet.');
    assert.isNull(thread.article(id));
  });

  it('that still waits can be given up', async () => {
    const thread = await mount(backend, { endpoint });
    const { id } = await postInVain(thread, 'Never mind.');
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('the comment gone', () => !thread.article(id));
    assert.isEmpty(await storedDrafts());
    // It may have arrived all the same.
    await until('a request to delete it', () => backend.removed[0]?.id === id);
  });

  it('is not said to be deleted where it may have arrived and cannot be called back', async () => {
    backend = new UnkeyedBackend();
    backend.answer = down;
    const thread = await mount(backend, { endpoint });
    (await thread.foot()).postWords('Did it arrive?');
    const id = await thread.shows('Did it arrive?');
    await until('doubt', async () => (await storedDrafts())[0]?.state === 'unconfirmed');
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await thread.says('Your draft is discarded. If it had arrived already, it will show.');
    assert.isEmpty(await storedDrafts());
    assert.notInclude(thread.announced, 'Your comment is deleted.');
  });

  it('is not said to be deleted where what may have arrived could not be called back, and the page hears why', async () => {
    backend.remove = () => Promise.reject(new CommentThreadError('network', 'a scripted failure'));
    const thread = await mount(backend, { endpoint });
    const { id } = await postInVain(thread, 'Did it arrive?');
    hush();
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await thread.says('Your draft is discarded. If it had arrived already, it will show.');
    assert.equal(thread.errors.at(-1)?.code, 'network');
  });

  it('is not said to be deleted while it is on its way', async () => {
    const release = keepBack(backend);
    const thread = await mount(backend, { endpoint });
    (await thread.foot()).postWords('Too late.');
    await thread.element.updateComplete;
    const id = await thread.shows('Too late.');
    thread.button(id, 'remove')!.click();
    await until('a submission', () => backend.sent.length > 0);
    hush();
    await thread.press(id, 'confirm-remove');
    await until('the failure', () => thread.article(id)!.textContent.includes('could not be deleted'));
    release();
    await thread.says('Your comment is posted.');
  });

  it('is deleted only after a question', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'To be deleted.');
    await thread.press(id, 'remove');
    await until('the question', () => thread.article(id)!.textContent.includes('Delete this comment?'));
    await thread.press(id, 'keep');
    await until('the button again', () => thread.button(id, 'remove'));
    assert.isEmpty(backend.removed);
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('the comment gone', () => !thread.article(id));
    await thread.says('Your comment is deleted.');
    assert.deepEqual(
      backend.removed.map((own) => own.secret),
      [backend.sent[0]!.secret],
    );
    assert.equal(thread.root.activeElement, thread.article('one'), 'the reader is left beside it');
    await until('no receipt', async () => (await storedReceipts()).length === 0);
  });

  it('leaves the reader at what can be seen when it is deleted, not at what is hidden beside it', async () => {
    backend.comments = [commentOf('one', 'A first comment.'), commentOf('two', 'Its answer.', { parent: 'one' })];
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'To be deleted.');
    await thread.press('one', 'collapse');
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('the comment gone', () => !thread.article(id));
    await thread.says('Your comment is deleted.');
    assert.equal(thread.root.activeElement, thread.article('one'));
  });

  it('is deleted with the edit of it that was begun, and not the edit alone', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'To be deleted.');
    await thread.press(id, 'edit');
    const form = await thread.form(id);
    form.type('Half mended, then thought better of.');
    await isKept('Half mended, then thought better of.');
    form.cancel();
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('the comment gone', () => !thread.article(id));
    assert.deepEqual(
      backend.removed.map((own) => [own.id, own.secret]),
      [[id, backend.sent[0]!.secret]],
    );
    await until('nothing left', async () => !(await storedDrafts()).length && !(await storedReceipts()).length);
  });

  it('leaves a tombstone where it was answered', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'To be deleted.');
    const reply = await thread.reply(id);
    reply.type('An answer.');
    reply.type('Ada', 'name');
    reply.post();
    await until('both posted', () => thread.announced.length === 2);
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('a tombstone', () => thread.article(id)?.querySelector('[part=tombstone]'));
    await until('focus', () => thread.root.activeElement === thread.article(id));
    await thread.shows('An answer.');
  });

  it('says that it could not be deleted, and lets the reader try again', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'Stubborn.');
    const { remove } = backend;
    backend.remove = () => Promise.reject(new CommentThreadError('network', 'a scripted failure'));
    hush();
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('the failure', () => thread.article(id)!.textContent.includes('could not be deleted'));
    assert.equal(thread.errors.at(-1)?.code, 'network');
    backend.remove = remove;
    await thread.press(id, 'confirm-remove');
    await until('the comment gone', () => !thread.article(id));
  });

  it('is not taken away by a backend that cannot delete', async () => {
    const thread = await mount(backend, { endpoint });
    const id = await post(thread, 'Here to stay.');
    Object.assign(backend, { remove: undefined });
    hush();
    await thread.press(id, 'remove');
    await thread.press(id, 'confirm-remove');
    await until('the failure', () => thread.article(id)!.textContent.includes('could not be deleted'));
  });
});
