import { assert } from '@open-wc/testing';
import { nativeAdapter } from '../../src/adapters/native.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { makeChain, makeOutline, makePage, noon } from '../support/comments.ts';
import { setOffline } from '../support/browser.ts';
import { textOf, ThreadFixture, watchPage, type FixtureOptions } from '../support/thread-fixture.ts';
import { toDocument, Wire } from '../support/wire.ts';
import type { WireAnswer } from '../support/wire-endpoint.ts';

const unreachable = 'The comments could not be reached. You may be offline.';
const late = 'The comments are taking too long to arrive.';
const unloadable = 'The comments could not be loaded.';

const faults: readonly (readonly [what: string, answer: WireAnswer, code: ErrorCode, sentence: string])[] = [
  ['is down', { fault: 'cut' }, 'network', unreachable],
  ['does not answer', { fault: 'silent' }, 'timeout', late],
  ['stops in the middle of its answer', { fault: 'stalled', body: '{"comments":[' }, 'timeout', late],
  ['answers no JSON', { body: '{"comments":[' }, 'not-json', unloadable],
  ['answers nothing', { body: '' }, 'not-json', unloadable],
  ['answers HTML with 200', { type: 'text/html', body: '<!doctype html><h1>Sign in</h1>' }, 'not-json', unloadable],
  ['answers 500', { status: 500, type: 'text/html', body: '<h1>Oops</h1>' }, 'http', unloadable],
  ['answers 404', { status: 404, body: '{}' }, 'not-found', unloadable],
  ['answers null', { body: 'null' }, 'malformed', unloadable],
  ['answers a list', { body: '[]' }, 'malformed', unloadable],
  ['answers another shape', { body: '{"comments":{"length":1}}' }, 'malformed', unloadable],
  ['answers 20 MB', { body: '[0,0,0,0],', fault: 20_000_000 }, 'too-large', unloadable],
  ['answers without end', { body: '[0,0,0,0],', fault: 'endless' }, 'too-large', unloadable],
];

/** As the element makes it, but not as patient. */
const impatient = (wire: Wire): NonNullable<FixtureOptions['properties']> => ({
  adapter: nativeAdapter(
    { endpoint: new URL(wire.endpoint, location.href).href, getToken: () => Promise.resolve(null) },
    { idle: 400 },
  ),
});

const served = (): Node[] => {
  const article = document.createElement('article');
  article.textContent = 'Served by the server';
  return [article];
};

describe('<comment-thread> whose endpoint', () => {
  const { consoled } = watchPage();

  /** One sentence to the reader, one error with a code to the page and to the console. */
  const assertToldOnce = (thread: ThreadFixture, code: ErrorCode, sentence: string): void => {
    assert.equal(thread.parts('error').length, 1);
    assert.equal(textOf(thread.part('error').querySelector('p')), sentence);
    assert.deepEqual(
      thread.errors.map((error) => [error.name, error.code]),
      [['CommentThreadError', code]],
    );
    assert.deepEqual(consoled.splice(0), thread.errors);
  };

  for (const [what, answer, code, sentence] of faults) {
    it(`${what} says so, keeps what the server rendered, and shows the thread when tried again`, async () => {
      const wire = new Wire();
      await wire.answer(answer);
      const thread = ThreadFixture.place({ properties: impatient(wire), inside: served() });
      await thread.failed();
      assertToldOnce(thread, code, sentence);
      assert.include(thread.text, 'Served by the server');
      assert.isTrue(thread.isInView(thread.element.firstElementChild!));
      await wire.answerPage(makePage(makeOutline('1')));
      await thread.press('Try again');
      await thread.shown();
      assert.deepEqual(thread.ids, ['1']);
    });

    it(`${what} when asked anew loses nothing of what is shown`, async () => {
      const wire = new Wire();
      await wire.answerPage(makePage(makeOutline('1', '1.1')));
      const thread = await ThreadFixture.open({ properties: impatient(wire) });
      await thread.until('the form is there', () => thread.has('textarea'));
      const textarea = thread.part('textarea') as HTMLTextAreaElement;
      const article = thread.comment('1.1');
      textarea.focus();
      await wire.answer(answer);
      await thread.element.reload();
      await thread.failed();
      assertToldOnce(thread, code, `${sentence} What you see may not be up to date.`);
      assert.isTrue(thread.comment('1.1') === article);
      assert.isTrue(thread.part('textarea') === textarea);
      assert.isTrue(thread.root.activeElement === textarea);
    });
  }

  it('cannot be reached for lack of a network says so, and is asked again when there is one', async () => {
    const wire = new Wire();
    await wire.answerPage(makePage(makeOutline('1')));
    await setOffline(true);
    const thread = ThreadFixture.place({ attributes: { endpoint: wire.endpoint } });
    await thread.failed();
    assertToldOnce(thread, 'network', unreachable);
    assert.isTrue(thread.isState('offline'));
    await setOffline(false);
    await thread.shown();
    assert.isFalse(thread.isState('offline'));
  });

  for (const [what, endpoint, code] of [
    ['is missing', null, 'endpoint-missing'],
    ['is empty', ' ', 'endpoint-missing'],
    ['is a script', 'javascript:alert(1)', 'endpoint-invalid'],
    ['has credentials', 'https://user:secret@comments.example/blog', 'endpoint-invalid'],
    ['is a file', 'file:///etc/passwd', 'endpoint-invalid'],
    ['is no address', 'http://[', 'endpoint-invalid'],
  ] as const) {
    it(`${what} says so, asks nobody, and keeps what the server rendered`, async () => {
      const thread = ThreadFixture.place({ attributes: endpoint === null ? {} : { endpoint }, inside: served() });
      await thread.failed();
      assertToldOnce(thread, code, 'Comments are not set up on this page yet.');
      assert.notInclude(String(thread.errors[0]), 'secret');
      assert.include(thread.text, 'Served by the server');
      assert.isFalse(thread.has('retry-button'));
    });
  }

  it('was wrong works as soon as it is right', async () => {
    const wire = new Wire();
    await wire.answerPage(makePage(makeOutline('1')));
    const thread = ThreadFixture.place({ attributes: { endpoint: 'javascript:alert(1)' } });
    await thread.failed();
    consoled.length = 0;
    thread.element.setAttribute('endpoint', wire.endpoint);
    await thread.shown();
    assert.isFalse(thread.has('error'));
  });

  describe('sends', () => {
    const show = async (document: unknown): Promise<ThreadFixture> => {
      const wire = new Wire();
      await wire.answerJson(document);
      return ThreadFixture.open({ attributes: { endpoint: wire.endpoint } });
    };

    it('comments with unknown parents, cycles, duplicates and nulls among them: shows each once', async () => {
      const comment = (id: unknown, parent: unknown = null, more: object = {}): object => ({
        id,
        parent,
        kind: 'comment',
        created: '2026-01-01T12:00:00Z',
        author: { name: 'Ada' },
        text: `I am ${String(id)}`,
        status: 'published',
        ...more,
      });
      const thread = await show({
        comments: [
          null,
          comment('orphan', 'gone'),
          comment('self', 'self'),
          comment('a', 'c'),
          comment('b', 'a'),
          comment('c', 'b'),
          7,
          comment('twice', null, { text: 'first' }),
          comment('twice', null, { text: 'second' }),
          comment(null),
          comment({}),
          [],
          'text',
          comment('x'.repeat(200)),
          comment(12),
          {},
        ],
      });
      assert.equal(thread.outline, 'orphan self a(b(c)) twice 12');
      assert.equal(textOf(thread.part('body', thread.comment('twice'))), 'second');
    });

    it('missing authors, impossible dates and numbers, and wrong types everywhere: shows what makes sense', async () => {
      const strange: readonly unknown[] = [
        null,
        undefined,
        7,
        '',
        'x',
        -1,
        1e300,
        [],
        {},
        true,
        [null],
        { name: null },
      ];
      const fields = 'author created edited number sequence kind status likes revision text html parent'.split(' ');
      const comments = fields.flatMap((field) =>
        strange.map((value, i) => ({ id: `${field}-${i}`, text: 'Words', [field]: value })),
      );
      comments.push(
        { id: 'february', created: '2026-02-30T12:00:00Z' } as never,
        { id: 'year', created: '+275760-09-14T00:00:00Z' } as never,
        { id: 'hour', created: '2026-01-01T99:00:00Z' } as never,
        { id: 'words', created: 'yesterday' } as never,
        { id: 'numbers', number: [1, 'two', -3, 0.5], sequence: -4 } as never,
      );
      const thread = await show({
        thread: { count: 'many', title: { toString: 'x' }, closed: 'perhaps' },
        next: { page: 2 },
        policy: { guests: null, maxLength: -1, signIn: 'javascript:alert(1)' },
        comments,
      });
      assert.sameMembers(
        thread.ids,
        comments.map(({ id }) => id),
      );
      for (const id of ['february', 'year', 'hour', 'words'])
        assert.equal(textOf(thread.part('timestamp', thread.comment(id))), 'date unknown', id);
      assert.deepEqual(thread.texts('number', thread.comment('numbers')), []);
      assert.deepEqual(thread.texts('author', thread.comment('author-0')), ['Anonymous']);
      assert.notInclude(thread.text, 'undefined');
      assert.notInclude(thread.text, 'NaN');
      assert.notInclude(thread.text, '[object');
      assert.notInclude(thread.text, 'Invalid Date');
    });

    it('5,000 levels of replies: shows them all, the deepest too', async () => {
      const thread = await show(toDocument(makePage(makeChain(5000))));
      assert.equal(thread.ids.length, 5000);
      assert.equal(thread.ids.at(-1), 'chain-4999');
      assert.equal(textOf(thread.part('answered', thread.comment('chain-4999'))), 'in reply to Author of chain-4998');
    });

    it('1 MB of text in one comment: shows its beginning, and all of it when asked', async () => {
      const [comment] = makeOutline('1');
      const text = 'Seven words make one line of this.\n'.repeat(30_000);
      const thread = await show(toDocument(makePage([{ ...comment!, body: { text } }])));
      assert.isBelow(thread.text.length, 10_000);
      await thread.press('Show all of it: Author of 1 (1)');
      assert.isAbove(thread.text.length, 1_000_000);
    });

    it('1 MB of HTML in one comment: shows its beginning, and never parses it', async () => {
      const [comment] = makeOutline('1');
      const html = '<div><p>Words</p>'.repeat(60_000);
      const thread = await show(toDocument(makePage([{ ...comment!, body: { html } }])));
      await thread.press('Show all of it: Author of 1 (1)');
      assert.isAbove(thread.text.length, 300_000);
      assert.isBelow(thread.part('body').querySelectorAll('*').length, 10);
    });

    it('hostile names, links, pictures and markup: runs nothing and leads nowhere', async () => {
      const thread = await show({
        comments: [
          {
            id: 'a',
            author: {
              name: '<img src=x onerror=alert(1)>\u202eevil',
              url: 'javascript:alert(1)',
              avatar: 'data:text/html,x',
            },
            html: '<p>ok<a href="javascript:alert(1)">x</a><img src=x onerror=alert(1)><form><button name=cancel data-action=remove>y</button></form>',
            created: new Date(noon).toISOString(),
          },
        ],
      });
      const article = thread.comment('a');
      assert.equal(textOf(thread.part('author', article)), '<img src=x onerror=alert(1)>evil');
      assert.isFalse(thread.has('author-link'));
      assert.isFalse(thread.has('avatar'));
      assert.isNull(thread.part('body').querySelector('img, form, button, [href]'));
    });
  });
});
