import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HTTPRequest } from 'puppeteer-core';
import { article } from '../../demo/seed/article.ts';
import { measureBudgets } from '../package/budget.ts';
import { distFolder, readBundle } from '../package/bundle.ts';
import { until, type ThreadPage } from '../support/driver.ts';
import { Stage } from './stage.ts';

const stage = new Stage();

/** The scripts of a budget as the demo serves them. */
const servedFiles = (what: string): string[] => {
  const budget = measureBudgets(readBundle(distFolder)).find((each) => each.what === what);
  assert.ok(budget, what);
  return budget.files.map((file) => `/dist/${file}`).sort();
};

test('the article shows its seeded thread', async () => {
  const reader = await stage.visit('article.html');
  await reader.waitForText('[part~=heading]', `30 thoughts on “${article.title}”`);
  await reader.waitForText('[part~=body]', 'The rain doesn’t change its clocks, Nan.');
  await until(
    'all of it is drawn',
    async () => (await reader.texts('[part~=comment]')).length === article.comments.length,
  );

  const numbers = await reader.texts('[part=list] [part=number]');
  assert.equal(numbers[0], '1');
  assert.ok(numbers.includes('1.1'), numbers.join(' '));
  assert.equal(new Set(numbers).size, numbers.length, 'no number stands twice');

  const levels = await reader.page.$$eval('comment-thread >>> [part~=comment]', (comments) =>
    comments.map((comment) => {
      let level = 0;
      for (let list = comment.closest('ol'); list; list = list.parentElement?.closest('ol') ?? null) level++;
      return level;
    }),
  );
  assert.equal(Math.max(...levels), 5, 'five levels of indentation');
  assert.ok((await reader.texts('[part=answered]')).length > 0, 'deeper replies name whom they answer');

  const dates = await reader.page.$$eval('comment-thread >>> time', (times) =>
    times.map((time) => [time.dateTime, (time.closest('a') as HTMLAnchorElement).hash]),
  );
  for (const [date = '', hash = ''] of dates) {
    assert.ok(Date.parse(date) < Date.now(), date);
    assert.match(hash, /^#comment-./);
  }
  assert.equal((await reader.texts('[part=tombstone]')).length, 1);
  assert.equal((await reader.texts('[part~=pingback]')).length, 1);
  assert.deepEqual(reader.problems, []);
});

test('the bare page runs under its strict policy without a violation', async () => {
  const reader = await stage.visit('bare.html');
  await reader.waitForText('[part~=heading]', '5 thoughts on “A Page with Nothing On”');
  await (await reader.find('[part~=composer-area]')).scrollIntoView();
  await reader.find('[part~=textarea]');
  assert.deepEqual(reader.problems, []);
});

test('a violation on the bare page would not go unnoticed', async () => {
  const reader = await stage.visit('bare.html');
  await reader.find('[part~=comment]');
  await reader.page.evaluate(() => {
    document.body.append(document.createElement('style'));
    document.body.setAttribute('style', 'color: red');
    try {
      document.body.innerHTML = '<p>hello</p>';
    } catch {
      // refused, as it should be
    }
  });
  for (const directive of ['style-src-elem', 'style-src-attr', 'require-trusted-types-for']) {
    await until(directive, async () => reader.problems.some((problem) => problem.startsWith(`${directive} forbids`)));
  }
});

test('before a plain-text comment shows, the browser asks for the scripts whose size is checked, and no other', async () => {
  const reader = await stage.visit('classic.html');
  const loader = '/dist/comment-thread.classic.js';
  assert.deepEqual(
    await reader.scriptsOfFirstComment(),
    [loader, ...servedFiles('before the first plain-text comment')].sort(),
  );
});

/** Opens a page whose comments in HTML all say the same. */
const visitWith = async (html: string): Promise<ThreadPage> => {
  const reader = await stage.newPage();
  const answer = async (request: HTTPRequest): Promise<void> => {
    if (!request.url().includes('/comments?')) return request.continue();
    const body = await (await fetch(request.url())).text();
    const written = body.replaceAll(/"html":"(?:[^"\\]|\\.)*"/g, `"html":${JSON.stringify(html)}`);
    return request.respond({ contentType: 'application/json', body: written });
  };
  await reader.page.setRequestInterception(true);
  reader.page.on('request', (request) => void answer(request));
  await reader.visit(`${stage.address}bare.html`);
  return reader;
};

test('before simple HTML shows, the browser asks for no other script than before plain text', async () => {
  const reader = await visitWith('<p>As <em>Markdown</em> is rendered.</p>');
  assert.deepEqual(await reader.scriptsOfFirstComment(), servedFiles('before the first plain-text comment'));
});

test('before any other HTML shows, the browser asks for DOMPurify too, and for no other script', async () => {
  const reader = await visitWith('<p class="editor">As editors <em>write</em>.</p>');
  assert.deepEqual(await reader.scriptsOfFirstComment(), servedFiles('before the first HTML comment'));
});

test('counts on a page arrive by one script and one request', async () => {
  const reader = await stage.newPage();
  const requests: string[] = [];
  reader.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await reader.visit(`${stage.address}article.html`);
  await reader.find('[part~=comment]');
  await until('the count is shown', () =>
    reader.page.$eval('comment-count', ({ shadowRoot }) => shadowRoot?.textContent === '30 comments'),
  );
  assert.equal(requests.filter((path) => path === '/api/counts').length, 1);
  assert.equal(requests.filter((path) => path === '/dist/comment-count.js').length, 1);
});
