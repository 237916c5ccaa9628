/** A page through which threads pass, as on a site that changes its pages by script; and what they leave behind. */
import type { CDPSession } from 'puppeteer-core';
import type { ThreadPage } from '../support/driver.ts';
import { countAlive, countInBrowser, measureHeap } from '../support/heap.ts';
import { keepAccount, type PageAccount } from '../support/page-account.ts';
import { until } from '../support/until.ts';
import type { Stage } from './stage.ts';

/** The element's class, for a page. */
export const threadClass = 'customElements.get("comment-thread")';

/** Whose objects are counted. */
const classes = [threadClass, 'AbortSignal', 'BroadcastChannel', 'IntersectionObserver', 'MutationObserver'];

const viewer = JSON.stringify({ viewer: { id: 'ada', name: 'Ada' }, may: {} });

/** How long anything may take, in milliseconds. */
const patience = 30_000;

/** Opened with {@link openPassage}. */
export class Passage {
  /** Until when the endpoint keeps to itself who is signed in. */
  untilKnown: Promise<void> = Promise.resolve();
  readonly reader: ThreadPage;
  readonly #session: CDPSession;

  constructor(reader: ThreadPage, session: CDPSession) {
    this.reader = reader;
    this.#session = session;
    // The demo knows no readers.
    session.on('Fetch.requestPaused', ({ requestId }) => {
      void this.untilKnown.then(() =>
        session.send('Fetch.fulfillRequest', {
          requestId,
          responseCode: 200,
          body: Buffer.from(viewer).toString('base64'),
        }),
      );
    });
  }

  /** A thread of HTML comments comes into the page. */
  async come(isSignedIn = false): Promise<void> {
    await this.reader.page.evaluate((isSignedIn) => {
      const element = document.createElement('comment-thread');
      element.endpoint = '/api';
      element.thread = '/bare';
      if (isSignedIn) element.getToken = async () => 'token';
      document.body.append(element);
    }, isSignedIn);
  }

  /** Reads to the end, where the form is. */
  async read(): Promise<void> {
    await this.#untilThere('[part~=body] em');
    await this.#untilThere('[part~=composer-area]');
    await this.#inThread('[part~=composer-area]', (area) => area.scrollIntoView());
    await this.#untilThere('[part~=composer-area] [part~=textarea]');
  }

  /** Waits until the form is that of a guest, or of a reader who is signed in. */
  untilForm(isSignedIn: boolean): Promise<void> {
    return this.#untilThere(isSignedIn ? '[part~=writer]' : '[part~=guest]');
  }

  /** Begins a comment and gives it up again, before and after it has been kept. */
  async writeInVain(): Promise<void> {
    const { keyboard } = this.reader.page;
    await this.#inThread('textarea', (area) => area.focus());
    await keyboard.sendCharacter('A few words');
    await this.#untilThere('[part~=kept]');
    await this.#inThread('textarea', (area) => (area as HTMLTextAreaElement).select());
    await keyboard.press('Backspace');
    await until('the words are given up', async () => (await this.#count('[part~=kept]')) === 0, patience);
  }

  async leave(): Promise<void> {
    await this.reader.page.evaluate(() => document.querySelector('comment-thread')?.remove());
  }

  /** Waits until the page holds open this and nothing else, or nothing else of these kinds. @throws with what it holds. */
  async untilOpen(expected: readonly string[], kinds?: readonly string[]): Promise<void> {
    let open: string[] = [];
    const isSame = async (): Promise<boolean> => {
      await this.#distract();
      open = (await this.#tell()).filter((what) => kinds?.includes(what) ?? true);
      return open.join() === expected.join();
    };
    await until('all is let go of', isSame, patience, 200).catch(() => {
      throw new Error(`The page holds open:\n${open.join('\n')}`);
    });
  }

  /** How much is in use, and how many there are of what is counted. */
  async measure(): Promise<{ heap: number; alive: Record<string, number>; counts: Record<string, number> }> {
    const { page } = this.reader;
    const alive: Record<string, number> = {};
    for (const type of classes) alive[type] = await countAlive(page, type);
    return { heap: await measureHeap(this.#session), alive, counts: await countInBrowser(this.#session) };
  }

  /** What the page holds open and will not let go of by itself. */
  async #tell(): Promise<string[]> {
    await this.#session.send('HeapProfiler.collectGarbage');
    return this.reader.page.evaluate(() => (window as unknown as { account: PageAccount }).account.tell());
  }

  /** Chromium’s own help with forms holds on to the last select that it has met, until it meets another. */
  async #distract(): Promise<void> {
    await this.reader.page.evaluate(() => {
      const select = document.createElement('select');
      select.add(new Option('none'));
      document.querySelector('body > select')?.remove();
      document.body.append(select);
    });
  }

  async #untilThere(selector: string): Promise<void> {
    await until(`there is ${selector}`, async () => (await this.#count(selector)) > 0, patience);
  }

  /** By no handle, which would keep alive what it refers to. */
  #count(selector: string): Promise<number> {
    return this.reader.page.evaluate(
      (selector) => document.querySelector('comment-thread')?.shadowRoot?.querySelectorAll(selector).length ?? 0,
      selector,
    );
  }

  async #inThread(selector: string, act: (element: HTMLElement) => void): Promise<void> {
    await this.reader.page.evaluate(
      `(${act.toString()})(document.querySelector('comment-thread').shadowRoot.querySelector(${JSON.stringify(selector)}))`,
    );
  }
}

/** Opens a page that has the element's script and no thread. */
export const openPassage = async (stage: Stage): Promise<Passage> => {
  const reader = await stage.newPage();
  const { page } = reader;
  const session = await page.createCDPSession();
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/mine*' }] });
  // tsx gives functions their names by a helper that a page does not have: https://github.com/privatenumber/tsx/issues/113
  await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  await page.evaluateOnNewDocument(keepAccount);
  await reader.visit(`${stage.address}index.html`);
  await page.evaluate(async () => {
    // The browser's own list of what was loaded would grow.
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(0);
    const script = '/dist/comment-thread.js';
    await import(script);
  });
  return new Passage(reader, session);
};
