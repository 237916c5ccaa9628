/**
 * Words typed and posted in the real element, whatever is wrong with the storage: what the form says is kept is
 * found by another page, what is not kept it says, and one comment is posted. `ALL=1` runs every combination,
 * else a sample of them does, of which `SEED` gives the same again.
 */
import { assert } from '@open-wc/testing';
import type { Draft } from '../../src/drafts/draft.ts';
import { LayeredRecords } from '../../src/storage/layered-records.ts';
import { bringToFront, openTab, runOptions, type Tab } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { faults, surround, surroundings, type Fault, type FrameWindow, type Surroundings } from './faults.ts';
import type { Actor } from './frame.ts';

const { all, seed } = await runOptions();
/** A different one for each fault, and at least one of each kind of localStorage among any three. */
const sample = (index: number): readonly Surroundings[] =>
  all ? surroundings : [surroundings[(seed + index * 5) % surroundings.length]!];

const openFrame = async (): Promise<HTMLIFrameElement> => {
  const frame = document.createElement('iframe');
  frame.src = '/test/writing/blank.html';
  frame.style.cssText = 'inline-size: 700px; block-size: 500px';
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.body.append(frame);
  await loaded;
  return frame;
};

const startActor = async (page: FrameWindow): Promise<Actor> => {
  const script = page.document.createElement('script');
  script.type = 'module';
  script.src = '/test/storage/frame.ts';
  page.document.head.append(script);
  return until('a thread in the frame', () => page.actor);
};

/** What the next page would find. */
const keptTexts = async (): Promise<string[]> =>
  (await new LayeredRecords().list<Draft>('draft:')).map(({ text }) => text);

const emptyDatabase = async (): Promise<void> => {
  const deletion = indexedDB.deleteDatabase('comment-thread');
  await new Promise((resolve) => (deletion.onsuccess = resolve));
};

const kept = 'Your words are kept on this device until they are posted.';
const notKept = 'This browser keeps nothing for us: your words last only as long as this page.';

let count = 0;
let slowest = 0;

const run = async (fault: Fault, around: Surroundings, tab: Tab): Promise<void> => {
  const frame = await openFrame();
  const page = frame.contentWindow as FrameWindow;
  page.console.error = () => undefined;
  try {
    surround(page, around);
    if (fault.when === 'before') await fault.begin(page, tab);
    const actor = await startActor(page);
    const type = async (text: string, isKept: boolean): Promise<void> => {
      assert.strictEqual(await actor.type(text), isKept ? kept : notKept);
      if (isKept) assert.include(await keptTexts(), text);
    };
    const isKept = fault.takesWords || around.local === 'works';
    await type('First words', fault.when === 'midway' || isKept);
    if (fault.when === 'midway') await fault.begin(page, tab);
    await type('First words and second words', isKept);
    await actor.post();
    assert.deepEqual(actor.comments(), ['First words and second words']);
    assert.strictEqual(new Set(actor.sent()).size, 1);
    slowest = Math.max(slowest, actor.slowest());
    assert.isAtMost(actor.slowest(), 3000);
    count++;
  } finally {
    frame.remove();
    await fault.end?.(tab);
    localStorage.clear();
    await emptyDatabase();
  }
};

describe('words typed and posted', () => {
  let tab: Tab;

  before(async () => {
    tab = await openTab('/test/writing/blank.html');
    await bringToFront();
  });

  after(async () => {
    await tab.close();
    const of = `${String(count)} of ${String(faults.length * surroundings.length)} combinations`;
    console.log(`${of}${all ? '' : `, SEED=${String(seed)}`}; the slowest call took ${String(Math.round(slowest))} ms`);
  });

  for (const [index, fault] of faults.entries()) {
    it(`are kept or said not to be where IndexedDB ${fault.name}`, async function () {
      this.timeout(240_000);
      for (const each of sample(index)) {
        try {
          await run(fault, each, tab);
        } catch (error) {
          throw new Error(`${JSON.stringify(each)}: ${String(error)}`, { cause: error });
        }
      }
    });
  }
});
