/** A thread as its reader has it, over a backend that answers as it is told. */
import type { Adapter } from '../../src/adapters/adapter.ts';
import { CommentThread } from '../../src/elements/comment-thread.ts';
import type { CommentThreadError } from '../../src/errors.ts';
import { until } from '../support/until.ts';
import { ScriptedBackend } from './scripted-backend.ts';
import { clearStored } from './stored.ts';

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

  /** Posts these words; under a name only where there is a field for one. */
  postWords(text: string): void {
    this.type(text);
    if (this.find('[name=name]')) this.type('Ada', 'name');
    this.post();
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

  /** How the reader's own comments stand, in words. */
  get ownStates(): string[] {
    return this.texts('[part=own-state]');
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

const { error } = console;

/** Lets what a test makes fail go unlogged until `cleanUp`. */
export const hush = (): void => {
  console.error = () => undefined;
};

/** Takes every thread off the page, empties the database and lets errors be logged. */
export const cleanUp = async (): Promise<void> => {
  console.error = error;
  for (const thread of mounted) thread.remove();
  mounted.clear();
  await clearStored();
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
