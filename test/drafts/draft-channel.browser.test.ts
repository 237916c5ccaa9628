import { assert } from '@open-wc/testing';
import { openChannel, type DraftNews } from '../../src/drafts/draft-channel.ts';
import { openTab } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { commentOf } from '../writing/scripted-backend.ts';
import { newEndpoint } from '../writing/thread.ts';

const news = (id: string): DraftNews => ({ id, thread: 'a', comment: null });

describe('the channel between pages', () => {
  it('carries news to every other page of its endpoint, and not back', async () => {
    const endpoint = newEndpoint();
    const pages = [0, 1, 2].map(() => openChannel(endpoint));
    const heard = pages.map((): string[] => []);
    const ends = pages.map((page, index) => page.listen(({ id }) => void heard[index]!.push(id)));
    pages[0]!.tell(news('of the first'));
    await until('the second and the third', () => heard[1]!.length > 0 && heard[2]!.length > 0);
    pages[1]!.tell(news('of the second'));
    await until('the first', () => heard[0]!.length > 0);
    assert.deepEqual(heard, [['of the second'], ['of the first'], ['of the first', 'of the second']]);
    ends.forEach((end) => end());
  });

  it('carries nothing to another endpoint, nor to a page that listens no more', async () => {
    const endpoint = newEndpoint();
    const [teller, listener, gone] = [openChannel(endpoint), openChannel(endpoint), openChannel(endpoint)];
    const other = openChannel(newEndpoint());
    const heard: string[] = [];
    const stray: string[] = [];
    const end = listener.listen(({ id }) => void heard.push(id));
    const endOther = other.listen(({ id }) => void stray.push(id));
    gone.listen(({ id }) => void stray.push(id))();
    teller.tell(news('one'));
    teller.tell(news('two'));
    await until('both', () => heard.length === 2);
    assert.isEmpty(stray);
    end();
    endOther();
    teller.listen(() => undefined)();
  });

  it('has the comment travel along, whole', async () => {
    const endpoint = newEndpoint();
    const [teller, listener] = [openChannel(endpoint), openChannel(endpoint)];
    const heard: DraftNews[] = [];
    const end = listener.listen((each) => void heard.push(each));
    const comment = commentOf('one', 'Words', { number: [1, 2], author: { name: 'Grace' } });
    teller.tell({ id: 'one', thread: 'a', comment });
    await until('the news', () => heard.length > 0);
    assert.deepEqual(heard, [{ id: 'one', thread: 'a', comment }]);
    end();
    teller.listen(() => undefined)();
  });

  it('reaches a second tab', async () => {
    const endpoint = newEndpoint();
    const tab = await openTab('/test/writing/blank.html');
    const channel = openChannel(endpoint);
    const heard: string[] = [];
    const end = channel.listen(({ id }) => void heard.push(id));
    try {
      await tab.evaluate(`import('/src/drafts/draft-channel.ts').then(({ openChannel }) =>
        openChannel(${JSON.stringify(endpoint)}).tell(${JSON.stringify(news('of the tab'))}))`);
      await until('the news', () => heard.includes('of the tab'));
    } finally {
      end();
      await tab.close();
    }
  });

  it('is silent where there is no BroadcastChannel, and nothing fails', () => {
    const kept = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')!;
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
    try {
      const channel = openChannel(newEndpoint());
      let heard = 0;
      const end = channel.listen(() => heard++);
      channel.tell(news('one'));
      end();
      assert.equal(heard, 0);
    } finally {
      Object.defineProperty(globalThis, 'BroadcastChannel', kept);
    }
  });
});
