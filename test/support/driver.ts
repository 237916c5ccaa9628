/** Drives a browser through the demo's pages, and keeps account of everything that goes wrong in them. */
import puppeteer, { type Browser, type BrowserContext, type ElementHandle, type Page } from 'puppeteer-core';
import { findChromium } from './chromium.ts';

/** How long anything on a page may take, in milliseconds. */
const patience = 30_000;

export const launchBrowser = (): Promise<Browser> => puppeteer.launch({ ...findChromium(), protocolTimeout: 120_000 });

/** Asks again and again until the answer is true. @throws with `what` when it does not become true in time. */
export const until = async (what: string, isTrue: () => Promise<boolean>): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** A page of the demo, seen as a reader sees it: by what stands in its thread. */
export class ThreadPage {
  /** Errors and warnings of the console, uncaught errors and breaches of the content security policy. */
  readonly problems: string[] = [];
  /** The paths of the scripts that were asked for, in order. */
  readonly scripts: string[] = [];
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patience);
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('request', (request) => {
      if (request.resourceType() === 'script') this.scripts.push(new URL(request.url()).pathname);
    });
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
    });
    return opened;
  }

  async visit(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: 'load' });
  }

  /** The first element in the thread that matches, once there is one. */
  async find(selector: string): Promise<ElementHandle<HTMLElement>> {
    const found = await this.page.waitForSelector(`comment-thread >>> ${selector}`);
    return found as ElementHandle<HTMLElement>;
  }

  /** What the matching elements in the thread say, in the order of the page. */
  texts(selector: string): Promise<string[]> {
    return this.page.$$eval(`comment-thread >>> ${selector}`, (elements) =>
      elements.map((element) => (element as HTMLElement).innerText.trim()),
    );
  }

  /** Waits until some matching element in the thread says so. */
  async waitForText(selector: string, text: string): Promise<void> {
    await until(`“${text}” in ${selector}`, async () =>
      (await this.texts(selector)).some((each) => each.includes(text)),
    );
  }

  async click(selector: string): Promise<void> {
    await (await this.find(selector)).click();
  }

  async type(selector: string, text: string): Promise<void> {
    await (await this.find(selector)).type(text);
  }

  /** Cuts the page's network or gives it back, with the events a browser gives. */
  async setOffline(offline: boolean): Promise<void> {
    await this.page.setOfflineMode(offline);
  }

  /** Such as `{ 'prefers-color-scheme': 'dark' }`. */
  async emulateMedia(features: Readonly<Record<string, string>>): Promise<void> {
    await this.page.emulateMediaFeatures(Object.entries(features).map(([name, value]) => ({ name, value })));
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
