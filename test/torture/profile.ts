/** A browser profile on disk that outlives its browser, as a reader's does. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChromium } from '../support/chromium.ts';

/** How long Chromium may take to answer a command, in milliseconds. */
const protocolTimeout = 60_000;

/** Made with {@link makeProfile}. */
export class Profile {
  readonly #folder: string;
  readonly #flags: readonly string[];
  #browser: Browser | null = null;

  constructor(folder: string, flags: readonly string[]) {
    this.#folder = folder;
    this.#flags = flags;
  }

  /** The browser that runs on it; started when there is none. */
  async browser(): Promise<Browser> {
    const { args = [], ...chromium } = findChromium();
    return (this.#browser ??= await puppeteer.launch({
      ...chromium,
      args: [...args, ...this.#flags],
      userDataDir: this.#folder,
      protocolTimeout,
      defaultViewport: null,
    }));
  }

  /** Ends the browser with everything that belongs to it, as a power cut does. */
  async kill(): Promise<void> {
    const process = this.#browser?.process();
    this.#browser = null;
    if (!process?.pid || process.exitCode !== null) return;
    const gone = once(process, 'exit');
    // Its renderers and services are in the group that puppeteer has started it in.
    globalThis.process.kill(-process.pid, 'SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill();
    // What was killed may still let go of its files.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** An empty profile in the temporary folder; `flags` are Chromium's own. */
export const makeProfile = async (...flags: string[]): Promise<Profile> =>
  new Profile(await mkdtemp(join(tmpdir(), 'comment-thread-profile-')), flags);
