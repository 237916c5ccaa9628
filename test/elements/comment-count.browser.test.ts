import { assert, fixture, html, waitUntil } from '@open-wc/testing';
import { CommentCount } from '../../src/elements/comment-count.ts';
import { withResolvers } from '../support/with-resolvers.ts';

CommentCount.define();

/** What the reader sees of an element: its shadow root's text, or what the page wrote inside. */
const shown = (element: Element): string => {
  const root = element.shadowRoot!;
  return root.querySelector('slot') ? element.textContent.trim() : root.textContent;
};

const shows = (element: Element, text: string): Promise<void> =>
  waitUntil(() => shown(element) === text, `it shows “${shown(element)}”, not “${text}”`);

/** A turn of the event loop after those that collect and answer. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
};

describe('<comment-count>', () => {
  const fetch = window.fetch.bind(window);
  const error = console.error.bind(console);
  /** The threads each request asked for, and where. */
  let requests: { endpoint: string; threads: string[] }[];
  let errors: unknown[];
  /** Answers a request; a test sets it. Every thread has as many comments as its name is long. */
  let answer: (threads: string[]) => Response | Promise<Response>;
  const lengths = (threads: string[]): Response =>
    Response.json(Object.fromEntries(threads.map((thread) => [thread, thread.length])));

  /** Keeps the answers back until the function it returns is called. */
  const hold = (): (() => void) => {
    const { promise, resolve } = withResolvers();
    answer = async (threads) => {
      await promise;
      return lengths(threads);
    };
    return resolve;
  };

  beforeEach(() => {
    requests = [];
    errors = [];
    answer = lengths;
    window.fetch = async (input) => {
      const url = new URL(input as string);
      if (!url.pathname.endsWith('/counts')) return fetch(input);
      const threads = url.searchParams.getAll('thread');
      requests.push({ endpoint: url.href.replace(/\/counts.*/, ''), threads });
      return answer(threads);
    };
    console.error = (...args: unknown[]) => errors.push(...args);
  });

  afterEach(() => {
    window.fetch = fetch;
    console.error = error;
  });

  const api = new URL('/api', location.href).href;

  it('shows a number and a plural, and keeps what stood inside for later', async () => {
    const release = hold();
    const element = await fixture(html`<comment-count endpoint="/api" thread="/four">Comments</comment-count>`);
    await waitUntil(() => requests.length === 1);
    assert.equal(shown(element), 'Comments');
    release();
    await shows(element, '5 comments');
    assert.equal(element.textContent, 'Comments');
    assert.deepEqual(requests, [{ endpoint: api, threads: ['/four'] }]);
  });

  it('knows one, none and many', async () => {
    answer = () => Response.json({ a: 1, b: 0, c: 12345 });
    const list = await fixture(
      html`<p>
        <comment-count endpoint="/api" thread="a"></comment-count>
        <comment-count endpoint="/api" thread="b"></comment-count>
        <comment-count endpoint="/api" thread="c"></comment-count>
      </p>`,
    );
    const [a, b, c] = list.children;
    await shows(a!, '1 comment');
    await shows(b!, '0 comments');
    await shows(c!, '12,345 comments');
  });

  it('is accessible in a link, and looks like the text around it', async () => {
    const link = await fixture<HTMLElement>(
      html`<a href="#x" style="color: rgb(1, 2, 3); font-size: 20px">
        <comment-count endpoint="/api" thread="/four">Comments</comment-count>
      </a>`,
    );
    await shows(link.firstElementChild!, '5 comments');
    await assert.isAccessible(link);
    const { color, fontSize, display } = getComputedStyle(link.firstElementChild!);
    assert.deepEqual([color, fontSize, display], ['rgb(1, 2, 3)', '20px', 'inline']);
  });

  it('asks once for all of a page, and once for a thread', async () => {
    const list = await fixture(
      html`<div>
        ${Array.from({ length: 20 }, (_, n) => html`<comment-count endpoint="/api" thread="/${n % 10}"></comment-count>`)}
        <comment-count endpoint="${api}/?page=1#top" thread="/eleven"></comment-count>
      </div>`,
    );
    for (const element of list.children) await waitUntil(() => shown(element).endsWith(' comments'));
    assert.equal(requests.length, 1);
    assert.sameMembers(requests[0]!.threads, [...Array.from({ length: 10 }, (_, n) => `/${n}`), '/eleven']);
  });

  it('asks for fifty threads at most in one request', async () => {
    const list = await fixture(
      html`<div>
        ${Array.from({ length: 120 }, (_, n) => html`<comment-count endpoint="/api" thread="${n}"></comment-count>`)}
      </div>`,
    );
    await shows(list.lastElementChild!, '3 comments');
    assert.deepEqual(
      requests.map(({ threads }) => threads.length),
      [50, 50, 20],
    );
  });

  it('asks each endpoint for its own', async () => {
    const list = await fixture(
      html`<div>
        <comment-count endpoint="/one" thread="a"></comment-count>
        <comment-count endpoint="/two" thread="ab"></comment-count>
      </div>`,
    );
    await shows(list.firstElementChild!, '1 comment');
    await shows(list.lastElementChild!, '2 comments');
    assert.deepEqual(
      requests.map(({ endpoint }) => new URL(endpoint).pathname),
      ['/one', '/two'],
    );
  });

  it('counts the page’s own thread when it names none', async () => {
    answer = () => Response.json({ [location.pathname]: 7 });
    const element = await fixture(html`<comment-count endpoint="/api"></comment-count>`);
    await shows(element, '7 comments');
    assert.deepEqual(requests[0]!.threads, [location.pathname]);
  });

  it('speaks the language of its place, shadow roots included', async () => {
    const list = await fixture(
      html`<div lang="de-AT">
        <comment-count endpoint="/api" thread="/four"></comment-count>
        <p><comment-count endpoint="/api" thread="/four" lang="fr"></comment-count></p>
        <section></section>
      </div>`,
    );
    const inside = document.createElement('comment-count');
    inside.setAttribute('endpoint', '/api');
    inside.setAttribute('thread', '/four');
    list.querySelector('section')!.attachShadow({ mode: 'open' }).append(inside);
    await shows(list.querySelector('comment-count')!, '5 Kommentare');
    const french = list.querySelector('p comment-count')!;
    await shows(french, '5 commentaires');
    await shows(inside, '5 Kommentare');
    french.setAttribute('lang', 'en');
    assert.equal(shown(french), '5 comments');
  });

  it('follows its attributes, and shows no number of another thread', async () => {
    const element = await fixture(html`<comment-count endpoint="/api" thread="/four">Comments</comment-count>`);
    await shows(element, '5 comments');
    const release = hold();
    element.setAttribute('thread', '/seven');
    await waitUntil(() => requests.length === 2);
    assert.equal(shown(element), 'Comments');
    release();
    await shows(element, '6 comments');
  });

  it('asks once when several attributes change at once', async () => {
    const element = await fixture(html`<comment-count endpoint="/api" thread="/four"></comment-count>`);
    await shows(element, '5 comments');
    element.setAttribute('endpoint', '/other');
    element.setAttribute('thread', 'x');
    await shows(element, '1 comment');
    assert.equal(requests.length, 2);
  });

  it('ignores an answer that comes too late', async () => {
    const release = hold();
    const element = await fixture(html`<comment-count endpoint="/api" thread="the first"></comment-count>`);
    await waitUntil(() => requests.length === 1);
    answer = lengths;
    element.setAttribute('thread', 'second');
    await shows(element, '6 comments');
    release();
    await settled();
    assert.equal(shown(element), '6 comments');
  });

  it('asks nothing more when it is moved or re-added, also while the answer is on its way', async () => {
    const release = hold();
    const element = await fixture(html`<comment-count endpoint="/api" thread="/four"></comment-count>`);
    await waitUntil(() => requests.length === 1);
    const elsewhere = await fixture(html`<p></p>`);
    elsewhere.append(element);
    await settled();
    release();
    await shows(element, '5 comments');
    element.remove();
    await settled();
    elsewhere.append(element);
    await settled();
    assert.equal(shown(element), '5 comments');
    assert.equal(requests.length, 1);
  });

  it('asks nothing when it is gone before its turn', async () => {
    const element = document.createElement('comment-count');
    element.setAttribute('endpoint', '/api');
    document.body.append(element);
    element.remove();
    await settled();
    assert.deepEqual(requests, []);
    document.body.append(element);
    await waitUntil(() => requests.length === 1);
    element.remove();
  });

  it('waits for those the parser has yet to reach', async () => {
    Object.defineProperty(document, 'readyState', { configurable: true, value: 'loading' });
    try {
      const list = await fixture(html`<p><comment-count endpoint="/api" thread="a"></comment-count></p>`);
      await settled();
      list.append(list.firstElementChild!.cloneNode());
      list.lastElementChild!.setAttribute('thread', 'ab');
      await settled();
      assert.deepEqual(requests, []);
      window.dispatchEvent(new Event('DOMContentLoaded'));
      await shows(list.lastElementChild!, '2 comments');
      assert.deepEqual(requests, [{ endpoint: api, threads: ['a', 'ab'] }]);
    } finally {
      Reflect.deleteProperty(document, 'readyState');
    }
  });

  it('works when it stood on the page, or was made, before its script arrived', async () => {
    const list = await fixture(html`<p><late-count endpoint="/api" thread="/four">Comments</late-count></p>`);
    const made = document.createElement('late-count');
    made.setAttribute('endpoint', '/api');
    made.setAttribute('thread', 'x');
    class LateCount extends CommentCount {}
    LateCount.define('late-count');
    list.append(made);
    await shows(list.firstElementChild!, '5 comments');
    await shows(made, '1 comment');
    assert.equal(requests.length, 1);
  });

  describe('when it fails', () => {
    const three = () =>
      fixture(
        html`<p>
          <comment-count endpoint="/api" thread="a">12 comments</comment-count>
          <comment-count endpoint="/api" thread="b">Comments</comment-count>
          <comment-count endpoint="/api" thread="c"></comment-count>
        </p>`,
      );

    for (const [what, code, fails] of [
      ['the endpoint is down', 'network', () => Promise.reject(new TypeError('Failed to fetch'))],
      ['it answers 500', 'http', () => new Response('Oops', { status: 500 })],
      ['it answers HTML', 'not-json', () => new Response('<!doctype html>')],
      ['it answers another shape', 'malformed', () => Response.json({ a: 1, b: null })],
    ] as const) {
      it(`keeps what stood there and says why, once: ${what}`, async () => {
        answer = fails;
        const list = await three();
        await waitUntil(() => errors.length > 0);
        await settled();
        assert.equal(errors.length, 1);
        assert.include(errors[0], { name: 'CommentThreadError', code });
        assert.deepEqual([...list.children].map(shown), ['12 comments', 'Comments', '']);
      });
    }

    it('says once that the endpoint is missing or wrong', async () => {
      await fixture(
        html`<p>
          <comment-count thread="a"></comment-count>
          <comment-count thread="b"></comment-count>
          <comment-count endpoint="javascript:alert(1)"></comment-count>
          <comment-count endpoint="https://a:b@example.org"></comment-count>
        </p>`,
      );
      await waitUntil(() => errors.length > 0);
      await settled();
      assert.deepEqual(
        errors.map((each) => (each as { code: string }).code),
        ['endpoint-missing', 'endpoint-invalid'],
      );
      assert.deepEqual(requests, []);
    });

    it('does not keep others from their counts', async () => {
      const list = await fixture(
        html`<p>
          <comment-count></comment-count>
          <comment-count endpoint="/api" thread="/four"></comment-count>
        </p>`,
      );
      await shows(list.lastElementChild!, '5 comments');
    });

    it('asks again when it is re-added', async () => {
      answer = () => new Response('Oops', { status: 500 });
      const list = await three();
      await waitUntil(() => errors.length > 0);
      answer = lengths;
      const first = list.firstElementChild!;
      first.remove();
      list.append(first);
      await shows(first, '1 comment');
    });
  });
});
