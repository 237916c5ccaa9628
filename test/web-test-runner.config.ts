/** How the browser tests run: each file in a page with storage of its own, straight from the TypeScript. */
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { type TestRunnerConfig, defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import type { Page } from 'puppeteer-core';
import { browserCommands } from './support/browser-commands.ts';
import { findChromium } from './support/chromium.ts';
import { wireEndpoint } from './support/wire-endpoint.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A page that forgets, before it goes to a test file, what the file before it has stored: test files run side by side
 * in contexts of their own, but when one is through, its page and context are given to the next.
 */
const emptiedFirst = async (page: Page): Promise<Page> => {
  const session = await page.createCDPSession();
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    const { origin } = new URL(url);
    if (origin !== 'null') await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    return goto(url, options);
  };
  return page;
};

export const browserTestConfig = (files: string[]): Partial<TestRunnerConfig> => ({
  rootDir: root,
  files,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  middleware: [wireEndpoint],
  plugins: [
    a11ySnapshotPlugin(),
    browserCommands,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json` }),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: findChromium(),
      createPage: async ({ browser }) => emptiedFirst(await (await browser.createBrowserContext()).newPage()),
    }),
  ],
  concurrency: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: process.env['ALL'] ? 900_000 : 180_000,
  // The first run of axe alone takes seconds on a small machine.
  testFramework: { config: { timeout: 20_000 } },
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestProgress: false })],
});
