/** Against the browser's own quota, in a browser context that has used no storage before: Chromium remembers what room there was. */
import { assert } from '@open-wc/testing';
import { IndexedRecords } from '../../src/storage/indexed-records.ts';
import { bringToFront, limitQuota, openTab } from '../support/browser.ts';
import { testCombinations } from './combinations.ts';

const inTab = async (endpoint: string, script: string): Promise<unknown> => {
  const tab = await openTab('/test/writing/blank.html');
  try {
    return await tab.evaluate(`import('/test/writing/thread.ts').then(async ({ mount, until }) => {
      console.error = () => undefined;
      const form = await (await mount(undefined, { endpoint: '${endpoint}' })).foot();
      ${script}
    })`);
  } finally {
    await tab.close();
    await bringToFront();
  }
};

describe('with no room on the disk, words typed and posted', () => {
  before(() => limitQuota(1));
  after(() => limitQuota(null));

  it('cannot be kept in IndexedDB', async () => {
    const outcome = await new IndexedRecords()
      .transact([], () => new Map([['draft:1', { text: 'No room' }]]))
      .catch((error: unknown) => (error as Error).cause);
    assert.strictEqual((outcome as Error).name, 'QuotaExceededError');
  });

  it('are there when their page is opened again', async () => {
    const endpoint = `https://comments.test/${crypto.randomUUID()}`;
    const note = await inTab(
      endpoint,
      `form.type('Before the page was closed');
      return until('a note', () => form.find('[part~=kept]')?.textContent);`,
    );
    assert.strictEqual(note, 'Your words are kept on this device until they are posted.');
    const text = await inTab(endpoint, `return until('words in the form', () => form.text.value || null);`);
    assert.strictEqual(text, 'Before the page was closed');
    localStorage.clear();
  });

  testCombinations([
    { name: 'has no room from the beginning', when: 'before', takesWords: false, begin: () => undefined },
  ]);
});
