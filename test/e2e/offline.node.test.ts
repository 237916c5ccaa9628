import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { CDPSession } from 'puppeteer-core';
import { createId, createSecret, randomBytes } from '../../src/drafts/identifiers.ts';
import { type ThreadPage, until } from '../support/driver.ts';
import { Stage } from './stage.ts';

const stage = new Stage();

/** Cuts the page off from the endpoint alone, as where a site has a service worker or its endpoint is down. */
const cutOff = async (reader: ThreadPage): Promise<{ restore: () => Promise<void> }> => {
  const session: CDPSession = await reader.page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*://*/api/*'] });
  return {
    restore: async () => {
      await session.send('Network.setBlockedURLs', { urls: [] });
      await reader.page.evaluate(() => dispatchEvent(new Event('online')));
    },
  };
};

/** What another reader posts meanwhile. */
const postElsewhere = async (parent: string, text: string): Promise<void> => {
  const answer = await fetch(`${stage.address}api/comments/${createId(Date.now(), randomBytes)}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      thread: '/article',
      parent,
      text,
      author: { name: 'Somebody Else' },
      secret: createSecret(randomBytes),
      revision: 0,
    }),
  });
  assert.equal(answer.status, 201, await answer.text());
};

/** The comment at the top of the window, and where it stands. */
const topComment = (reader: ThreadPage): Promise<{ id: string; top: number }> =>
  reader.page.$$eval('comment-thread >>> [part~=comment]', (comments) => {
    const first = comments.find((comment) => comment.getBoundingClientRect().bottom > 0);
    return { id: first?.id ?? '', top: first?.getBoundingClientRect().top ?? NaN };
  });

const placeOf = (reader: ThreadPage, id: string): Promise<number> =>
  reader.page.$eval(`comment-thread >>> [id="${id}"]`, (comment) => comment.getBoundingClientRect().top);

test('a thread read before is there without its endpoint, takes a reply, and is renewed without moving', async () => {
  const reader = await stage.visit('article.html');
  await reader.waitForText('[part~=heading]', '30 thoughts');
  await until('it is saved', async () =>
    (await reader.stored('comment-thread-copies')).includes('doesn’t change its clocks'),
  );

  const network = await cutOff(reader);
  await reader.page.reload();
  await reader.waitForText('[part~=error]', 'You see a saved copy from');
  await reader.waitForText('[part~=heading]', '30 thoughts');
  const ids = await reader.page.$$eval(
    'comment-thread >>> [part=list] > div > ol > [part=item] > [part~=comment]',
    (comments) => comments.map(({ id }) => id),
  );
  const [first = '', , , fourth = ''] = ids;
  assert.ok(first && fourth, ids.join(' '));

  const text = `The gauge has frozen over, ${randomUUID()}`;
  await reader.click(`[id="${fourth}"] [part~=reply-button]`);
  await reader.find('[part=item] [part~=textarea]');
  await reader.type('[part=item] [name=name]', 'Ada of the Hill');
  await reader.type('[part=item] [part~=textarea]', text);
  await reader.click('[part=item] [part~=submit-button]');
  await reader.waitForText('[part~=comment]', text);
  await reader.waitForText('[part~=own-state]', 'Waiting to be sent');

  const news = [1, 2, 3].map((count) => `News number ${String(count)}, ${randomUUID()}`);
  for (const each of news) await postElsewhere(first.replace('comment-', ''), each);
  await (
    await reader.find(`[id="${fourth}"]`)
  ).evaluate((comment) => {
    comment.scrollIntoView();
    scrollBy(0, 5);
  });
  await reader.settle();
  const before = await topComment(reader);
  assert.ok(before.id && before.id !== first, 'the news come above');

  await network.restore();
  for (const each of news) await reader.waitForText('[part~=comment]', each);
  await reader.waitForText('[part~=status]', 'Your comment is posted.');
  await until('the thread is fresh', () =>
    reader.page.$eval('comment-thread', (thread) => !thread.matches(':state(stale)')),
  );
  await reader.settle();
  const after = await placeOf(reader, before.id);
  assert.ok(Math.abs(after - before.top) < 2, `from ${String(before.top)} to ${String(after)}`);
  const page = await (await fetch(`${stage.address}api/comments?thread=%2Farticle`)).text();
  assert.equal(page.split(text).length, 2, 'the endpoint has it once');
  assert.equal((await reader.texts('[part~=comment]')).filter((each) => each.includes(text)).length, 1);
});
