/** `npm run screenshot`: takes the README's pictures, light and dark, from the demo as `npm start` serves it. */
import { join } from 'node:path';
import { makeDataFolder, removeDataFolder, startDemo } from '../test/support/demo.ts';
import { ThreadPage, launchBrowser } from '../test/support/driver.ts';

const folder = await makeDataFolder();
const [demo, browser] = await Promise.all([startDemo(folder), launchBrowser()]);
try {
  const reader = await ThreadPage.open(browser);
  await reader.page.setViewport({ width: 820, height: 980, deviceScaleFactor: 1.5 });
  for (const scheme of ['light', 'dark']) {
    await reader.emulateMedia({ 'prefers-color-scheme': scheme });
    await reader.visit(`${demo.address}article.html`);
    const heading = await reader.find('[part~=heading]');
    await reader.find('[part~=body]');
    await heading.evaluate((element) => scrollTo({ top: element.getBoundingClientRect().top + scrollY - 32 }));
    await reader.settle();
    await reader.page.screenshot({ path: join(import.meta.dirname, `screenshot-${scheme}.png`) });
  }
} finally {
  await browser.close();
  await demo.stop();
  await removeDataFolder(folder);
}
