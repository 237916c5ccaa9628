/** The same thread open in a second tab of the same browser. */
import { assert } from '@open-wc/testing';
import { bringToFront, openTab, type Tab } from '../support/browser.ts';
import { patch } from '../storage/patch.ts';
import { until } from '../support/until.ts';
import { commentOf, failed, ScriptedBackend } from './scripted-backend.ts';
import { isKept, storedDrafts } from './stored.ts';
import { cleanUp, mount, newEndpoint } from './thread.ts';

/** A tab with the same thread, over a backend of its own that knows what `comments` says. */
const openThread = async (endpoint: string): Promise<{ tab: Tab; run: (script: string) => Promise<unknown> }> => {
  const tab = await openTab('/test/writing/blank.html');
  await tab.evaluate(`(async () => {
    const files = ['support/until.ts', 'writing/scripted-backend.ts', 'writing/stored.ts', 'writing/thread.ts'];
    Object.assign(window, ...(await Promise.all(files.map((file) => import('/test/' + file)))));
    const backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    const thread = await mount(backend, { endpoint: ${JSON.stringify(endpoint)} });
    Object.assign(window, { backend, thread, form: await thread.foot() });
  })()`);
  // A form appears only where it can be seen.
  await bringToFront();
  return { tab, run: (script) => tab.evaluate(`(async () => { ${script} })()`) };
};

describe('a thread in two tabs', () => {
  let backend: ScriptedBackend;
  let endpoint: string;
  let other: Awaited<ReturnType<typeof openThread>>;
  beforeEach(async () => {
    backend = new ScriptedBackend();
    backend.comments = [commentOf('one', 'A first comment.')];
    endpoint = newEndpoint();
    other = await openThread(endpoint);
  });
  afterEach(async () => {
    await other.tab.close();
    await cleanUp();
  });

  it('has a form that follows what the other tab types, at the foot and under a comment', async () => {
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    await other.run(`form.type('First words'); await isKept('First words')`);
    await until('the words', () => form.text.value === 'First words');
    await other.run(`form.type('First words, and more'); await isKept('First words, and more')`);
    await until('more words', () => form.text.value === 'First words, and more');
    const reply = await thread.reply('one');
    await other.run(`const reply = await thread.reply('one'); reply.type('A reply'); await isKept('A reply')`);
    await until('the reply', () => reply.text.value === 'A reply');
    assert.lengthOf(await storedDrafts(), 2);
  });

  it('goes back and forth on one draft', async () => {
    const form = await (await mount(backend, { endpoint })).foot();
    await other.run(`form.type('There'); await isKept('There')`);
    await until('the words', () => form.text.value === 'There');
    form.type('There and here');
    await isKept('There and here');
    await other.run(`await until('the words', () => form.text.value === 'There and here')`);
    assert.lengthOf(await storedDrafts(), 1);
  });

  it('has its form cleared when the other tab posts, which is told what became of it whoever sends', async () => {
    const thread = await mount(backend, { endpoint });
    const form = await thread.foot();
    await other.run(`form.type('Words'); await isKept('Words')`);
    await until('the words', () => form.text.value === 'Words');
    await other.run(`form.type('Ada', 'name'); form.post(); await thread.says('Your comment is posted.');
      await until('an event', () => thread.events.includes('comment-posted'))`);
    await thread.shows('Words');
    await until('an empty form', () => form.text.value === '');
    assert.isEmpty(await storedDrafts());
    assert.equal(backend.sent.length + Number(await other.run('return backend.sent.length')), 1);
  });

  it('has refused words back in the form they were posted from, whoever sent them', async () => {
    const thread = await mount(backend, { endpoint });
    await thread.foot();
    backend.answer = () => failed('refused', 'refused', { detail: 'Too short.' });
    await other.run(`
      backend.answer = () => failed('refused', 'refused', { detail: 'Too short.' });
      form.type('Words'); form.type('Ada', 'name'); form.post();
      await until('an event', () => thread.events.includes('comment-refused'));
      await until('the words', async () => (await thread.foot()).text.value === 'Words');
      await until('the reason', () => form.find('[role=alert]')?.textContent.includes('Too short.'))`);
  });

  it('has its form cleared when the other tab empties its own', async () => {
    const form = await (await mount(backend, { endpoint })).foot();
    await other.run(`form.type('Words'); await isKept('Words')`);
    await until('the words', () => form.text.value === 'Words');
    await other.run(`form.type('')`);
    await until('an empty form', () => form.text.value === '');
    form.type('Other words');
    assert.equal((await isKept('Other words')).state, 'writing');
  });

  it('keeps both when words are typed in both at once, and says so', async () => {
    const form = await (await mount(backend, { endpoint })).foot();
    await other.run(`form.type('Words'); await isKept('Words')`);
    await until('the words', () => form.text.value === 'Words');
    // Nothing is saved here before the other tab has saved.
    const restore = patch(window, 'setTimeout', () => (() => 0) as unknown as typeof setTimeout);
    form.type('Words typed here');
    restore();
    await other.run(`form.type('Words typed there'); await isKept('Words typed there')`);
    assert.equal(form.text.value, 'Words typed here');
    dispatchEvent(new Event('beforeunload'));
    await isKept('Words typed here');
    await isKept('Words typed there');
    await until('a note', () => form.find('[part~=kept]')?.textContent.trim());
    assert.equal(form.text.value, 'Words typed here');
  });

  it('shows a comment that waits in the other tab, and sends it no second time', async () => {
    await other.run(`
      backend.answer = () => new Promise((resolve) => { window.answer = (submission) => resolve(backend.post(submission)); });
      form.type('Words'); form.type('Ada', 'name'); form.post();
      await until('a submission', () => backend.sent.length > 0)`);
    const thread = await mount(backend, { endpoint });
    await thread.foot();
    await thread.shows('Words');
    await other.run(`answer(backend.sent[0]); await thread.says('Your comment is posted.')`);
    await until('nothing left to send', async () => (await storedDrafts()).length === 0);
    assert.isEmpty(backend.sent);
    await thread.shows('Words');
  });

  it('sends what the other tab was sending when it was closed', async () => {
    await other.run(`
      backend.answer = () => new Promise(() => undefined);
      form.type('Words'); form.type('Ada', 'name'); form.post();
      await until('a submission', () => backend.sent.length > 0)`);
    const thread = await mount(backend, { endpoint });
    await thread.foot();
    await other.tab.close();
    other = await openThread(newEndpoint());
    await until('a submission', () => backend.sent.length > 0);
    await until('nothing left to send', async () => (await storedDrafts()).length === 0);
    assert.deepEqual(
      backend.sent.map(({ text }) => text),
      ['Words'],
    );
  });
});

describe('the browser', () => {
  afterEach(cleanUp);

  it('is asked to keep what is stored when a reader posts, and not before', async () => {
    let asked = 0;
    const restore = patch(StorageManager.prototype, 'persist', () => () => {
      asked++;
      return Promise.resolve(true);
    });
    try {
      const thread = await mount();
      const form = await thread.foot();
      form.type('Words');
      form.type('Ada', 'name');
      await isKept('Words');
      assert.equal(asked, 0);
      form.post();
      await thread.says('Your comment is posted.');
      assert.equal(asked, 1);
    } finally {
      restore();
    }
  });
});
