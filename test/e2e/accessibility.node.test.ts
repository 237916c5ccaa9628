import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { ThreadPage } from '../support/driver.ts';
import { until } from '../support/driver.ts';
import { Stage } from './stage.ts';

const stage = new Stage();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Scrolls through the page, so that all of it has been near, loaded and laid out: a comment that never was has
 * a height by guess, and axe would find that its buttons lie on those of the next.
 */
const readToTheEnd = async (reader: ThreadPage): Promise<void> => {
  await reader.page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
  });
  await reader.settle();
};

/** What axe finds on the whole page, one line each. Evaluated by the debugger, which no policy of the page's concerns. */
const findings = async (reader: ThreadPage): Promise<string[]> => {
  await readToTheEnd(reader);
  await reader.page.evaluate(axe);
  const { violations } = (await reader.page.evaluate(
    'axe.run(document, { rules: { "target-size": { enabled: true } } })',
  )) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`);
};

/** Whether every thread on the page has come to rest, one way or the other. */
const isSettled = ({ page }: ThreadPage): Promise<boolean> =>
  page.$$eval('comment-thread', (threads) =>
    threads.every((thread) => thread.shadowRoot?.querySelector('[part~=heading], [part~=error]')),
  );

const pages = ['index', 'article', 'rtl', 'states', 'theming', 'classic'];

for (const name of pages) {
  for (const scheme of ['light', 'dark']) {
    test(`axe finds nothing on ${name}.html in ${scheme}, read to its end`, async () => {
      const reader = await stage.newPage();
      await reader.emulateMedia({ 'prefers-color-scheme': scheme });
      await reader.visit(`${stage.address}${name}.html`);
      await until('every thread is settled', () => isSettled(reader));
      assert.deepEqual(await findings(reader), []);
      const violations = reader.problems.filter((problem) => / forbids /.test(problem));
      assert.deepEqual(violations, [], 'the page’s policy is kept');
    });
  }
}

for (const name of ['article', 'rtl']) {
  test(`axe finds nothing on ${name}.html while one answers, after an empty try, and on a narrow screen`, async () => {
    const reader = await stage.newPage();
    await reader.page.setViewport({ width: 390, height: 844 });
    await reader.visit(`${stage.address}${name}.html`);
    await reader.click('[data-action=reply]');
    await reader.find('[part=item] form');
    assert.deepEqual(await findings(reader), []);
    await reader.click('[part=item] form [part~=submit-button]');
    await reader.find('[part=field-error]');
    await reader.click('[data-action=collapse]');
    assert.deepEqual(await findings(reader), []);
  });
}

test('axe would find a picture without words', async () => {
  const reader = await stage.visit('article.html');
  await reader.page.evaluate(() => document.querySelector('main')?.append(document.createElement('img')));
  assert.match((await findings(reader)).join('\n'), /image-alt/);
});
