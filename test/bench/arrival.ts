/**
 * An arrival: somebody answers the first comment, and the thread is told to load anew. It is measured from the last byte
 * of the answer, as the browser's own account of its requests has it, so that the line is no part of it.
 */
import { pause } from '../support/pause.ts';
import type { BenchThread } from './contender.ts';
import type { BenchSite } from './site.ts';
import type { Visited } from './visit.ts';

/** Milliseconds without a request, and then for what they brought, until nothing is being loaded. */
const idle = { network: 600, work: 400 };

const ask = async (address: string, init: RequestInit): Promise<void> => {
  const answer = await fetch(address, init);
  if (!answer.ok) throw new Error(`The endpoint answered ${String(answer.status)}: ${await answer.text()}`);
};

/** Milliseconds until it is painted; afterwards it is taken back, and nothing is being loaded. */
export const letArrive = async ({ page }: Visited, site: BenchSite, thread: BenchThread): Promise<number> => {
  const { path, comments } = thread;
  const parent = comments[0]!.id;
  const id = crypto.randomUUID();
  const address = `${site.origin}/api/comments/${id}`;
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const comment = { thread: path, parent, text: 'One more.', author: { name: 'Ines' }, secret, revision: 0 };
  await page.evaluate((selector) => window.hands!.bring(selector), `#comment-${parent}`);
  const headers = { 'Content-Type': 'application/json' };
  await ask(address, { method: 'PUT', headers, body: JSON.stringify(comment) });
  try {
    return await page.evaluate((selector) => window.hands!.reload(selector), `#comment-${id}`);
  } finally {
    await page.waitForNetworkIdle({ idleTime: idle.network });
    await pause(idle.work);
    await ask(address, { method: 'DELETE', headers: { Authorization: `Comment ${secret}` } });
    // The next reader finds the endpoint as this one did.
    await site.warm(thread);
  }
};
