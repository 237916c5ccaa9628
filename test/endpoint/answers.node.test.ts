/** Who may share an answer, with every overlap of reading and writing brought about by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Answers, type Answer, type AnswersOptions } from '../../demo/endpoint/answers.ts';
import { Representation } from '../../demo/endpoint/representation.ts';

/** A thread of one word, whose answers are ready when the test says so. */
const makeThread = (options: Partial<AnswersOptions> = {}) => {
  const state = { word: 'one', writes: 0, makings: 0, versionReads: 0 };
  const waiting: (() => void)[] = [];
  const answers = new Answers({
    readVersion: () => {
      state.versionReads += 1;
      return Promise.resolve(state.word);
    },
    ...options,
  });
  const represent = (word: string): Representation => new Representation(word, { word });
  const make = (): Promise<Answer> => {
    state.makings += 1;
    const { word } = state;
    return new Promise((resolve) => {
      waiting.push(() => resolve({ representation: represent(word), version: word }));
    });
  };
  return {
    state,
    answers,
    ask: async (name = 'page'): Promise<string | undefined> =>
      (await answers.get(name, '/thread', make)).headers['word'],
    write(word: string): void {
      state.word = word;
      state.writes += 1;
    },
    /** Lets every making that has begun so far come to its end. */
    finish(): void {
      for (const end of waiting.splice(0)) end();
    },
  };
};

type Thread = ReturnType<typeof makeThread>;

const alone = (): Thread => {
  const thread: Thread = makeThread({ countWrites: () => thread.state.writes });
  return thread;
};

/** Lets everything go on that waits for nothing but its turn. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

for (const [where, open] of [
  ['where others write too', () => makeThread()],
  ['where nobody else writes', alone],
] as const) {
  test(`however many ask at once, it is made once, ${where}`, async () => {
    const { ask, finish, state } = open();
    const asked = Promise.all([ask(), ask(), ask()]);
    finish();
    assert.deepEqual(await asked, ['one', 'one', 'one']);
    assert.equal(await ask(), 'one');
    assert.equal(state.makings, 1);
  });

  test(`a change makes a new answer, once for all who find it, ${where}`, async () => {
    const { ask, finish, write, state } = open();
    const first = ask();
    finish();
    await first;
    write('two');
    const asked = Promise.all([ask(), ask(), ask()]);
    await settle();
    finish();
    assert.deepEqual(await asked, ['two', 'two', 'two']);
    assert.equal(state.makings, 2);
  });

  test(`an answer begun before a change and ended after it is given to nobody who asks after it, ${where}`, async () => {
    const { ask, finish, write, state } = open();
    const before = ask();
    write('two');
    const after = ask();
    await settle();
    finish();
    assert.equal(await before, 'one');
    await settle();
    finish();
    assert.equal(await after, 'two');
    assert.equal(await ask(), 'two');
    assert.equal(state.makings, 2);
  });

  test(`an answer begun before a change and ready after it is not kept for those who ask later, ${where}`, async () => {
    const { ask, finish, write } = open();
    const before = ask();
    write('two');
    finish();
    assert.equal(await before, 'one');
    const after = ask();
    await settle();
    finish();
    assert.equal(await after, 'two');
  });

  test(`an answer begun before a change does not take the place of one begun after it, ${where}`, async () => {
    const { ask, finish, write } = open();
    const first = ask();
    finish();
    await first;
    write('two');
    const second = ask();
    await settle();
    write('three');
    const third = ask();
    await settle();
    finish();
    await settle();
    finish();
    assert.equal(await second, 'two');
    assert.equal(await third, 'three');
    assert.equal(await ask(), 'three');
  });

  test(`a making that fails is told to those who share it, and tried again, ${where}`, async () => {
    const { answers, ask, finish } = open();
    const fail = (): Promise<Answer> => Promise.reject(new Error('No database'));
    const failed = [answers.get('page', '/thread', fail), answers.get('page', '/thread', fail)];
    for (const each of failed) await assert.rejects(each, /No database/);
    const asked = ask();
    finish();
    assert.equal(await asked, 'one');
  });
}

test('where nobody else writes, the version is read again only after something was written', async () => {
  const { ask, finish, state } = alone();
  const first = ask();
  finish();
  await first;
  await ask();
  assert.equal(state.versionReads, 0);
  state.writes += 1;
  await ask();
  await ask();
  assert.equal(state.versionReads, 1);
  assert.equal(state.makings, 1);
});

test('the answers used longest ago make room, by their bytes, and one that is too large takes none', async () => {
  const long = 'x'.repeat(10_000);
  const { weight } = new Representation(long, {});
  const { ask, finish, state, write } = makeThread({ capacity: 2 * weight });
  write(long);
  const askAndFinish = async (name: string): Promise<void> => {
    const asked = ask(name);
    finish();
    await asked;
  };
  await askAndFinish('first');
  await askAndFinish('second');
  await ask('first');
  await askAndFinish('third');
  assert.equal(state.makings, 3);
  await ask('first');
  await ask('third');
  assert.equal(state.makings, 3);

  write('x'.repeat(30_000));
  await Promise.all([askAndFinish('huge'), settle()]);
  await askAndFinish('huge');
  assert.equal(state.makings, 5);
  write(long);
  await ask('first');
  await ask('third');
  assert.equal(state.makings, 5, 'the others are still there');
});
