import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChannel, type DraftNews } from '../../src/drafts/draft-channel.ts';
import { scope } from './harness.ts';
import { withResolvers } from '../support/with-resolvers.ts';

const news = (id: string): DraftNews => ({ id, thread: '/a', comment: null });

/** Opens a page's channel; what it hears is in `heard`, and `first` waits for the first of it. */
const openPage = (endpoint = scope.endpoint) => {
  const channel = openChannel(endpoint);
  const heard: DraftNews[] = [];
  const { promise: first, resolve: tellFirst } = withResolvers();
  const leave = channel.listen((each) => {
    heard.push(each);
    tellFirst();
  });
  return { ...channel, heard, first, leave };
};

test('pages of one endpoint hear each other, whole, and never themselves', async (context) => {
  const [one, two, elsewhere] = [openPage(), openPage(), openPage('https://other.test')];
  context.after(() => [one, two, elsewhere].forEach(({ leave }) => leave()));
  one.tell(news('from one'));
  await two.first;
  two.tell(news('from two'));
  await one.first;
  assert.deepEqual(one.heard, [news('from two')]);
  assert.deepEqual(two.heard, [news('from one')]);
  assert.deepEqual(elsewhere.heard, []);
});

test('a page that has left hears nothing, and holds up the end of nothing', async (context) => {
  const [one, gone, witness] = [openPage(), openPage(), openPage()];
  context.after(() => [one, witness].forEach(({ leave }) => leave()));
  gone.leave();
  one.tell(news('late'));
  await witness.first;
  assert.deepEqual(gone.heard, []);
  assert.throws(() => gone.tell(news('from the grave')), { name: 'InvalidStateError' });
});

test('without BroadcastChannel nothing is heard, and nothing fails', (context) => {
  const kept = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')!;
  context.after(() => Object.defineProperty(globalThis, 'BroadcastChannel', kept));
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  const { tell, leave, heard } = openPage();
  tell(news('unheard'));
  leave();
  assert.deepEqual(heard, []);
});

test('its name is the element’s and the endpoint’s, so that other scripts do not meet it by chance', async (context) => {
  const page = openPage();
  const tap = new BroadcastChannel('comment-thread:https://comments.test/blog');
  context.after(() => {
    page.leave();
    tap.close();
  });
  tap.postMessage(news('by name'));
  await page.first;
  assert.deepEqual(page.heard, [news('by name')]);
});
