/** Whoever comes and goes leaves nothing behind, however often. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withResolvers } from '../support/with-resolvers.ts';
import { openPassage, type Passage, threadClass } from './passage.ts';
import { Stage } from './stage.ts';

/**
 * V8 goes on compiling what has run often, which is its own memory and not the page's: so it only interprets. And
 * DevTools would have the page remember every request.
 */
const stage = new Stage({ args: ['--js-flags=--jitless'], networkEnabled: false });

/** Opened once, and kept for as long as the page lives. */
const kept = ['connection to comment-thread', 'connection to comment-thread-copies'];

/** Until all that is loaded once has been loaded. */
const warmUp = 20;
const rounds = 200;
/** Of the heap, in percent. */
const tolerance = 2;

/** Every other reader is signed in, and some of both write. */
const passThrough = async (passage: Passage, count: number): Promise<void> => {
  for (let round = 0; round < count; round++) {
    const isSignedIn = round % 2 === 1;
    await passage.come(isSignedIn);
    await passage.read();
    await passage.untilForm(isSignedIn);
    if ([0, 9].includes(round % 16)) await passage.writeInVain();
    await passage.leave();
  }
};

const growth = (before: number, after: number): number => ((after - before) / before) * 100;

test('two hundred threads leave nothing behind but two connections to the browser’s databases', async () => {
  const passage = await openPassage(stage);
  await passage.untilOpen([]);
  const { alive } = await passage.measure();

  await passThrough(passage, warmUp);
  await passage.untilOpen(kept);
  const before = await passage.measure();

  await passThrough(passage, rounds);
  await passage.untilOpen(kept);
  let after = await passage.measure();
  const isBack = (): boolean => Math.abs(growth(before.heap, after.heap)) <= tolerance;
  // On a busy machine it takes a while until all that nobody refers to any more has been let go.
  for (let attempt = 0; attempt < 5 && !isBack(); attempt++) {
    await passage.untilOpen(kept);
    after = await passage.measure();
  }

  console.log(`heap ${String(before.heap)} → ${String(after.heap)} bytes, ${JSON.stringify(after.counts)}`);
  assert.deepEqual(before.alive, alive);
  assert.deepEqual(after.alive, alive);
  assert.deepEqual(after.counts, before.counts);
  assert.ok(isBack(), `the heap grew by ${growth(before.heap, after.heap)} %`);
  assert.deepEqual(passage.reader.problems, []);
});

test('a reader who leaves while the thread is on its way leaves nothing behind', async () => {
  const passage = await openPassage(stage);
  await passThrough(passage, 2);
  for (let frames = 0; frames < 20; frames++) {
    await passage.come(frames % 2 === 0);
    await passage.reader.page.evaluate(async (frames) => {
      for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
    }, frames);
    await passage.leave();
  }
  await passage.untilOpen(kept);
  assert.equal((await passage.measure()).alive[threadClass], 0);
  assert.deepEqual(passage.reader.problems, []);
});

test('a reader who leaves before it is known who they are leaves nothing behind', async () => {
  const passage = await openPassage(stage);
  const { promise, resolve } = withResolvers();
  await passThrough(passage, 2);
  passage.untilKnown = promise;
  for (let round = 0; round < 5; round++) {
    await passage.come(true);
    await passage.read();
    await passage.leave();
  }
  resolve();
  await passage.untilOpen(kept);
  assert.equal((await passage.measure()).alive[threadClass], 0);
  assert.deepEqual(passage.reader.problems, []);
});

test('what a page does leave behind is noticed', async () => {
  const passage = await openPassage(stage);
  await passThrough(passage, warmUp);
  await passage.untilOpen(kept);
  const before = await passage.measure();

  // As a script does that forgets to tidy up, each time a thread goes.
  await passage.reader.page.evaluate(() => {
    const gone: Node[] = [];
    new MutationObserver((changes) => {
      for (const thread of changes.flatMap(({ removedNodes }) => [...removedNodes])) {
        if (thread.nodeName !== 'COMMENT-THREAD') continue;
        gone.push(thread);
        addEventListener('resize', () => gone.length);
        setTimeout(() => gone.length, 1_000_000);
        setInterval(() => gone.length, 1_000_000);
        new BroadcastChannel('forgotten').onmessage = () => gone.length;
        new ResizeObserver(() => gone.length).observe(document.body);
        indexedDB.open('forgotten');
        void navigator.locks.request('forgotten', () => new Promise(() => gone));
      }
    }).observe(document.body, { childList: true });
  });
  await passThrough(passage, 5);
  const forgotten = [
    'BroadcastChannel forgotten',
    'ResizeObserver',
    'connection to forgotten',
    'lock forgotten',
    'resize of Window',
    'setInterval 1000000',
    'setTimeout 1000000',
  ];
  // The rest is the threads' own, which are kept.
  await passage.untilOpen(
    forgotten.flatMap((what) => Array<string>(5).fill(what)),
    forgotten,
  );
  const after = await passage.measure();
  assert.equal(after.alive[threadClass], 5);
  assert.ok(growth(before.heap, after.heap) > tolerance);
  assert.ok((after.counts['Nodes'] ?? 0) > (before.counts['Nodes'] ?? 0));
});
