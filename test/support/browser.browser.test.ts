import { assert } from '@open-wc/testing';
import { bringToFront, emulateMedia, openTab, setOffline } from './browser.ts';

const isReachable = (): Promise<boolean> =>
  fetch('/package.json', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );

describe('what tests can do to the browser', () => {
  it('cuts the network and gives it back, with the events', async () => {
    const heard: string[] = [];
    for (const type of ['offline', 'online']) addEventListener(type, () => heard.push(type), { once: true });
    await setOffline(true);
    assert.strictEqual(await isReachable(), false);
    assert.strictEqual(navigator.onLine, false);
    await setOffline(false);
    assert.strictEqual(await isReachable(), true);
    assert.strictEqual(navigator.onLine, true);
    assert.deepEqual(heard, ['offline', 'online']);
  });

  it('changes a media feature and changes it back', async () => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const before = dark.matches;
    await emulateMedia({ 'prefers-color-scheme': before ? 'light' : 'dark' });
    assert.strictEqual(dark.matches, !before);
    await emulateMedia({});
    assert.strictEqual(dark.matches, before);
  });

  it('opens a second tab that shares this one’s storage', async () => {
    localStorage.setItem('browser-test', 'shared');
    const tab = await openTab('/package.json');
    assert.strictEqual(await tab.evaluate(`localStorage.getItem('browser-test')`), 'shared');
    await tab.close();
    await bringToFront();
    localStorage.removeItem('browser-test');
  });
});
