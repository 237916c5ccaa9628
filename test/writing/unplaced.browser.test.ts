import { assert } from '@open-wc/testing';
import type { Draft } from '../../src/drafts/draft.ts';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import type { Page } from '../../src/model/comment.ts';
import { openRecords } from '../../src/storage/open-records.ts';
import { until } from '../support/until.ts';
import { press, rows } from './outbox.ts';
import { commentOf, failed, ScriptedBackend } from './scripted-backend.ts';
import { isKept, storedDrafts } from './stored.ts';
import { cleanUp, Form, hush, mount, newEndpoint, type Thread } from './thread.ts';
import { keepBack } from '../support/keep-back.ts';

const isBack = 'Your comment was not accepted. Your words are back in the form.';
const notHere = 'The comment this belongs to is not published here.';

/** The form in the outbox, once it has the keyboard. */
const rowForm = async (thread: Thread): Promise<Form> => {
  const element = await until('a form in the outbox', () => thread.find('[part=unsent] form'));
  const form = new Form(element as HTMLFormElement);
  await until('the keyboard in it', () => thread.root.activeElement === form.text);
  return form;
};

describe('words whose place is not on the page', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    hush();
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.'), commentOf('two', 'A second one.', { number: [2] })];
    endpoint = newEndpoint();
  });
  afterEach(cleanUp);

  /** Leaves words behind as an earlier visit did. */
  const begin = async (text: string, parent: string | null): Promise<Draft> => {
    const drafts = new DraftStore(openRecords());
    const draft = drafts.create({ endpoint, thread: 'a', parent, writer: '' });
    await drafts.save(draft, text, { name: 'Ada' });
    return draft;
  };

  it('come back in the outbox when they are refused because what they answer has gone', async () => {
    backend.answer = () => failed('refused', 'not-found', { detail: 'There is no such comment.' });
    const release = keepBack(backend);
    const thread = await mount(backend, { endpoint });
    await thread.foot();
    const reply = await thread.reply('one');
    reply.type('An answer to nobody.');
    reply.type('Ada', 'name');
    reply.post();
    await until('a try', () => backend.sent.length === 1);
    backend.comments = backend.comments.filter(({ id }) => id !== 'one');
    await thread.element.reload();
    await until('no such comment', () => !thread.article('one'));
    release();
    await thread.says(isBack);
    const form = await rowForm(thread);
    assert.equal(form.text.value, 'An answer to nobody.');
    assert.include(form.find('[role=alert]')!.textContent, 'There is no such comment.');
    assert.include(rows(thread)[0], 'Not accepted: There is no such comment.');
    // From there they can be posted, where the endpoint accepts that.
    backend.answer = (submission) => backend.post(submission);
    form.type('An answer after all.');
    await isKept('An answer after all.');
    assert.isTrue(thread.root.activeElement === form.text, 'the keyboard stays in the form');
    form.post();
    await thread.says('Your comment is posted.');
    await until('an empty outbox', () => !thread.find('[part=outbox]'));
    assert.isEmpty(await storedDrafts());
  });

  it('are listed in the outbox when they were begun under what has been deleted since', async () => {
    await begin('Half a thought', 'gone');
    const thread = await mount(backend, { endpoint });
    await thread.foot();
    await until('a row', () => rows(thread).length === 1);
    assert.equal(thread.texts('[part=excerpt]')[0], 'Half a thought');
    assert.equal(thread.texts('[part=unsent-state]')[0], notHere);
    assert.deepEqual(thread.texts('[part=outbox] button'), ['Edit', 'Discard']);
    assert.deepEqual(thread.announced, []);

    await press(thread, 'edit');
    const form = await rowForm(thread);
    assert.equal(form.text.value, 'Half a thought');
    assert.equal(form.element.querySelector('h3')!.textContent, 'Leave a reply');
    form.type('Half a thought, and more');
    await isKept('Half a thought, and more');
    form.cancel();
    await until('no form', () => !thread.find('[part=unsent] form'));
    assert.isTrue(thread.root.activeElement === thread.find('[part=unsent]'), 'the keyboard is at the row');

    await press(thread, 'edit');
    assert.equal((await rowForm(thread)).text.value, 'Half a thought, and more');
    thread.find('[part=unsent] [name=discard]')!.click();
    await until('an offer', () => rows(thread)[0] === 'Discarded. Undo');
    assert.isEmpty(await storedDrafts());
    thread.find('[part=unsent] [name=undo]')!.click();
    await until('the words', () => rows(thread)[0]?.includes('Half a thought, and more'));
  });

  it('go to the comment they answer when that is on a page not loaded yet', async () => {
    const all = backend.load.bind(backend);
    const asked: string[] = [];
    backend.load = async (query?: { around?: string; cursor?: string }): Promise<Page> => {
      const page = await all();
      // The reader has not come to the next page.
      if (query?.cursor !== undefined) return new Promise(() => undefined);
      if (query?.around === undefined) return { ...page, comments: page.comments.slice(0, 1), next: '2' };
      asked.push(query.around);
      return { ...page, comments: page.comments.slice(1), next: null };
    };
    await begin('On the second page', 'two');
    const thread = await mount(backend, { endpoint });
    await until('a row', () => rows(thread)[0]?.includes(notHere));
    await press(thread, 'edit');
    const form = await thread.form('two');
    await until('the keyboard in it', () => thread.root.activeElement === form.text);
    assert.equal(form.text.value, 'On the second page');
    assert.deepEqual(asked, ['two']);
    await until('an empty outbox', () => !thread.find('[part=outbox]'));
    assert.isNull(thread.find('[part~=marked]'), 'nobody followed a link to it');
  });

  it('open below what they answer also when that is collapsed', async () => {
    backend.comments.push(commentOf('three', 'An answer.', { parent: 'one', number: [1, 1] }));
    backend.answer = () => failed('refused', 'refused');
    const thread = await mount(backend, { endpoint });
    await thread.foot();
    const reply = await thread.reply('three');
    reply.type('To be mended.');
    reply.type('Ada', 'name');
    reply.post();
    await thread.says(isBack);
    (await thread.form('three')).cancel();
    await thread.press('one', 'collapse');
    await until('no replies', () => thread.find('[part=replies][hidden]'));
    await press(thread, 'edit');
    const form = await thread.form('three');
    await until('the keyboard in it', () => thread.root.activeElement === form.text);
    assert.isNull(thread.find('[part=replies][hidden]'));
  });

  it('are listed where the thread was closed meanwhile', async () => {
    await begin('Too slow', null);
    await begin('Too slow to answer', 'one');
    const load = backend.load.bind(backend);
    backend.load = async () => {
      const page = await load();
      return { ...page, thread: { ...page.thread, closed: true } };
    };
    const thread = await mount(backend, { endpoint });
    await until('the rows', () => rows(thread).length === 2);
    for (const state of thread.texts('[part=unsent-state]')) assert.match(state, /(^|· )Comments are closed\.$/);
    const edit = (text: string): void =>
      thread
        .all('[part=unsent]')
        .find((row) => row.querySelector('[part=excerpt]')!.textContent === text)!
        .querySelector<HTMLElement>('[name=edit]')!
        .click();
    edit('Too slow to answer');
    assert.equal((await thread.form('one')).text.value, 'Too slow to answer');
    edit('Too slow');
    const area = await until('a form in the outbox', () => thread.find('[part=unsent] textarea'));
    assert.equal((area as HTMLTextAreaElement).value, 'Too slow');
  });

  it('stay in the outbox while the reader writes something else in the form they would replace', async () => {
    backend.answer = () => failed('refused', 'refused', { detail: 'No links, please.' });
    const release = keepBack(backend);
    const thread = await mount(backend, { endpoint });
    const foot = await thread.foot();
    foot.type('Refused words');
    foot.type('Ada', 'name');
    foot.post();
    await until('a try', () => backend.sent.length === 1);
    await until('the keyboard', () => thread.root.activeElement?.matches('article'));
    foot.text.focus();
    foot.type('Newer words');
    release();
    await thread.says('The comment was not accepted. Your words are kept here.');
    assert.equal(foot.text.value, 'Newer words');
    assert.isTrue(thread.root.activeElement === foot.text);
    assert.include(rows(thread)[0], 'Not accepted: No links, please.');
    assert.notInclude(thread.announced, isBack);
    await press(thread, 'edit');
    await isKept('Newer words');
    await until('the refused words', () => foot.text.value === 'Refused words');
  });
});
