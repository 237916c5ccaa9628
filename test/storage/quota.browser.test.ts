/** Against the browser's own quota, in a tab that has no room at all for IndexedDB. */
import { assert } from '@open-wc/testing';
import { bringToFront, openTab, type Tab } from '../support/browser.ts';
import { surroundings } from './faults.ts';

const kept = 'Your words are kept on this device until they are posted.';
const notKept = 'This browser keeps nothing for us: your words last only as long as this page.';

describe('with no room on the disk, words', () => {
  let tab: Tab;

  beforeEach(async () => {
    tab = await openTab('/test/writing/blank.html', 1);
  });
  afterEach(async () => {
    await tab.close();
    await bringToFront();
  });

  it('cannot be kept in IndexedDB', async () => {
    const outcome = await tab.evaluate(`import('/src/storage/indexed-records.ts').then(({ IndexedRecords }) =>
      new IndexedRecords().transact([], () => new Map([['draft:1', 'No room']])).catch(({ cause }) => cause.name))`);
    assert.strictEqual(outcome, 'QuotaExceededError');
  });

  it('are there when their page is loaded again', async () => {
    const thread = `(async () => {
      const { until } = await import('/test/support/until.ts');
      const { mount } = await import('/test/writing/thread.ts');
      const form = await (await mount(undefined, { endpoint: 'https://comments.test/full' })).foot();`;
    const note = await tab.evaluate(`${thread}
      form.type('Before the page was loaded again');
      return until('a note', () => form.find('[part~=kept]')?.textContent);
    })()`);
    assert.strictEqual(note, kept);
    await tab.reload();
    const text = await tab.evaluate(`${thread}
      return until('words in the form', () => form.text.value || null);
    })()`);
    assert.strictEqual(text, 'Before the page was loaded again');
  });

  for (const around of surroundings) {
    it(`are posted once, and kept if they are said to be: ${JSON.stringify(around)}`, async () => {
      const outcome = await tab.evaluate(`import('/test/storage/faults.ts').then(async ({ surround }) => {
        surround(window, ${JSON.stringify(around)});
        await import('/test/storage/frame.ts');
        const note = await window.actor.type('No room for this');
        await window.actor.post();
        const { comments, sent, slowest } = window.actor;
        return { note, comments: comments(), sent: new Set(sent()).size, isSlow: slowest() > 3000 };
      })`);
      const note = around.local === 'works' ? kept : notKept;
      assert.deepEqual(outcome, { note, comments: ['No room for this'], sent: 1, isSlow: false });
    });
  }
});
