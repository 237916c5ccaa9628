/** One schedule from its first action to the judge's word. */
import type { Draft } from '../../../src/drafts/draft.ts';
import { isSubmitted } from '../../../src/store/own-comments.ts';
import { textOf } from './form.ts';
import { surround } from './globals.ts';
import type { Listener } from './place.ts';
import { Random } from './random.ts';
import { Reader } from './reader.ts';
import type { Action, Schedule } from './schedule.ts';
import type { Tab } from './tab.ts';
import { World } from './world.ts';

export interface Verdict {
  /** What was not as promised; empty when all was well. */
  readonly problems: readonly string[];
  readonly sends: number;
  readonly comments: number;
  readonly crashes: number;
  readonly forks: number;
  readonly steps: number;
}

const DECADE = 10 * 365.25 * 86_400_000;
const WRITERS = ['', 'ada', 'bob'];

/**
 * Freezes a tab with a request under way. Half a minute later, when its draft has been taken from it, another goes
 * on with the words, and the tab thaws. By a reader of its own, so that nobody else sends the draft meanwhile.
 */
const strand = async (world: World, reader: Reader, tab: Tab, which: number): Promise<void> => {
  const { scheduler, awake } = world;
  const others = awake.filter((each) => each !== tab && !each.isDead);
  tab.viewer = WRITERS.find((writer) => !others.some(({ viewer }) => viewer === writer)) ?? tab.viewer;
  tab.form = null;
  const form = reader.type(tab);
  await scheduler.as(tab, () => reader.post(tab, form));
  scheduler.after(30 + which / 5, null, () => {
    if (!world.isWell) tab.freeze();
  });
  scheduler.after(30_000 + which / 30, null, () => tab.thaw());
  const [other] = others;
  if (!other) return;
  scheduler.after(30_000, other, () => {
    if (world.isWell) return;
    other.viewer = tab.viewer;
    reader.rewrite(other, form.session.draft.id);
  });
};

const perform = async (world: World, reader: Reader, { deed, tab: place, which }: Action): Promise<void> => {
  const { scheduler } = world;
  const befallen = world.tabs[place];
  if (deed === 'freeze') {
    if (befallen && !befallen.isDead) befallen.freeze();
    return;
  }
  const tab = await world.tab(place);
  if (tab.isFrozen) tab.thaw();
  const own = world.drafts.filter(({ writer }) => writer === tab.viewer);
  const draft = own[which % (own.length || 1)];
  const act = (run: () => void): Promise<void> => scheduler.as(tab, run);
  switch (deed) {
    case 'type':
      if (which % 3 === 0) tab.form = null;
      return act(() => reader.save(tab, reader.type(tab)));
    case 'post':
      return act(() => reader.post(tab, which % 4 && tab.form ? tab.form : reader.type(tab)));
    case 'postTwice':
      return act(() => {
        const form = which % 4 && tab.form ? tab.form : reader.type(tab);
        reader.post(tab, form, false);
        reader.post(tab, form, false);
      });
    case 'reply': {
      const published = [...world.endpoint.comments.values()].filter(({ isHeld }) => !isHeld);
      const places = [...own.filter(isSubmitted).filter(({ edit }) => !edit), ...published];
      const parent = places[which % (places.length || 1)]?.id ?? null;
      return act(() => {
        tab.form = reader.open(tab, parent);
        reader.type(tab);
        if (which % 3) reader.post(tab, tab.form);
        else reader.save(tab, tab.form);
      });
    }
    case 'edit':
    case 'rewrite':
      return act(() => reader.edit(tab, which, deed === 'rewrite'));
    case 'rethink': {
      const form = reader.type(tab);
      await act(() => reader.post(tab, form));
      scheduler.after(which, tab, () => {
        if (!world.isWell) reader.rewrite(tab, form.session.draft.id);
      });
      return;
    }
    case 'strand':
      return strand(world, reader, tab, which);
    case 'clear':
      return act(() => reader.clear(tab));
    case 'retry':
    case 'check':
      if (!draft) return;
      return act(() => reader.act(tab, deed, draft.id));
    case 'discard':
      if (!draft) return;
      return act(() => reader.discard(tab, draft));
    case 'undo':
      return act(() => reader.undo(tab));
    case 'sign':
      return act(() => {
        tab.viewer = WRITERS[which % WRITERS.length]!;
        tab.outbox.wake();
      });
    case 'wake':
      return act(() => tab.outbox.wake());
    case 'crash':
      world.crashes++;
      tab.fuse = which % 12;
      return;
    case 'close':
      await act(() => tab.outbox.stop());
      scheduler.after(which % 50, null, () => tab.die());
      return;
    case 'thaw':
      return;
    case 'clock':
      world.jump((which / 500 - 1) * DECADE);
      return;
    case 'moderate': {
      const waiting = [...world.endpoint.comments.values()].filter(({ isHeld }) => isHeld);
      const comment = waiting[which % (waiting.length || 1)];
      if (comment) world.endpoint.moderate(comment.id, which % 5 > 0);
      return;
    }
    case 'twin':
      return act(() => {
        const form = reader.type(tab);
        // Somebody of the same name has said the very same before.
        const { parent } = form.session.draft;
        const { endpoint } = world;
        if ('add' in endpoint && (parent === null || endpoint.comments.has(parent))) {
          const name = form.author?.name ?? tab.viewer;
          endpoint.add({ origin: '', parent, name, by: '', text: textOf(form), isHeld: false });
        }
        reader.post(tab, form);
      });
  }
};

/** What a reader does about a draft that waits for them, when all is well. */
const settle = (world: World, reader: Reader, tab: Tab, draft: Draft): void => {
  const { id, state, parent, error, text } = draft;
  // Its parent was given up.
  const isThere = parent === null || world.endpoint.comments.has(parent) || world.judge.hasPosted(parent);
  const isOrphan = !isThere && !world.disk.get(`draft:${parent}`);
  const isVain = isOrphan && (state === 'writing' || (state === 'refused' && error?.code === 'not-found'));
  if (isVain || !text.trim()) {
    reader.discard(tab, draft);
  } else if (state === 'writing' || state === 'refused') {
    reader.post(tab, reader.resume(tab, draft));
  } else if (state === 'held') {
    world.endpoint.moderate(id, true);
    reader.act(tab, 'check', id);
  } else if (state === 'unconfirmed' || state === 'waiting')
    reader.act(tab, state === 'waiting' ? 'retry' : 'check', id);
};

const HOUR = 3_600_000;

/** Every draft must find its way, once nothing fails any more and the reader does what is asked of them. */
const heal = async (world: World, reader: Reader): Promise<void> => {
  const { scheduler, judge } = world;
  // Whoever is about to close does.
  await scheduler.pass(100);
  await world.heal();
  // A frozen tab must not keep the others from their work.
  world.thaw(false);
  // What is slow comes to its end, so that nothing is begun behind the reader's back.
  await scheduler.pass(10_000);
  // Replies to what was refused are refused one after the other, each when the reader has given up the one before.
  const rounds = 4 + world.drafts.length;
  for (let round = 0; round < rounds; round++) {
    if (round) {
      world.thaw(true);
      await scheduler.pass(10_000);
    }
    for (const viewer of round % 2 ? [...WRITERS].reverse() : WRITERS) {
      const drafts = (): Draft[] => world.drafts.filter(({ writer }) => writer === viewer);
      for (const tab of world.awake) {
        await scheduler.as(tab, () => {
          tab.viewer = viewer;
          tab.form = null;
          tab.outbox.wake();
        });
      }
      if (!drafts().length) continue;
      const isIdle = (): boolean => !drafts().length && !judge.calls.size;
      await scheduler.pass(120_000, isIdle);
      judge.surfaced(drafts());
      const tab = world.awake[0]!;
      for (const draft of drafts()) {
        await scheduler.as(tab, () => settle(world, reader, tab, draft));
        await scheduler.pass(10_000);
      }
      await scheduler.pass(1.2 * HOUR, isIdle);
      for (const { id, state } of drafts()) {
        if (state !== 'unconfirmed') continue;
        judge.sought(id);
        await scheduler.as(tab, () => reader.act(tab, 'retry', id));
        await scheduler.pass(HOUR, isIdle);
      }
    }
    if (!world.drafts.length && world.awake.length === world.tabs.length) break;
  }
  await scheduler.pass(60_000);
};

/** Runs a schedule in a world of its own; `listen` hears what happens in it. */
export const simulate = async (schedule: Schedule, listen: Listener = () => undefined): Promise<Verdict> => {
  const world = new World(schedule, listen);
  const { scheduler, judge } = world;
  const restore = surround(() => scheduler.current);
  const rejected = (reason: unknown): void => judge.complain(`nobody caught ${String(reason)}`);
  process.on('unhandledRejection', rejected);
  try {
    const reader = new Reader(world);
    for (let place = 0; place < schedule.tabs; place++) await world.tab(place);
    for (const action of schedule.actions) {
      await scheduler.pass(action.wait);
      world.note(null, () => `${action.deed} ${action.which}, tab ${action.tab}`);
      await perform(world, reader, action);
    }
    await scheduler.pass(new Random(schedule.seed, schedule.number, 0).below(3000));
    world.note(null, () => 'all is well again');
    await heal(world, reader);
    // What nobody caught is told when Node is through with its ticks.
    await new Promise((resolve) => setImmediate(resolve));
    if (scheduler.isEndless) judge.complain('it never comes to rest');
    judge.conclude();
  } finally {
    restore();
    process.off('unhandledRejection', rejected);
  }
  const { problems, forks, conduct } = judge;
  const { crashes, endpoint } = world;
  const comments = [...endpoint.comments.values()].filter(({ origin }) => origin).length;
  return { problems, sends: conduct.sends, comments, crashes, forks, steps: scheduler.steps };
};
