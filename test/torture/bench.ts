/** What every part works at: the reference endpoint with a database of its own, and the proxy before it. */
import { makeDataFolder, removeDataFolder, startDemo, type Demo } from '../support/demo.ts';
import { startProxy, type FaultProxy } from './fault-proxy.ts';
import type { HeldComment } from './verdict.ts';

/** No reader is this fast, and a receipt need not outlive its trial. */
const settings = { WRITES_PER_MINUTE: '1000000000', EDIT_SECONDS: '60', GUESTS: 'true', MODERATION: 'none' };

interface Listed extends Omit<HeldComment, 'text'> {
  readonly text?: string;
  readonly html?: string;
}

/** Opened with {@link openBench}. */
export class Bench {
  readonly proxy: FaultProxy;
  readonly #demo: Demo;
  readonly #folder: string;

  constructor(demo: Demo, proxy: FaultProxy, folder: string) {
    this.#demo = demo;
    this.proxy = proxy;
    this.#folder = folder;
  }

  /** The judge's way to the endpoint, which no fault touches. */
  get #api(): string {
    return `${this.#demo.address}api`;
  }

  /** What the endpoint holds of a thread. @throws when it does not hold it all on one page. */
  async comments(thread: string): Promise<HeldComment[]> {
    const query = new URLSearchParams({ thread, order: 'oldest', limit: '1000' });
    const answer = await fetch(`${this.#api}/comments?${query.toString()}`);
    const { comments, next } = (await answer.json()) as { comments: Listed[]; next: string | null };
    if (next !== null) throw new Error(`${thread} has more comments than a page holds.`);
    return comments.map(({ text, html, ...rest }) => ({ ...rest, text: text ?? html ?? '' }));
  }

  /** A comment by somebody else, for the reader to answer. Resolves to its id. */
  async plant(thread: string): Promise<string> {
    const id = crypto.randomUUID();
    const answer = await fetch(`${this.#api}/comments/${id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        thread,
        parent: null,
        text: 'What does the gauge say this morning?',
        author: { name: 'Ines' },
        secret: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url'),
        revision: 0,
      }),
    });
    if (answer.status !== 201)
      throw new Error(`The endpoint answered ${String(answer.status)}: ${await answer.text()}`);
    return id;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.#demo.stop();
    await removeDataFolder(this.#folder);
  }
}

/** Starts both; close it, or its processes outlive this one's work. */
export const openBench = async (): Promise<Bench> => {
  const folder = await makeDataFolder();
  const demo = await startDemo(folder, 0, settings);
  return new Bench(demo, await startProxy(demo.address), folder);
};
