import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { until, type ThreadPage } from '../support/driver.ts';
import { Stage } from './stage.ts';

const stage = new Stage();

/** Words that no other test writes. */
const something = (): string => `On the twelfth morning it snowed into the gauge, ${randomUUID()}`;

const openForm = async (writer: ThreadPage): Promise<void> => {
  await (await writer.find('[part~=composer-area]')).scrollIntoView();
  await writer.find('[part~=textarea]');
};

const write = async (writer: ThreadPage, text: string): Promise<void> => {
  await openForm(writer);
  await writer.type('[name=name]', 'Ada of the Hill');
  await writer.type('[part~=textarea]', text);
};

/** What the endpoint holds, as any reader gets it. */
const published = async (thread: string): Promise<string> =>
  (await fetch(`${stage.address}api/comments?thread=${encodeURIComponent(thread)}`)).text();

test('a comment posted by a guest is there for everybody, after the server was killed too', async () => {
  const text = something();
  const writer = await stage.visit('bare.html');
  await write(writer, text);
  await writer.click('[part~=submit-button]');
  await writer.waitForText('[part~=comment]', text);
  await writer.waitForText('[part~=status]', 'Your comment is posted.');

  await stage.restartServer();
  const reader = await stage.visit('bare.html');
  await reader.waitForText('[part~=comment]', text);
  assert.deepEqual(writer.problems, []);
});

test('a reply stands under what it answers', async () => {
  const text = something();
  const writer = await stage.visit('bare.html');
  await writer.click('[part~=reply-button]');
  await writer.find('[part=item] [part~=textarea]');
  await writer.type('[part=item] [name=name]', 'Ada of the Hill');
  await writer.type('[part=item] [part~=textarea]', text);
  await writer.click('[part=item] [part~=submit-button]');
  await writer.waitForText('[part=replies] [part~=comment]', text);
  await writer.waitForText('[part~=status]', 'Your comment is posted.');
  assert.ok((await published('/bare')).includes(text));
});

test('what was typed and not posted is still there after a reload', async () => {
  const text = something();
  const writer = await stage.visit('bare.html');
  await write(writer, text);
  await writer.find('[part~=kept]');
  await until('the last word is kept as well', async () => (await writer.stored()).includes(text));
  await writer.page.reload();
  await openForm(writer);
  await until('it is in the form', async () =>
    (await writer.find('[part~=textarea]')).evaluate(
      (area, text) => (area as HTMLTextAreaElement).value === text,
      text,
    ),
  );
});

test('a comment posted without a network waits, and goes when the network is back', async () => {
  const text = something();
  const writer = await stage.visit('bare.html');
  await write(writer, text);
  await writer.setOffline(true);
  await writer.click('[part~=submit-button]');
  await writer.waitForText('[part~=comment]', text);
  await writer.waitForText('[part~=own-state]', 'Waiting to be sent');
  assert.ok(!(await published('/bare')).includes(text));

  await writer.setOffline(false);
  await writer.waitForText('[part~=status]', 'Your comment is posted.');
  assert.ok((await published('/bare')).includes(text));
  assert.equal((await writer.texts('[part~=comment]')).filter((each) => each.includes(text)).length, 1);
});
