import { assert } from '@open-wc/testing';
import { emulateMedia } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { commentOf, failed, ScriptedBackend } from './scripted-backend.ts';
import { isKept } from './stored.ts';
import { cleanUp, hush, mount, type Thread } from './thread.ts';

/** A thread whose outbox has one draft of each kind, and one that was given up. */
const open = async (attributes: Readonly<Record<string, string>> = {}): Promise<Thread> => {
  const backend = new ScriptedBackend();
  backend.comments = [commentOf('one', 'A first comment.')];
  backend.answer = ({ text }) => {
    if (text.startsWith('Refused')) return failed('refused', 'refused', { detail: 'Too many links.' });
    // Asks to be left alone, so that nothing is tried again meanwhile.
    return text.startsWith('Signed') ? { kind: 'signIn' } : failed('unknown', 'rate-limited', { retryAfter: 600 });
  };
  const thread = await mount(backend);
  for (const [name, value] of Object.entries(attributes)) thread.element.setAttribute(name, value);
  for (const text of ['Waits.', 'Signed out.', 'Given up.', `Refused: ${'averylongword'.repeat(20)}`]) {
    await thread.foot();
    const form = await thread.reply('one');
    form.type(text);
    form.type('Ada', 'name');
    form.post();
    await isKept(text);
  }
  await until('four rows', () => thread.all('[part=unsent]').length === 4);
  await until('all tried', () => thread.all('[part=unsent] [name=edit]').length === 4);
  await until('a button', () => thread.find('[part=unsent]:nth-child(3) [name=discard]')).then((each) => each.click());
  await until('an offer', () => thread.find('[name=undo]'));
  return thread;
};

describe('how the outbox looks', () => {
  beforeEach(hush);
  afterEach(async () => {
    await emulateMedia({});
    document.documentElement.removeAttribute('style');
    await cleanUp();
  });

  // First in a page of its own: it is said once a page.
  it('says once that closing the page is safe, and not in a second thread or the next panel', async () => {
    const said = (thread: Thread): string[] => thread.texts('[part=outbox-note]');
    const sentence = 'You can close this page: your words are kept on this device and sent when you come back.';
    const first = await open();
    assert.deepEqual(said(first), [sentence]);
    const second = await open();
    assert.deepEqual(said(second), []);
    assert.deepEqual(said(first), [sentence]);
    first.remove();
    assert.deepEqual(said(await open()), []);
  });

  const looks: readonly (readonly [string, Record<string, string>, Record<string, string>])[] = [
    ['in light', {}, { color: '#222', background: '#fff' }],
    ['in dark', { 'prefers-color-scheme': 'dark' }, { color: '#ddd', background: '#111' }],
    ['in forced colours', { 'forced-colors': 'active' }, { color: '#222', background: '#fff' }],
  ];

  for (const [name, media, style] of looks) {
    it(`has nothing for axe to find ${name}`, async () => {
      await emulateMedia(media);
      Object.assign(document.documentElement.style, style);
      const thread = await open();
      await assert.isAccessible(thread.element);
    });
  }

  it('speaks Arabic from right to left', async () => {
    const thread = await open({ lang: 'ar', dir: 'rtl' });
    await until('Arabic', () => thread.texts('[part=outbox-heading]')[0] === 'لم يُرسل بعد');
    const [panel, heading] = ['[part=outbox]', '[part=outbox-heading]'].map((each) => thread.find(each)!);
    assert.equal(getComputedStyle(panel!).borderRightWidth, '4px');
    const range = new Range();
    range.selectNodeContents(heading!);
    const gap = panel!.getBoundingClientRect().right - range.getBoundingClientRect().right;
    assert.isBelow(gap, 40);
    await assert.isAccessible(thread.element);
  });

  it('fits a screen of 320 pixels, whatever the words, with buttons large enough to press', async () => {
    const thread = await open();
    thread.element.style.inlineSize = '320px';
    const panel = thread.find('[part=outbox]')!;
    assert.isAtMost(panel.scrollWidth, panel.clientWidth);
    assert.isAtMost(panel.getBoundingClientRect().width, 320);
    for (const button of thread.all('[part=outbox] button')) {
      const { width, height } = button.getBoundingClientRect();
      assert.isAtLeast(Math.min(width, height), 24);
    }
  });

  it('is a section with its heading and a list', async () => {
    const thread = await open();
    const panel = thread.find('[part=outbox]')!;
    assert.equal(panel.localName, 'section');
    const heading = thread.find(`#${panel.getAttribute('aria-labelledby')!}`)!;
    assert.deepEqual([heading.localName, heading.textContent], ['h3', 'Not sent yet']);
    assert.deepEqual(
      thread.all('[part=outbox] > ul > li').map(({ tabIndex }) => tabIndex),
      [-1, -1, -1, -1],
    );
  });
});
