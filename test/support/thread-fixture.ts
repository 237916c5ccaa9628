/**
 * A `<comment-thread>` in a test's page, as its reader and its site see it: by what is written, by the
 * documented parts, states and events, and by the permalinks.
 */
import { assert, fixtureCleanup, waitUntil } from '@open-wc/testing';
import type { CommentThreadError } from '../../src/errors.ts';
import { CommentThread } from '../../src/elements/comment-thread.ts';
import { patch } from '../storage/patch.ts';

if (!customElements.get('comment-thread')) CommentThread.define();

/** White space as a reader sees it. */
export const textOf = (node: Node | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** What a control is called: its label, or what is written on it. */
export const nameOf = (control: Element): string => control.getAttribute('aria-label') ?? textOf(control);

export interface FixtureOptions {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly properties?: Partial<CommentThread>;
  /** What stands inside from the beginning. */
  readonly inside?: readonly Node[];
  /** @default the end of the page */
  readonly place?: Element;
}

export class ThreadFixture {
  readonly element: CommentThread;
  /** What `thread-error` events told, in order. */
  readonly errors: CommentThreadError[] = [];
  loads = 0;

  constructor(element: CommentThread) {
    this.element = element;
    element.addEventListener('thread-error', ({ error }) => this.errors.push(error));
    element.addEventListener('thread-load', () => this.loads++);
  }

  /** Puts an element on the page and does not wait for anything. */
  static place({
    attributes = {},
    properties = {},
    inside = [],
    place = document.body,
  }: FixtureOptions): ThreadFixture {
    const element = document.createElement('comment-thread');
    for (const [name, value] of Object.entries({ thread: '/a', ...attributes })) element.setAttribute(name, value);
    Object.assign(element, properties);
    element.append(...inside);
    const opened = new ThreadFixture(element);
    place.append(element);
    return opened;
  }

  /** Puts an element on the page and waits until its thread is shown and can be used. */
  static async open(options: FixtureOptions): Promise<ThreadFixture> {
    const opened = ThreadFixture.place(options);
    await opened.shown();
    return opened;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** Waits until the thread is there with all that belongs to it. */
  async shown(): Promise<void> {
    const { isReadonly } = this;
    await this.until('the thread is shown', () => this.has('heading') && (isReadonly || this.hasFoot));
  }

  /** Waits until loading has failed and says so. */
  async failed(): Promise<void> {
    await this.until('the failure is shown', () => this.has('error'));
  }

  until(what: string, isTrue: () => boolean): Promise<void> {
    return waitUntil(isTrue, `Waited in vain: ${what}. It shows: ${this.text.slice(0, 500)}`, {
      interval: 10,
      timeout: 10_000,
    });
  }

  /** Two frames: whatever was to follow at once has followed. */
  async settled(): Promise<void> {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.element.updateComplete;
  }

  /** All that a reader sees of the element, what the page wrote inside included where it is shown. */
  get text(): string {
    const slotted = (this.root.querySelector<HTMLSlotElement>('slot:not([name])')?.assignedNodes() ?? []).map(textOf);
    return [...slotted, textOf(this.root)].join(' ').trim();
  }

  parts(part: string, within: ParentNode = this.root): HTMLElement[] {
    return [...within.querySelectorAll<HTMLElement>(`[part~="${part}"]`)];
  }

  has(part: string): boolean {
    return this.parts(part).length > 0;
  }

  /** The only element of that part. */
  part(part: string, within: ParentNode = this.root): HTMLElement {
    const found = this.parts(part, within);
    assert.equal(found.length, 1, `parts “${part}”`);
    return found[0]!;
  }

  texts(part: string, within: ParentNode = this.root): string[] {
    return this.parts(part, within).map(textOf);
  }

  /** The comments' ids in the order of the page, pingbacks among them. */
  get ids(): string[] {
    return this.parts('comment').map(({ id }) => id.replace(/^comment-/, ''));
  }

  /** The comments as the lists nest them: `a(b c(d)) e`. */
  get outline(): string {
    return drawList(this.root.querySelector('[part=list]'));
  }

  comment(id: string): HTMLElement {
    const found = this.root.getElementById(`comment-${id}`);
    if (!found) throw new Error(`There is no comment ${id}`);
    return found;
  }

  isState(state: string): boolean {
    return this.element.matches(`:state(${state})`);
  }

  /** The button with that name, anywhere or in one place. */
  button(name: string, within: ParentNode = this.root): HTMLButtonElement {
    const found = [...within.querySelectorAll('button')].filter((button) => nameOf(button) === name);
    assert.equal(found.length, 1, `buttons named “${name}”`);
    return found[0]!;
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  /** Whether something is where a reader can see it without scrolling. */
  isInView(element: Element): boolean {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  }

  get isReadonly(): boolean {
    return this.element.readonly;
  }

  get hasFoot(): boolean {
    return this.has('composer-area') || this.has('closed') || this.root.querySelector('slot[name=sign-in]') !== null;
  }
}

const drawList = (list: Element | null): string =>
  [...(list?.querySelectorAll(':scope > div > ol > li') ?? [])]
    .map((item) => {
      const id = item.querySelector(':scope > [part~=comment]')?.id.replace(/^comment-/, '') ?? '?';
      const replies = drawList(item.querySelector(':scope > [part=replies]'));
      return replies ? `${id}(${replies})` : id;
    })
    .join(' ');

/** Gives up the saved copies of all threads, so that no test reads what another has loaded. */
const forgetCopies = (): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('comment-thread-copies');
    request.onsuccess = resolve;
    request.onerror = reject;
  });

/** What went wrong in the page during a test. */
export interface PageWatch {
  /** What was written to the console as an error; a test that expects any takes them out. */
  readonly consoled: unknown[];
  /** Errors that nobody caught. */
  readonly escaped: unknown[];
}

/** For every test of a suite: a clean page before and after, and nothing thrown or logged that the test did not expect. */
export const watchPage = (): PageWatch => {
  const consoled: unknown[] = [];
  const escaped: unknown[] = [];
  const onError = (event: ErrorEvent): unknown => escaped.push(event.error ?? event.message);
  const onRejection = (event: PromiseRejectionEvent): unknown => escaped.push(event.reason);
  let restore: () => void;

  beforeEach(() => {
    consoled.length = escaped.length = 0;
    restore = patch(
      console,
      'error',
      () =>
        (...values: unknown[]) =>
          consoled.push(...values),
    );
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onRejection);
  });

  afterEach(async () => {
    for (const element of document.querySelectorAll('comment-thread')) element.remove();
    fixtureCleanup();
    history.replaceState(null, '', location.href.replace(/#.*/, ''));
    scrollTo(0, 0);
    await forgetCopies();
    // Rejections are told in a task of their own.
    await new Promise((resolve) => setTimeout(resolve));
    restore();
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
    assert.equal(escaped.map(String).join('\n'), '', 'nothing is thrown past the element');
    assert.equal(consoled.map(String).join('\n'), '', 'nothing is logged that no test expects');
  });

  return { consoled, escaped };
};
