/** The site's service worker sends what no page is left to send. In Chromium, the one engine that has Background Sync. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { type Demo, makeDataFolder, removeDataFolder, startDemo } from '../support/demo.ts';
import { ThreadPage, launchBrowser, until } from '../support/driver.ts';
import { type WorkerKind, WorkerSite } from './worker-site.ts';

let folder = '';
let demo: Demo | undefined;
let browser: Browser | undefined;
/** A page of no site: while it is open, the browser is. */
let witness: Page;
let session: CDPSession;
let site: WorkerSite | undefined;
const registrations = new Map<string, string>();

before(async () => {
  folder = await makeDataFolder();
  [demo, browser] = await Promise.all([startDemo(folder), launchBrowser()]);
  witness = await browser.newPage();
  session = await witness.createCDPSession();
  session.on('ServiceWorker.workerRegistrationUpdated', (update) => {
    for (const { scopeURL, registrationId } of update.registrations) registrations.set(scopeURL, registrationId);
  });
  await session.send('ServiceWorker.enable');
});
afterEach(async () => {
  for (const page of (await browser?.pages()) ?? []) if (page !== witness) await page.close();
  await site?.close();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  await removeDataFolder(folder);
});

/** A site that has not been visited yet. */
const openSite = async (kind: WorkerKind = 'classic'): Promise<WorkerSite> => {
  assert.ok(demo);
  return (site = await new WorkerSite(`${demo.address}api`, kind).open());
};

/** A page of the site, once its worker could send for it. */
const visit = async (at: WorkerSite): Promise<ThreadPage> => {
  assert.ok(browser);
  const reader = await ThreadPage.open(browser);
  await reader.visit(`${at.origin}/`);
  await reader.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await until('the worker is activated', () =>
    reader.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
  );
  await reader.find('[part~=textarea]');
  return reader;
};

const write = async (reader: ThreadPage, text: string): Promise<void> => {
  await reader.type('[name=name]', 'Ada');
  await reader.type('[part~=textarea]', text);
  await reader.click('[part~=submit-button]');
};

/** What the page has asked the browser for. */
const tagsOf = (reader: ThreadPage): Promise<string[]> =>
  reader.page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration()) as unknown as {
      sync: { getTags(): Promise<string[]> };
    };
    return registration.sync.getTags();
  });

/** Closes the reader's tab, the last of the site. */
const leave = async (reader: ThreadPage): Promise<void> => {
  await reader.close();
  assert.ok(browser);
  assert.ok(!(await browser.pages()).some((page) => page.url().startsWith('http')), 'no page of the site is open');
};

/**
 * Fires a sync as the browser does when there is a network again; resolves to what became of it. As the last
 * chance, which tells it from those that the browser fires by itself meanwhile.
 */
const sync = async (at: WorkerSite): Promise<string> => {
  const before = at.ended.length;
  const registrationId = registrations.get(`${at.origin}/`);
  assert.ok(registrationId, 'the worker is registered');
  const tag = `comment-thread:900 ${at.origin}/api`;
  await session.send('ServiceWorker.dispatchSyncEvent', {
    origin: at.origin,
    registrationId,
    tag,
    lastChance: true,
  });
  await until('the sync has ended', async () => at.ended.slice(before).some((end) => end.startsWith('last sync')));
  return at.ended.findLast((end) => end.startsWith('last sync')) ?? '';
};

/** The states of the drafts that the browser keeps for the site. */
const draftsOf = async (at: WorkerSite): Promise<string[]> => {
  assert.ok(browser);
  const reader = await ThreadPage.open(browser);
  await reader.visit(`${at.origin}/nothing`);
  const records = JSON.parse((await reader.stored()) || '[]') as { state?: string }[];
  await reader.close();
  return records.flatMap(({ state }) => state ?? []);
};

for (const kind of ['classic', 'module'] as const)
  test(`a comment written offline goes out after the last tab has closed, once (${kind} worker)`, async () => {
    const at = await openSite(kind);
    const reader = await visit(at);
    const text = `The ferry is late, ${randomUUID()}`;
    at.network = 'cut';
    await reader.setOffline(true);
    await write(reader, text);
    await reader.waitForText('[part~=own-state]', 'Waiting to be sent');
    await until('the browser was asked for a sync', async () =>
      (await tagsOf(reader)).includes(`comment-thread:900 ${at.origin}/api`),
    );
    await leave(reader);
    assert.equal(await at.count(text), 0);

    at.network = 'open';
    assert.equal(await sync(at), 'last sync fulfilled');
    assert.equal(await at.count(text), 1);
    assert.deepEqual(await draftsOf(at), []);

    assert.equal(await sync(at), 'last sync fulfilled');
    const back = await visit(at);
    await back.waitForText('[part~=comment]', text);
    assert.equal((await back.texts('[part~=comment]')).filter((each) => each.includes(text)).length, 1);
    assert.ok(await back.find(`[part~=comment] [data-action=edit]`), 'it can still be edited by its author');
    assert.equal(at.writes.filter((each) => each.text === text && each.status === 201).length, 1);
  });

test('a tab and the worker that send at the same time send it once, and the tab shows it as posted', async () => {
  const at = await openSite();
  const reader = await visit(at);
  const text = `The ferry is here, ${randomUUID()}`;
  at.network = 'cut';
  await write(reader, text);
  await reader.waitForText('[part~=own-state]', 'Waiting to be sent');
  at.network = 'open';
  const [end] = await Promise.all([sync(at), reader.page.evaluate(() => dispatchEvent(new Event('online')))]);
  assert.equal(end, 'last sync fulfilled');
  await until('it is no longer on its way', async () => !(await reader.texts('[part~=own-state]')).length);
  assert.equal((await reader.texts('[part~=comment]')).filter((each) => each.includes(text)).length, 1);
  assert.equal(await at.count(text), 1);
  assert.equal(at.writes.filter((each) => each.text === text && each.status !== 0).length, 1);
  assert.deepEqual(await draftsOf(at), []);
});

test('an endpoint that asks for a pause gets it: the sync fails, nothing is lost, and a later one sends it', async () => {
  const at = await openSite();
  const reader = await visit(at);
  const text = `No ferry today, ${randomUUID()}`;
  at.network = 'cut';
  await write(reader, text);
  await reader.waitForText('[part~=own-state]', 'Waiting to be sent');
  await leave(reader);

  at.network = { busy: 3 };
  assert.match(await sync(at), /^last sync rejected .*still to be sent/);
  const answered = (): number => at.writes.filter((each) => each.text === text && each.status !== 0).length;
  assert.equal(answered(), 1);
  assert.deepEqual(await draftsOf(at), ['queued']);

  at.network = 'open';
  await until('it is sent', async () => (await sync(at)) === 'last sync fulfilled');
  assert.equal(await at.count(text), 1);
  assert.equal(answered(), 2, 'it was not asked in between');
  const [asked, sent] = at.writes.filter((each) => each.text === text && each.status !== 0);
  assert.ok(asked && sent && sent.at - asked.at >= 2900, `${String(sent!.at - asked!.at)} ms`);
  assert.deepEqual(await draftsOf(at), []);
});

test('a worker that has not imported it is left in peace', async () => {
  const at = await openSite('without the import');
  const reader = await visit(at);
  const text = `Another worker’s business, ${randomUUID()}`;
  at.network = 'cut';
  await write(reader, text);
  await reader.waitForText('[part~=own-state]', 'Waiting to be sent');
  at.network = 'open';
  await reader.page.evaluate(() => dispatchEvent(new Event('online')));
  await until('the page has sent it', async () => (await at.count(text)) === 1);
  assert.deepEqual(await tagsOf(reader), []);
  assert.deepEqual(at.ended, []);
});
