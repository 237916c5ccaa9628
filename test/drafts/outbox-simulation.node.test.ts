/** Random schedules against an endpoint that honours the protocol: nothing is lost, nothing is there twice. `SEED` and `RUNS` replay and prolong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scope, settle } from './harness.ts';
import { nameOf, World, written, type Fault } from './simulation.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env['RUNS'] ?? 2000);

const place = fc.nat({ max: 30 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('post' as const), page: place, which: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reply' as const), page: place, which: place }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'retry' as const, 'discard' as const),
      page: place,
      which: place,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const), page: place, which: place }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('wake' as const, 'wait' as const, 'clock' as const),
      page: place,
      which: place,
    }),
  },
);
const schedule = fc.record({
  pages: fc.integer({ min: 1, max: 4 }),
  isLocked: fc.boolean(),
  jitter: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
  faults: fc.array(
    fc.constantFrom<Fault[]>('none', 'lost', 'unanswered', 'late', 'refused', 'signIn', 'busy', 'held', 'redirected'),
    { maxLength: 30 },
  ),
  steps: fc.array(step, { maxLength: 30 }),
});
type Schedule = typeof schedule extends fc.Arbitrary<infer T> ? T : never;

const simulate = async ({ pages, isLocked, jitter, faults, steps }: Schedule) => {
  let asked = 0;
  const world = new World(pages, isLocked, faults, () => jitter[asked++ % jitter.length]!);
  /** The last words of each draft that its writer was told were kept and has not given up, by the draft's name. */
  const promised = new Map<string, string>();
  let names = 0;

  for (const { do: action, page: index, which } of steps) {
    const page = world.page(index);
    const drafts = await world.stored();
    const chosen = drafts[which % (drafts.length || 1)];
    // What the page's death leaves unanswered was not promised.
    const run = async (work: () => Promise<void>): Promise<void> => {
      void work();
      for (let i = 0; i <= which % 4; i++) await settle();
    };
    switch (action) {
      case 'post':
      case 'reply':
        await run(async () => {
          const text = `#${String(++names)} words`;
          const parent = action === 'reply' ? (chosen?.id ?? null) : null;
          if ((await page.outbox.post(written(page.drafts.create({ ...scope, parent }), text))).applied) {
            promised.set(nameOf(text), text);
          }
        });
        break;
      case 'edit':
        await run(async () => {
          const { applied, draft } = chosen ? await page.outbox.recall(chosen.id) : { applied: false, draft: null };
          if (!applied || !draft) return;
          const text = `${draft.text}!`;
          const saved = await page.drafts.save(draft, text, draft.author);
          if (saved.draft && (await page.outbox.post(saved.draft)).applied) promised.set(nameOf(text), text);
        });
        break;
      case 'retry':
        await run(async () => {
          if (chosen) await page.outbox.retry(chosen.id);
        });
        break;
      case 'discard':
        await run(async () => {
          if (!chosen || chosen.held || drafts.some(({ parent }) => parent === chosen.id)) return;
          // A page that dies over it leaves open whether it was done.
          const name = nameOf(chosen.text);
          const text = promised.get(name);
          promised.delete(name);
          if (!(await page.outbox.discard(chosen.id)).applied && text) promised.set(name, text);
        });
        break;
      case 'crash':
        page.fuse = which;
        page.outbox.wake();
        break;
      case 'wake':
        page.outbox.wake();
        break;
      case 'wait':
        await world.advance(which * 1000);
        break;
      case 'clock':
        world.now += (which - 15) * 20_000_000_000;
        break;
    }
    await settle();
  }
  await world.heal();
  return { world, promised };
};

test('random schedules lose nothing and double nothing', { timeout: 600_000 }, async () => {
  console.log(`seed ${String(seed)}, ${String(numRuns)} schedules`);
  const met = { puts: 0, copies: 0, comments: 0, edits: 0 };
  await fc.assert(
    fc.asyncProperty(schedule, async (given) => {
      const { world, promised } = await simulate(given);
      const left = await world.stored();
      assert.deepEqual(
        left.filter(({ state }) => state !== 'held'),
        [],
        'nothing is stuck',
      );
      assert.deepEqual([...world.problems, ...world.endpoint.problems], []);
      const comments = [...world.endpoint.comments.values()].map(({ text }) => text);
      const names = comments.map(nameOf);
      assert.equal(new Set(names).size, names.length, 'nothing is there twice');
      for (const [name, text] of promised) {
        assert.ok(comments[names.indexOf(name)]?.startsWith(text), `${name} is there as it was posted last`);
      }
      met.puts += world.endpoint.puts;
      met.comments += comments.length;
      met.copies += world.endpoint.puts - comments.length;
      met.edits += comments.filter((text) => text.endsWith('!')).length;
    }),
    { seed, numRuns },
  );
  console.log(met);
  assert.ok(met.copies > 0 && met.edits > 0, 'the schedules reached copies and edits');
});
