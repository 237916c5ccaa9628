/** Drives a browser through the demo's pages, and keeps account of everything that goes wrong in them. */
import puppeteer, {
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type LaunchOptions,
  type Page,
} from 'puppeteer-core';
import { findChromium } from './chromium.ts';
import { until as ask } from './until.ts';

/** How long anything on a page may take, in milliseconds. */
const patience = 30_000;

/** @param options Puppeteer's own; their `args` come after those that Chromium needs. */
export const launchBrowser = ({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> => {
  const chromium = findChromium();
  return puppeteer.launch({
    ...chromium,
    args: [...(chromium.args ?? []), ...args],
    protocolTimeout: 120_000,
    ...options,
  });
};

/** Asks again and again until the answer is true. @throws with `what` when it does not become true in time. */
export const until = async (what: string, isTrue: () => Promise<boolean>): Promise<void> => {
  await ask(what, isTrue, patience, 25);
};

/** Waits until what the page shows now has been painted. */
export const paint = async (page: Page): Promise<void> => {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
};

/** A page of the demo, seen as a reader sees it: by what stands in its thread. */
export class ThreadPage {
  /** Errors and warnings of the console, uncaught errors and breaches of the content security policy. */
  readonly problems: string[] = [];
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patience);
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
  }

  /** Opens an empty page that already listens for problems. */
  static async open(context: Browser | BrowserContext): Promise<ThreadPage> {
    const page = await context.newPage();
    const opened = new ThreadPage(page);
    await page.exposeFunction('reportViolation', (violation: string) => opened.problems.push(violation));
    await page.evaluateOnNewDocument(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void };
        reportViolation(`${violatedDirective} forbids ${blockedURI} ${sample}`);
      });
      void customElements.whenDefined('comment-thread').then(() => {
        const root = document.querySelector('comment-thread')?.shadowRoot;
        if (!root) return;
        const observer = new MutationObserver(() => {
          if (!root.querySelector('[part~=body]')) return;
          performance.mark('first-comment');
          observer.disconnect();
        });
        observer.observe(root, { childList: true, subtree: true });
      });
    });
    return opened;
  }

  async visit(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: 'load' });
  }

  /** The paths of the scripts that the page had asked for when the body of its first comment appeared, sorted. */
  async scriptsOfFirstComment(): Promise<string[]> {
    await this.find('[part~=body]');
    // The browser enters what it has loaded into its list a little later.
    await this.settle();
    return this.page.evaluate(() => {
      const shown = performance.getEntriesByName('first-comment')[0]?.startTime ?? NaN;
      return performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => name.endsWith('.js') && startTime <= shown)
        .map(({ name }) => new URL(name).pathname)
        .sort();
    });
  }

  /** The first element in the thread that matches, once there is one. */
  async find(selector: string): Promise<ElementHandle<HTMLElement>> {
    let found: ElementHandle | null = null;
    await until(`there is ${selector}`, async () => {
      found = await this.page.$(`comment-thread >>> ${selector}`);
      return found !== null;
    });
    return found as unknown as ElementHandle<HTMLElement>;
  }

  /**
   * What the matching elements in the thread say, in the order of the page. Not by `innerText`, which
   * knows nothing of comments that are too far away to have been laid out.
   */
  texts(selector: string): Promise<string[]> {
    return this.page.$$eval(`comment-thread >>> ${selector}`, (elements) =>
      elements.map((element) => element.textContent.replace(/\s+/g, ' ').trim()),
    );
  }

  /** Waits until some matching element in the thread says so. */
  async waitForText(selector: string, text: string): Promise<void> {
    await until(`“${text}” in ${selector}`, async () =>
      (await this.texts(selector)).some((each) => each.includes(text)),
    );
  }

  async click(selector: string): Promise<void> {
    const element = await this.find(selector);
    await element.scrollIntoView();
    // Nobody presses what is not painted yet: comments that were far away take a frame to be laid out.
    await paint(this.page);
    await element.click();
  }

  async type(selector: string, text: string): Promise<void> {
    await (await this.find(selector)).type(text);
  }

  /** The records that the browser keeps for the site in a database, as JSON; none while there is no database. */
  stored(database = 'comment-thread'): Promise<string> {
    return this.page.evaluate(async (database) => {
      if (!(await indexedDB.databases()).some(({ name }) => name === database)) return '';
      // Nothing in here may have a name: the test's compiler would wrap it in what the page has not.
      return new Promise<string>((resolve) => {
        const opening = indexedDB.open(database);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('records').objectStore('records').getAll();
          opening.result.close();
          reading.onsuccess = () =>
            resolve(
              JSON.stringify(reading.result, (_, value: unknown) =>
                value instanceof Map ? [...(value as Map<unknown, unknown>)] : value,
              ),
            );
        };
      });
    }, database);
  }

  /** Cuts the page's network or gives it back, with the events a browser gives. */
  async setOffline(offline: boolean): Promise<void> {
    await this.page.setOfflineMode(offline);
  }

  /** Such as `{ 'prefers-color-scheme': 'dark' }`. */
  async emulateMedia(features: Readonly<Record<string, string>>): Promise<void> {
    await this.page.emulateMediaFeatures(Object.entries(features).map(([name, value]) => ({ name, value })));
  }

  /** Waits until nothing is being loaded and every picture in view is drawn. */
  async settle(): Promise<void> {
    await this.page.waitForNetworkIdle();
    await paint(this.page);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
