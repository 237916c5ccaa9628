/** What the tests of writing share: a backend that answers as it is told, and a thread as its reader has it. */
import type { Adapter, Outcome, Ownership, Submission } from '../../src/adapters/adapter.ts';
import type { Draft, Receipt } from '../../src/drafts/draft.ts';
import { CommentThread } from '../../src/elements/comment-thread.ts';
import { CommentThreadError, type ErrorCode, type ErrorDetails } from '../../src/errors.ts';
import type { Comment, Mine, Page, Policy, Viewer } from '../../src/model/comment.ts';

export const commentOf = (id: string, text: string, rest: Partial<Comment> = {}): Comment => ({
  id,
  parent: null,
  kind: 'comment',
  number: [1],
  sequence: 1,
  author: { name: 'Grace' },
  created: Date.UTC(2026, 0, 1),
  edited: null,
  revision: 0,
  body: { text },
  status: 'published',
  likes: 0,
  ...rest,
});

const sentComment = ({ id, parent, text, author, revision }: Submission, number: number): Comment =>
  commentOf(id, text, {
    parent,
    author: author ? { name: author.name } : { name: 'Ada' },
    number: parent === null ? [number] : [1, number],
    sequence: number,
    revision,
  });

/** How a send ends without a comment. */
export const failed = (kind: 'unknown' | 'refused', code: ErrorCode, details?: ErrorDetails): Outcome => ({
  kind,
  error: new CommentThreadError(code, `a scripted ${code}`, details),
});

/** An endpoint's memory behind the adapter's interface. */
export class ScriptedBackend implements Adapter {
  readonly keyed = true;
  comments: Comment[] = [];
  policy: Policy = { guests: true, email: 'optional', maxLength: 8000, editSeconds: 900, moderation: 'none' };
  viewer: Viewer | null = null;
  readonly sent: Submission[] = [];
  /** The ids asked after. */
  readonly asked: string[] = [];
  readonly removed: Ownership[] = [];
  /** How a send ends; until told otherwise the comment is posted. */
  answer: (submission: Submission) => Outcome | Promise<Outcome> = (submission) => this.post(submission);
  remove: (own: Ownership) => Promise<void> = async (own) => {
    this.removed.push(own);
    this.comments = this.comments.filter(({ id }) => id !== own.id);
  };

  async load(): Promise<Page> {
    const { comments, policy } = this;
    const published = comments.filter(({ status }) => status === 'published');
    return { thread: { id: 't', count: published.length, closed: false }, comments: published, next: null, policy };
  }

  async send(submission: Submission): Promise<Outcome> {
    this.sent.push(submission);
    return this.answer(submission);
  }

  async read({ id }: Ownership): Promise<Comment | null> {
    this.asked.push(id);
    return this.comments.find((comment) => comment.id === id) ?? null;
  }

  async mine(): Promise<Mine | null> {
    return this.viewer && { viewer: this.viewer, may: new Map() };
  }

  post(submission: Submission): Outcome {
    return { kind: 'posted', comment: this.#keep(sentComment(submission, this.comments.length + 1)) };
  }

  hold(submission: Submission): Outcome {
    const comment = { ...sentComment(submission, 0), number: null, sequence: null, status: 'pending' as const };
    return { kind: 'held', comment: this.#keep(comment) };
  }

  #keep(comment: Comment): Comment {
    this.comments = [...this.comments.filter(({ id }) => id !== comment.id), comment];
    return comment;
  }
}

export const viewerOf = (name: string): Viewer => ({ id: name.toLowerCase(), name, moderator: false });

/** Asks again and again until the answer is neither false nor null nor undefined. */
export const until = async <Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
): Promise<NonNullable<Answer>> => {
  const end = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

if (!customElements.get('comment-thread')) CommentThread.define();

let endpoints = 0;

/** An endpoint that no other test has written to. */
export const newEndpoint = (): string => `https://comments.test/${crypto.randomUUID()}/${String(++endpoints)}`;

export interface ThreadOptions {
  readonly endpoint?: string;
  readonly thread?: string;
  /** What stands inside the element. */
  readonly content?: string;
}

/** A form as its writer has it. */
export class Form {
  readonly element: HTMLFormElement;

  constructor(element: HTMLFormElement) {
    this.element = element;
  }

  find(selector: string): HTMLInputElement | null {
    return this.element.querySelector(selector);
  }

  get text(): HTMLTextAreaElement {
    return this.element.querySelector('textarea')!;
  }

  /** Types into a field, as one paste. */
  type(value: string, name = 'text'): void {
    const field = this.find(`[name=${name}]`)!;
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  tick(isTicked: boolean): void {
    const box = this.find('[name=remember]')!;
    if (box.checked !== isTicked) box.click();
  }

  post(): void {
    this.find('[type=submit]')!.click();
  }

  cancel(): void {
    this.find('[name=cancel]')!.click();
  }

  /** The words that describe a field to those who do not see it. */
  describe(name: string): string {
    const ids = this.find(`[name=${name}]`)!.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => this.element.querySelector(`#${id}`)?.textContent.trim() ?? `no #${id}`).join(' ');
  }
}

/** A thread on the page, and everything it tells. */
export class Thread {
  readonly element: CommentThread;
  /** The names of the events since, in order. */
  readonly events: string[] = [];
  /** What the one status line has said, in order; silence in between is left out. */
  readonly announced: string[] = [];
  readonly errors: CommentThreadError[] = [];

  constructor(backend: Adapter, { endpoint = newEndpoint(), thread = 'a', content = '' }: ThreadOptions = {}) {
    const element = document.createElement('comment-thread');
    Object.assign(element, { endpoint, thread, adapter: backend });
    element.innerHTML = content;
    for (const name of ['comment-submit', 'comment-queued', 'comment-posted', 'comment-refused'] as const) {
      element.addEventListener(name, () => this.events.push(name));
    }
    element.addEventListener('thread-error', ({ error }) => this.errors.push(error));
    new MutationObserver((changes) => {
      const line = this.find('[role=status]');
      const isNew = changes.some(({ target }) => line?.contains(target));
      if (isNew && this.status) this.announced.push(this.status);
    }).observe(element.shadowRoot!, { subtree: true, characterData: true, childList: true });
    this.element = element;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get status(): string {
    return this.find('[role=status]')?.textContent.trim() ?? '';
  }

  find(selector: string): HTMLElement | null {
    return this.root.querySelector(selector);
  }

  all(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  /** What the matching elements say, in the order of the page. */
  texts(selector: string): string[] {
    return this.all(selector).map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  }

  /** The form at the foot, once it is there. */
  async foot(): Promise<Form> {
    const area = await until('a place for the form', () => this.find('[part=composer-area]'));
    area.scrollIntoView();
    return new Form(await until('a form at the foot', () => area.querySelector('form')));
  }

  article(id: string): HTMLElement | null {
    return this.find(`#comment-${id}`);
  }

  /** The button of a comment that does this. */
  button(id: string, action: string): HTMLButtonElement | null {
    return this.root.querySelector<HTMLButtonElement>(`#comment-${id} [data-action=${action}]`);
  }

  press(id: string, action: string): Promise<void> {
    return until(`a button ${action}`, () => this.button(id, action)).then((button) => button.click());
  }

  /** Opens the form under a comment. */
  async reply(id: string): Promise<Form> {
    await this.press(id, 'reply');
    return this.form(id);
  }

  /** The form that stands at a comment, once it is there. */
  async form(id: string): Promise<Form> {
    const selector = `#comment-${id} form, #comment-${id} + form`;
    return new Form(await until(`a form at ${id}`, () => this.root.querySelector<HTMLFormElement>(selector)));
  }

  /** Waits until the thread shows a comment that says so; resolves to its id. */
  async shows(text: string): Promise<string> {
    const article = await until(`a comment “${text}”`, () =>
      this.all('[data-id]').find((each) => each.querySelector('[part=body]')?.textContent.includes(text)),
    );
    return article.dataset['id']!;
  }

  /** Waits until the status line has said so. */
  async says(text: string): Promise<void> {
    await until(`“${text}” announced`, () => this.announced.includes(text));
  }

  remove(): void {
    this.element.remove();
  }
}

const mounted = new Set<Thread>();

/** Puts a thread on the page and waits until it shows what the backend has. */
export const mount = async (backend: Adapter = new ScriptedBackend(), options?: ThreadOptions): Promise<Thread> => {
  const thread = new Thread(backend, options);
  mounted.add(thread);
  document.body.append(thread.element);
  await until('a loaded thread', () => thread.find('h2'));
  return thread;
};

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
  });

let connection: Promise<IDBDatabase> | undefined;

const connect = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('comment-thread', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('records');
  return settled(request);
};

const transact = async <Result>(work: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> => {
  const database = await (connection ??= connect());
  return settled(work(database.transaction('records', 'readwrite').objectStore('records')));
};

/** What the real database holds under keys that begin so, read past everything of the element's own. */
const stored = <Item>(prefix: string): Promise<Item[]> =>
  transact((store) => store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)) as IDBRequest<Item[]>);

export const storedDrafts = (): Promise<Draft[]> => stored('draft:');
export const storedReceipts = (): Promise<Receipt[]> => stored('receipt:');
export const storedGuest = async (): Promise<unknown> => (await stored('guest'))[0];

/** Waits until the database holds a draft with these words. */
export const isKept = (text: string): Promise<Draft> =>
  until(`“${text}” in the database`, async () => (await storedDrafts()).find((draft) => draft.text === text));

/** Takes every thread off the page and empties the database. */
export const cleanUp = async (): Promise<void> => {
  for (const thread of mounted) thread.remove();
  mounted.clear();
  await transact((store) => store.clear());
  localStorage.clear();
};

/** Runs something while the page believes that it is hidden. */
export const whileHidden = async (work: () => Promise<void>): Promise<void> => {
  const say = (): boolean => document.dispatchEvent(new Event('visibilitychange'));
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
  try {
    say();
    await work();
  } finally {
    Reflect.deleteProperty(document, 'hidden');
    say();
  }
};
