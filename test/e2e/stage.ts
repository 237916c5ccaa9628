/** One demo and one browser for a file of tests; every test has a browser profile of its own. */
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { Browser, BrowserContext, LaunchOptions } from 'puppeteer-core';
import { type Demo, makeDataFolder, removeDataFolder, startDemo } from '../support/demo.ts';
import { ThreadPage, launchBrowser } from '../support/driver.ts';

export class Stage {
  #folder = '';
  #demo: Demo | undefined;
  #browser: Browser | undefined;
  #profile: BrowserContext | undefined;

  /** @param options What the browser is started with, beside what it always is. */
  constructor(options?: LaunchOptions) {
    before(async () => {
      this.#folder = await makeDataFolder();
      [this.#demo, this.#browser] = await Promise.all([startDemo(this.#folder), launchBrowser(options)]);
    });
    afterEach(async () => {
      await this.#profile?.close();
      this.#profile = undefined;
    });
    after(async () => {
      await this.#browser?.close();
      await this.#demo?.stop();
      await removeDataFolder(this.#folder);
    });
  }

  /** The demo's address, with a slash at the end. */
  get address(): string {
    assert.ok(this.#demo, 'the demo runs');
    return this.#demo.address;
  }

  /** An empty page of this test's profile. */
  async newPage(): Promise<ThreadPage> {
    assert.ok(this.#browser, 'the browser runs');
    this.#profile ??= await this.#browser.createBrowserContext();
    const page = await ThreadPage.open(this.#profile);
    return page;
  }

  /** Opens one of the demo's pages. */
  async visit(path: string): Promise<ThreadPage> {
    const page = await this.newPage();
    await page.visit(this.address + path);
    return page;
  }

  /** Ends the server as a power cut does, and starts it again on what it left behind, at the same address. */
  async restartServer(): Promise<void> {
    assert.ok(this.#demo, 'the demo runs');
    const port = Number(new URL(this.#demo.address).port);
    await this.#demo.kill();
    this.#demo = await startDemo(this.#folder, port);
  }
}
