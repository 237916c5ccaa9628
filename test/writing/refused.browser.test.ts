import { assert } from '@open-wc/testing';
import { until } from '../support/until.ts';
import { commentOf, failed, ScriptedBackend, viewerOf } from './scripted-backend.ts';
import { storedDrafts, isKept } from './stored.ts';
import { cleanUp, mount, newEndpoint } from './thread.ts';
import { keepBack } from '../support/keep-back.ts';

describe('a comment that was refused', () => {
  const reason = 'No links, please.';
  let backend: ScriptedBackend;
  let endpoint: string;
  beforeEach(() => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
    backend.answer = () =>
      failed('refused', 'refused', { detail: 'Not accepted.', fields: [{ field: 'text', detail: reason }] });
  });
  afterEach(cleanUp);

  it('brings the words back, with the endpoint’s reason at the field', async () => {
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    form.postWords('See https://example.org');
    await until('the words', () => form.text.value === 'See https://example.org');
    await until('the reason', () => form.describe('text').includes(reason));
    assert.equal(form.text.ariaInvalid, 'true');
    assert.isNull(form.find('[role=alert]'));
    await until('focus', () => thread.root.activeElement === form.text);
    assert.deepEqual(thread.events, ['comment-submit', 'comment-queued', 'comment-refused']);
    assert.isEmpty(thread.all('[part~=pending]'));
    assert.equal(form.find('[name=name]')!.value, 'Ada');
    backend.answer = (submission) => backend.post(submission);
    form.postWords('Without a link.');
    await thread.says('Your comment is posted.');
    assert.equal(form.text.value, '');
    assert.isEmpty(await storedDrafts());
  });

  it('goes to the field that is wrong', async () => {
    backend.answer = () => failed('refused', 'refused', { fields: [{ field: 'email', detail: 'No such host.' }] });
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    form.postWords('Words.');
    await until('focus', () => thread.root.activeElement === form.find('[name=email]'));
    assert.include(form.describe('email'), 'No such host.');
  });

  it('says at the foot of the form what concerns no field of it', async () => {
    backend.viewer = viewerOf('Ada');
    backend.answer = () =>
      failed('refused', 'refused', {
        fields: [
          { field: 'text', detail: reason },
          { field: 'name', detail: 'Your account has no name.' },
          { field: 'weather', detail: 'It rains.' },
        ],
      });
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    await until('who writes', () => form.element.textContent.includes('Commenting as Ada'));
    form.postWords('Words.');
    const alert = await until('the reasons', () => form.find('[role=alert]'));
    assert.equal(alert.textContent, 'Your account has no name. It rains.');
    assert.include(form.describe('text'), reason);
  });

  it('has a sentence where the endpoint gives none', async () => {
    backend.answer = () => failed('refused', 'forbidden');
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    form.postWords('Words.');
    const alert = await until('the reason', () => form.find('[role=alert]'));
    assert.include(alert.textContent, 'You may not comment here.');
  });

  it('opens the form under the comment that was answered', async () => {
    const thread = await mount(backend, { endpoint });
    (await thread.reply('one')).postWords('A refused reply');
    const form = await until('the reason', async () => {
      const opened = await thread.form('one');
      return opened.describe('text').includes(reason) ? opened : null;
    });
    assert.equal(form.text.value, 'A refused reply');
  });

  it('leaves the keyboard to who writes elsewhere by then, in the thread or in the page', async () => {
    for (const place of ['thread', 'page']) {
      const { answer } = backend;
      const release = keepBack(backend);
      const thread = await mount(backend, { endpoint: newEndpoint() });
      const foot = await thread.foot();
      (await thread.reply('one')).postWords('A refused reply');
      const sent = await thread.shows('A refused reply');
      await until('focus', () => thread.root.activeElement === thread.article(sent));
      const search = document.body.appendChild(document.createElement('input'));
      (place === 'thread' ? foot.text : search).focus();
      release();
      await until('the reason', async () => (await thread.form('one')).describe('text').includes(reason));
      await thread.element.updateComplete;
      assert.equal(thread.root.activeElement ?? document.activeElement, place === 'thread' ? foot.text : search);
      search.remove();
      backend.answer = answer;
    }
  });

  it('shows the reason after a reload too', async () => {
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    form.postWords('Words.');
    await until('the reason', () => form.describe('text').includes(reason));
    thread.remove();
    const again = await (await mount(backend, { endpoint })).foot();
    await until('the reason', () => again.describe('text').includes(reason));
    assert.equal(again.text.value, 'Words.');
  });

  it('loses neither its own words nor others that stand in the form by then', async () => {
    const release = keepBack(backend);
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    form.postWords('Refused words');
    form.type('Newer words');
    await until('a submission', () => backend.sent.length > 0);
    release();
    await until('the refused words', () => form.text.value === 'Refused words');
    await isKept('Newer words');
    backend.answer = (submission) => backend.post(submission);
    form.type('Mended words');
    form.post();
    await until('the newer words', () => form.text.value === 'Newer words');
    await thread.shows('Mended words');
    form.post();
    await thread.shows('Newer words');
    await until('an empty database', async () => (await storedDrafts()).length === 0);
    assert.equal(form.text.value, '');
  });
});
