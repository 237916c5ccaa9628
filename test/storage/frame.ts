/** What runs in a page of its own, a frame, whose storage has been spoilt before: a thread, its reader, and a watch on its records. */
import { LayeredRecords } from '../../src/storage/layered-records.ts';
import { until } from '../support/until.ts';
import { ScriptedBackend } from '../writing/scripted-backend.ts';
import { mount } from '../writing/thread.ts';
import { patch } from './patch.ts';

/** What a test can have the frame's reader do. */
export interface Actor {
  /** Types words, waits until they are saved, and resolves to what the form then says of them. */
  readonly type: (text: string) => Promise<string>;
  /** Posts what is in the form; resolves once the endpoint has a comment and the thread says so. */
  readonly post: () => Promise<void>;
  /** The texts at the endpoint, and the ids that were sent to it. */
  readonly comments: () => readonly string[];
  readonly sent: () => readonly string[];
  /** Milliseconds that the slowest call of the records took, without those in which nothing at all ran. */
  readonly slowest: () => number;
}

declare global {
  interface Window {
    actor?: Actor;
  }
}

const BEAT = 50;

/** Milliseconds for which a busy machine has kept the page from doing anything: no fault of the records'. */
let stalled = 0;
let beat = performance.now();
setInterval(() => {
  const now = performance.now();
  stalled += Math.max(now - beat - BEAT, 0);
  beat = now;
}, BEAT);

let slowest = 0;
const written: unknown[] = [];

const timed = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  const start = performance.now() - stalled;
  try {
    return await call();
  } finally {
    slowest = Math.max(slowest, performance.now() - stalled - start);
  }
};

patch(
  LayeredRecords.prototype,
  'list',
  (list) =>
    function <T>(this: LayeredRecords, prefix: string): Promise<T[]> {
      return timed(() => list.call(this, prefix) as Promise<T[]>);
    },
);
patch(
  LayeredRecords.prototype,
  'transact',
  (transact) =>
    async function (this: LayeredRecords, ...args) {
      const writes = await timed(() => transact.apply(this, args));
      written.push(...[...(writes?.values() ?? [])].map((value) => (value as { text?: string } | undefined)?.text));
      return writes;
    },
);

const backend = new ScriptedBackend();
const thread = await mount(backend);
const form = await thread.foot();
form.type('Ada', 'name');

window.actor = {
  type: async (text) => {
    form.type(text);
    await until(`“${text}” saved`, () => written.includes(text));
    await new Promise((resolve) => setTimeout(resolve));
    return until('a note', () => form.find('[part~=kept]')?.textContent);
  },
  post: async () => {
    form.post();
    await until('a posted comment', () => thread.events.includes('comment-posted'));
    await until('a finished outbox', () => written.includes(undefined));
  },
  comments: () => backend.comments.map(({ body }) => ('text' in body ? body.text : '')),
  sent: () => backend.sent.map(({ id }) => id),
  slowest: () => slowest,
};
