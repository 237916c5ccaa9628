/** One tab with a thread in it, worked by real input and killed without mercy. Meant to be fast: trials are many. */
import type { Browser, BrowserContext, CDPSession, Page } from 'puppeteer-core';
import { paint, until } from '../support/driver.ts';
import { pause } from '../support/pause.ts';
import type { KeptDraft } from './verdict.ts';

/** How long a page may take to be ready for its reader, in milliseconds. */
const patience = 30_000;

/** Which form: at the foot of the thread, or in the item of a comment. */
type Place = 'foot' | 'item';

const scopes: Readonly<Record<Place, string>> = { foot: '[part~=composer-area] ', item: '[part=item] ' };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Opened with {@link openTab}. */
export class Tab {
  readonly page: Page;
  readonly session: CDPSession;
  /** How many requests to write the page has made; what the browser sends again by itself does not count. */
  writes = 0;

  constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
    session.on('Network.requestWillBeSent', ({ request }) => {
      if (request.method === 'PUT') this.writes++;
    });
  }

  /** Goes to a page with a thread, and waits until its reader can write. */
  async visit(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: 'domcontentloaded' });
    await this.find('[part~=composer-area] [part~=textarea]');
    // Nobody presses what is not painted yet, and Chromium takes no presses before.
    await paint(this.page);
  }

  /** Waits until there is such an element in the thread. */
  async find(selector: string): Promise<void> {
    const end = performance.now() + patience;
    while (!(await this.has(selector))) {
      if (performance.now() > end) throw new Error(`There is no ${selector}. ${await this.describe()}`);
      await pause(20);
    }
  }

  /** All there is to know of a tab, for whoever looks for a cause. */
  async describe(): Promise<string> {
    const [says, forms, drafts] = [await this.texts('section'), await this.forms(), await this.records()];
    return JSON.stringify({ url: this.page.url(), says, forms, drafts });
  }

  /** What the matching elements in the thread say. */
  texts(selector: string): Promise<string[]> {
    return this.page.evaluate(
      (selector) =>
        [...(document.querySelector('comment-thread')?.shadowRoot?.querySelectorAll(selector) ?? [])].map((element) =>
          element.textContent.replace(/\s+/g, ' ').trim(),
        ),
      selector,
    );
  }

  /** What stands in the open forms. */
  forms(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...(document.querySelector('comment-thread')?.shadowRoot?.querySelectorAll('textarea') ?? [])].map(
        ({ value }) => value,
      ),
    );
  }

  /** The records whose key begins so, as the browser keeps them: in the database, and in what stands in for it. */
  async records<Kept = KeptDraft>(prefix = 'draft:'): Promise<Kept[]> {
    return [...(await this.#readDatabase<Kept>(prefix)), ...(await this.#readSpare<Kept>(prefix))];
  }

  /** By a connection of its own, closed again at once. */
  #readDatabase<Kept>(prefix: string): Promise<Kept[]> {
    return this.page.evaluate(
      (prefix) =>
        new Promise<Kept[]>((resolve, reject) => {
          const opening = indexedDB.open('comment-thread');
          // Nothing was ever kept here, and asking must not leave a database behind.
          opening.onupgradeneeded = () => opening.transaction?.abort();
          opening.onerror = () => resolve([]);
          opening.onsuccess = () => {
            const database = opening.result;
            const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
            const reading = database.transaction('records').objectStore('records').getAll(range);
            reading.onerror = () => reject(new Error('The records cannot be read.'));
            reading.onsuccess = () => {
              database.close();
              resolve(reading.result as Kept[]);
            };
          };
        }),
      prefix,
    );
  }

  #readSpare<Kept>(prefix: string): Promise<Kept[]> {
    return this.page.evaluate(
      (prefix) =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith(`comment-thread:${prefix}`))
          .flatMap((key) => (JSON.parse(localStorage.getItem(key)!) as [number, Kept | null])[1] ?? []),
      prefix,
    );
  }

  /** Presses a button of the thread with the mouse, and again while it does not bring about what it should: things may move under the mouse. */
  async press(selector: string, result: string): Promise<void> {
    const end = performance.now() + patience;
    do {
      if (performance.now() > end) throw new Error(`Pressing ${selector} brings no ${result}.`);
      await this.find(selector);
      const point = await this.locate(selector);
      if (point) await this.click(point);
      await pause(50);
    } while (!(await this.has(result)));
  }

  /** Opens the form under the comment that says so, and under no other. */
  async reply(words: string): Promise<void> {
    const { page } = this;
    await this.find('[part~=comment]');
    await page.evaluate(async (words) => {
      const element = document.querySelector('comment-thread')!;
      const comments = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part~=comment]')];
      const id = comments.find(({ textContent }) => textContent.includes(words))?.dataset['id'];
      await (element as unknown as { reply: (id: string | undefined) => Promise<void> }).reply(id);
    }, words);
  }

  /** Whether there is such an element in the thread now. */
  async has(selector: string): Promise<boolean> {
    return (await this.texts(selector)).length > 0;
  }

  /** Where the middle of an element is, once it is in view; null where there is none. */
  locate(selector: string): Promise<Point | null> {
    return this.page.evaluate((selector) => {
      const element = document.querySelector('comment-thread')!.shadowRoot!.querySelector(selector);
      if (!element) return null;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, selector);
  }

  /** Real input: the browser finds out for itself what lies there. */
  async click(point: Point): Promise<void> {
    const press = { ...point, button: 'left', clickCount: 1 } as const;
    await Promise.all([
      this.session.send('Input.dispatchMouseEvent', { ...press, type: 'mousePressed' }),
      this.session.send('Input.dispatchMouseEvent', { ...press, type: 'mouseReleased' }),
    ]);
  }

  /** Waits until a form is there and empty. */
  async findEmpty(place: Place): Promise<void> {
    await this.find(`${scopes[place]}[part~=textarea]`);
    if (await this.#isEmptyWithin(place, patience)) return;
    throw new Error(`There are words in the form that are not ours. ${await this.describe()}`);
  }

  /** Puts words into a form at once, as a paste does; a guest's name as well, unless it has been given. */
  async write(words: string, place: Place = 'foot'): Promise<void> {
    const scope = scopes[place];
    await this.find(`${scope}[part~=textarea]`);
    if (await this.#isBlank(`${scope}[name=name]`)) await this.#insert(`${scope}[name=name]`, 'Ada');
    await this.#insert(`${scope}[part~=textarea]`, words);
  }

  /** Presses a key; resolves when the page has had it. */
  async type(character: string): Promise<void> {
    await this.session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: character, text: character });
    await this.session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: character });
  }

  /** Where Post is, so that pressing it takes one command. */
  async locatePost(place: Place = 'foot'): Promise<Point> {
    const point = await this.locate(`${scopes[place]}[part~=submit-button]`);
    if (!point) throw new Error('There is nothing to post with.');
    return point;
  }

  /** Presses Post until the words have left the form; other tabs' news may move it away under the mouse. */
  async post(place: Place = 'foot'): Promise<void> {
    const end = performance.now() + patience;
    do {
      if (performance.now() > end) throw new Error(`The words cannot be posted. ${await this.describe()}`);
      await this.click(await this.locatePost(place));
    } while (!(await this.#isEmptyWithin(place, 1000)));
  }

  /** Waits until the page says that the comment is posted. */
  async untilPosted(): Promise<void> {
    await until('the comment is posted', async () => (await this.texts('[part~=status]')).join().includes('posted'));
  }

  /** Waits until the page shows so many comments as not sent yet. */
  async untilUnsent(count: number): Promise<void> {
    await until(`${String(count)} comments wait`, async () => (await this.texts('[part~=own-state]')).length === count);
  }

  /** Kills the page's process, and resolves when the browser has noticed. */
  async crash(): Promise<void> {
    const crashed = new Promise<void>((resolve) => this.page.once('error', () => resolve()));
    this.session.send('Page.crash').catch(() => undefined);
    await crashed;
    this.page.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** A form that has gone counts as empty. */
  async #isEmptyWithin(place: Place, milliseconds: number): Promise<boolean> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const isEmpty = await this.page.evaluate(
        (selector) =>
          !document.querySelector('comment-thread')?.shadowRoot?.querySelector<HTMLTextAreaElement>(selector)?.value,
        `${scopes[place]}[part~=textarea]`,
      );
      if (isEmpty || performance.now() > end) return isEmpty;
      await pause(20);
    }
  }

  /** False where there is no such field. */
  #isBlank(selector: string): Promise<boolean> {
    return this.page.evaluate(
      (selector) =>
        document.querySelector('comment-thread')?.shadowRoot?.querySelector<HTMLInputElement>(selector)?.value === '',
      selector,
    );
  }

  /** At the end of a field; resolves when it is there, since the command is answered before. */
  async #insert(selector: string, text: string): Promise<void> {
    await this.page.evaluate((selector) => {
      const field = document
        .querySelector('comment-thread')!
        .shadowRoot!.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
      field?.focus();
      field?.setSelectionRange(field.value.length, field.value.length);
    }, selector);
    await this.session.send('Input.insertText', { text });
    await until(`“${text}” is written`, () =>
      this.page.evaluate(
        (selector, text) =>
          document
            .querySelector('comment-thread')
            ?.shadowRoot?.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector)
            ?.value.endsWith(text) === true,
        selector,
        text,
      ),
    );
  }
}

/** A new tab; it takes itself for the one that is seen, however many there are. */
export const openTab = async (browser: Browser | BrowserContext): Promise<Tab> => {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  const tab = new Tab(page, session);
  // tsx gives functions their names by a helper that a page does not have: https://github.com/privatenumber/tsx/issues/113
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  await session.send('Network.enable');
  return tab;
};
