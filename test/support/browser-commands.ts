/**
 * What a test in the page cannot do by itself: cut the network, change a media feature, open
 * a second tab. The test's side is in browser.ts.
 */
import type { TestRunnerPlugin } from '@web/test-runner';
import type { CDPSession, MediaFeature, Page } from 'puppeteer-core';

/** What whoever starts the tests asks for: `ALL=1` for every combination, `SEED=…` for the same sample again. */
export interface RunOptions {
  readonly all: boolean;
  readonly seed: number;
}

/** The commands by name: what each is given and what it answers. */
export interface BrowserCommands {
  'network:offline': (offline: boolean) => Promise<void>;
  'run:options': () => Promise<RunOptions>;
  'media:emulate': (features: MediaFeature[]) => Promise<void>;
  'tab:open': (tab: { address: string; quota: number | null }) => Promise<string>;
  'tab:reload': (id: string) => Promise<void>;
  'tab:evaluate': (tab: { id: string; script: string }) => Promise<unknown>;
  'tab:close': (id: string) => Promise<void>;
  'tab:front': () => Promise<void>;
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();
const tabs = new Map<string, Page>();
let tabsOpened = 0;

const sessionOf = (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? page.createCDPSession();
  sessions.set(page, session);
  return session;
};

const tabOf = (id: string): Page => {
  const tab = tabs.get(id);
  if (!tab) throw new Error(`There is no tab ${id}`);
  return tab;
};

const commandsFor = (page: Page): BrowserCommands => ({
  /** Not `page.setOfflineMode`: in Chromium 156 that also cuts the test runner's own WebSocket, and the file hangs. */
  'network:offline': async (offline) => {
    const session = await sessionOf(page);
    await session.send('Network.enable');
    await session.send('Network.setBlockedURLs', { urls: offline ? ['http://*', 'https://*'] : [] });
    await session.send('Network.overrideNetworkState', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  },
  'run:options': async () => {
    const { ALL, SEED } = process.env;
    return { all: Boolean(ALL), seed: Number(SEED ?? Date.now() % 1_000_000) };
  },
  'media:emulate': async (features) => {
    await (await sessionOf(page)).send('Emulation.setEmulatedMedia', { features });
  },
  'tab:open': async ({ address, quota }) => {
    const { href, origin } = new URL(address, page.url());
    // Chromium remembers for a while what room there was in a context.
    const context = quota === null ? page.browserContext() : await page.browser().createBrowserContext();
    const tab = await context.newPage();
    const id = String(++tabsOpened);
    tabs.set(id, tab);
    if (quota !== null) {
      await (await sessionOf(tab)).send('Storage.overrideQuotaForOrigin', { origin, quotaSize: quota });
    }
    await tab.goto(href);
    return id;
  },
  'tab:reload': async (id) => {
    await tabOf(id).reload();
  },
  'tab:evaluate': ({ id, script }) => tabOf(id).evaluate(script),
  'tab:close': async (id) => {
    const tab = tabOf(id);
    tabs.delete(id);
    if (tab.browserContext() === page.browserContext()) await tab.close();
    else await tab.browserContext().close();
  },
  'tab:front': () => page.bringToFront(),
});

export const browserCommands: TestRunnerPlugin = {
  name: 'browser-commands',
  async executeCommand({ command, payload, session }) {
    const { getPage } = session.browser as unknown as { getPage: (id: string) => Page };
    const page = getPage.call(session.browser, session.id);
    const commands: Record<string, (payload: never) => Promise<unknown>> = { ...commandsFor(page) };
    const run = commands[command];
    // Nothing would mean that the command is another plugin's.
    return run && ((await run(payload as never)) ?? true);
  },
};
