import { assert } from '@open-wc/testing';
import { a11ySnapshot } from '@web/test-runner-commands';
import { CommentThreadError } from '../../src/errors.ts';
import type { Author, Page } from '../../src/model/comment.ts';
import { makeComment, makeOutline, makePage, makeThread, noon, openPolicy } from '../support/comments.ts';
import { later, ScriptedAdapter } from '../support/scripted-adapter.ts';
import { nameOf, textOf, ThreadFixture, watchPage } from '../support/thread-fixture.ts';

const down = new CommentThreadError('network', 'The request failed', { retryable: true });

/** A thread with one of everything, several by the same author. */
const full = (): Page => {
  const author: Author = { name: 'Ada', url: 'https://ada.example/', badge: 'author' };
  const long = 'a very long line of code '.repeat(20);
  const comments = makeOutline('1', '1.1', '1.1.1', '1.1.2', '2', '3', '4', '5').map((each) => ({ ...each, author }));
  comments[3] = { ...comments[3]!, author: null as never, status: 'deleted', body: { text: '' } };
  comments[4] = {
    ...comments[4]!,
    body: { html: `<h2>Loud</h2><pre><code>${long}</code></pre><blockquote>q</blockquote>` },
  };
  comments[7] = { ...comments[7]!, author: { name: 'Grace' } };
  comments[5] = { ...comments[5]!, body: { text: 'word '.repeat(5000) }, edited: comments[5]!.created };
  comments[6] = { ...comments[6]!, body: { text: 'word '.repeat(5000) }, status: 'pending' };
  return makePage([
    ...comments,
    makeComment('1.1.2.1', { parent: '1.1.2', number: [1, 1, 2, 1], author, created: noon - 60_000 }),
    makeComment('p', { kind: 'pingback', number: [1], author }),
  ]);
};

interface Node {
  readonly role: string;
  readonly name?: string;
  readonly children?: readonly Node[];
}

/** Every control of the page as assistive technology is told of it, with the form it stands in. */
const controls = async (): Promise<string[]> => {
  const found: string[] = [];
  const visit = ({ role, name = '', children = [] }: Node, place: string): void => {
    if (['button', 'textbox', 'checkbox', 'combobox'].includes(role)) found.push(`${place}${role} ${name}`);
    for (const child of children) visit(child, role === 'form' ? `${name}: ` : place);
  };
  // Its own type says that it answers nothing.
  const snapshot = a11ySnapshot as (options: object) => Promise<unknown>;
  visit((await snapshot({})) as Node, '');
  return found;
};

type State = readonly [name: string, open: () => Promise<ThreadFixture>];

const open = (page: Page, attributes: Record<string, string> = {}): Promise<ThreadFixture> =>
  ThreadFixture.open({ attributes, properties: { adapter: new ScriptedAdapter(page) } });

const failing = async (...pages: Page[]): Promise<ThreadFixture> => {
  const left = [...pages];
  const adapter = new ScriptedAdapter(() => left.shift() ?? Promise.reject(down));
  const thread = ThreadFixture.place({ properties: { adapter } });
  if (pages.length) {
    await thread.shown();
    await thread.element.reload();
  }
  await thread.failed();
  return thread;
};

const states: readonly State[] = [
  [
    'loading',
    async () => {
      const thread = ThreadFixture.place({ properties: { adapter: new ScriptedAdapter(later<Page>().answer) } });
      await thread.until('it loads', () => thread.has('loading'));
      return thread;
    },
  ],
  ['empty', () => open(makePage())],
  ['closed', () => open({ ...full(), thread: makeThread({ closed: true }) })],
  ['readonly', () => open(full(), { readonly: '' })],
  [
    'waiting for sign-in',
    () => open({ ...full(), policy: { ...openPolicy, guests: false, signIn: 'https://a.example/' } }),
  ],
  ['failed', () => failing()],
  ['failed, with what was there before', () => failing(full())],
  [
    'failed to load more',
    async () => {
      const adapter = new ScriptedAdapter(({ cursor }) =>
        cursor ? Promise.reject(down) : makePage(makeOutline('1', '2'), { next: 'b' }),
      );
      const thread = await ThreadFixture.open({ properties: { adapter } });
      await thread.failed();
      return thread;
    },
  ],
  ['full', () => open(full())],
  ['full, numbered by time', () => open(full(), { numbering: 'sequence' })],
  ['full, without numbers', () => open(full(), { numbering: 'none' })],
  ['full and flat', () => open(full(), { 'max-depth': '1' })],
  [
    'collapsed',
    async () => {
      const thread = await open(full());
      thread.parts('toggle-button')[0]!.click();
      await thread.until('it is collapsed', () => thread.parts('replies')[0]!.hasAttribute('hidden'));
      return thread;
    },
  ],
  [
    'marked',
    async () => {
      const thread = await open(full());
      assert.isTrue(await thread.element.reveal('1.1.1'));
      return thread;
    },
  ],
  [
    'answered',
    async () => {
      const thread = await open(full());
      await thread.element.reply('1');
      await thread.element.reply('5');
      await thread.until('three forms are open', () => thread.parts('composer').length === 3);
      return thread;
    },
  ],
];

const themes: readonly (readonly [name: string, style: Partial<CSSStyleDeclaration>, about: Partial<HTMLElement>])[] = [
  ['light', { color: '#222', background: '#fff' }, {}],
  ['dark', { color: '#ddd', background: '#111', colorScheme: 'dark' }, {}],
  ['right to left', { color: '#222', background: '#fff' }, { lang: 'ar', dir: 'rtl' }],
];

describe('<comment-thread> to everybody', () => {
  const { consoled } = watchPage();

  afterEach(() => {
    document.body.removeAttribute('style');
    Object.assign(document.documentElement, { lang: 'en', dir: '' });
  });

  for (const [theme, style, about] of themes) {
    for (const [state, show] of states) {
      it(`is accessible when ${state}, ${theme}`, async () => {
        Object.assign(document.documentElement, about);
        Object.assign(document.body.style, style);
        const thread = await show();
        await thread.until('the words are there', () => !about.lang || /\p{Script=Arabic}/u.test(thread.text));
        consoled.length = 0;
        await assert.isAccessible(thread.element);

        const names = await controls();
        assert.equal(new Set(names).size, names.length, `every control has a name of its own: ${names.join(' | ')}`);
        for (const button of thread.root.querySelectorAll('button')) {
          // Who speaks to the page says what is written on the button.
          assert.include(nameOf(button), textOf(button));
          assert.notEqual(nameOf(button), '');
        }
      });
    }
  }

  it('tells the depth of the lists, and what each article is', async () => {
    const thread = await open(full());
    assert.equal(thread.comment('1.1').getAttribute('aria-label'), 'Comment 1.1: Ada');
    assert.equal(thread.comment('p').getAttribute('aria-label'), 'Ada');
    for (const list of thread.root.querySelectorAll('[role=list]')) {
      const chunks = [...list.children].flatMap(({ children }) => [...children]);
      for (const holder of [...list.children, ...chunks]) assert.equal(holder.role, 'none');
      for (const chunk of chunks) for (const item of chunk.children) assert.equal(item.role, 'listitem');
    }
  });

  it('has buttons large enough to hit', async () => {
    const thread = await open(full());
    for (const button of thread.root.querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      assert.isAtLeast(Math.min(width, height), 24, nameOf(button));
    }
  });

  it('goes through a thread by the keyboard alone, long code included', async () => {
    const thread = await open(full());
    const pre = thread.root.querySelector('pre')!;
    assert.equal(pre.tabIndex, 0);
    assert.isAbove(pre.scrollWidth, pre.clientWidth);
  });
});
