/** The element on somebody else's page, as the README says to put it there: dist/ copied, an endpoint on another origin. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { distFolder } from '../package/bundle.ts';
import { until } from '../support/driver.ts';
import { Stage } from './stage.ts';

const stage = new Stage();
const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** The code that stands in a generated region of the README. */
const fromReadme = (region: string): string => {
  const readme = readFileSync(join(distFolder, '../README.md'), 'utf8');
  const code = new RegExp(`<!-- ${region} -->\\s*\`\`\`html\\n([^]*?)\`\`\``).exec(readme)?.[1];
  assert.ok(code, region);
  return code;
};

const listen = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

/** A site with dist/ under /comment-thread/ and one page; `change` may tamper with a file on its way. */
const serveSite = (page: () => string, change = (_path: string, body: string): string => body): Promise<string> =>
  listen(({ url = '/' }, response) => {
    const path = /^\/comment-thread\/([\w./-]+\.js)(\?|$)/.exec(url)?.[1];
    if (path) {
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' });
      response.end(change(path, readFileSync(join(distFolder, path), 'utf8')));
    } else if (url === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(page());
    } else response.writeHead(204).end();
  });

const element = (): string => `<comment-thread endpoint="${stage.address}api" thread="/bare"></comment-thread>`;
const readmePage = (): string =>
  `<!doctype html><html lang="en"><title>A page</title>${fromReadme('import-map')}${fromReadme('script-tag')}${element()}`;

const heading = '5 thoughts on “A Page with Nothing On”';

test('the README’s script tag and import map, with their integrity, show a thread and its form', async () => {
  const reader = await stage.newPage();
  await reader.visit(await serveSite(readmePage));
  await reader.waitForText('[part~=heading]', heading);
  await (await reader.find('[part~=composer-area]')).scrollIntoView();
  await reader.find('[part~=textarea]');
  assert.equal((await reader.texts('[part~=body] pre')).length, 1);
  assert.deepEqual(reader.problems, []);
});

test('the README’s script tag for counts, with its integrity, shows how many comments a thread has', async () => {
  const count = `<comment-count endpoint="${stage.address}api" thread="/bare"></comment-count>`;
  const reader = await stage.newPage();
  await reader.visit(
    await serveSite(
      () => `<!doctype html><html lang="en"><title>A page</title>${fromReadme('count-script-tag')}${count}`,
    ),
  );
  await until('the count is there', () =>
    reader.page.$eval('comment-count', ({ shadowRoot }) => shadowRoot?.textContent.trim() === '5 comments'),
  );
  assert.deepEqual(reader.problems, []);
});

test('a script that was tampered with is refused by the README’s integrity, the entry and every later part', async () => {
  const tampered = (wanted: RegExp) => (path: string, body: string) => (wanted.test(path) ? `${body}\n;` : body);
  for (const wanted of [/^comment-thread\.js$/, /\/html\.js$/]) {
    const reader = await stage.newPage();
    await reader.visit(await serveSite(readmePage, tampered(wanted)));
    await until('the browser refuses', async () => reader.problems.some((problem) => /integrity/i.test(problem)));
    // Its block of code takes the sanitiser.
    assert.deepEqual(await reader.texts('[part~=body] pre'), []);
  }
});

test('the classic script loads the module beside it, from another origin too', async () => {
  const files = await serveSite(element);
  const page = () => `<!doctype html><html lang="en"><title>A page</title>
    <script defer src="${files}/comment-thread/comment-thread.classic.js"></script>${element()}`;
  const reader = await stage.newPage();
  await reader.visit(await serveSite(page));
  await reader.waitForText('[part~=heading]', heading);
  assert.deepEqual(reader.problems, []);
});

test('an address with a query, as some sites add for their caches, shows one thread with its form', async () => {
  const page = () => `<!doctype html><html lang="en"><title>A page</title>
    <script type="module" src="/comment-thread/comment-thread.js?v=2"></script>${element()}`;
  const reader = await stage.newPage();
  await reader.visit(await serveSite(page));
  await reader.waitForText('[part~=heading]', heading);
  await (await reader.find('[part~=composer-area]')).scrollIntoView();
  await reader.find('[part~=textarea]');
  assert.deepEqual(reader.problems, []);
});
