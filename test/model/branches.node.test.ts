import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Branches, firstOf, type Branch } from '../../src/model/branches.ts';
import type { Comment, Order } from '../../src/model/comment.ts';
import { checked } from '../support/checked.ts';
import { byId, makeChain, makeComment, makeOutline } from '../support/comments.ts';

/** Arranges again and again, as a view does. */
class Arranger {
  readonly #branches = new Branches<string>();

  arrange(
    comments: Iterable<Comment>,
    levels = 5,
    notes: ReadonlyMap<string, string> = new Map(),
    order: Order = 'oldest',
  ): readonly Branch<string>[] {
    this.#branches.update(byId(comments), order, levels, notes);
    return this.#branches.top;
  }
}

const arrange = (comments: Iterable<Comment>, levels: number): readonly Branch<string>[] =>
  new Arranger().arrange(comments, levels);

/** All branches with the level of the list each stands in, from 1, as the page has them. */
const flatten = (branches: readonly Branch<string>[]): { branch: Branch<string>; level: number }[] => {
  const passed: { branch: Branch<string>; level: number }[] = [];
  const pending = branches.map((branch) => ({ branch, level: 1 })).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    passed.push(next);
    const { branch, level } = next;
    pending.push(...branch.replies.map((reply) => ({ branch: reply, level: level + 1 })).reverse());
  }
  return passed;
};

const drawn = (branches: readonly Branch<string>[]): string =>
  branches
    .map(({ comment, answers, replies }) => {
      const name = answers ? `${comment.id}→${answers.id}` : comment.id;
      return replies.length ? `${name}(${drawn(replies)})` : name;
    })
    .join(' ');

describe('branches', () => {
  const comments = makeOutline('1', '1.1', '1.1.1', '1.1.1.1', '1.1.2', '1.2', '2');

  it('nest down to a level; deeper replies follow there in the order of reading and name whom they answer', () => {
    assert.equal(drawn(arrange(comments, 5)), '1(1.1(1.1.1(1.1.1.1) 1.1.2) 1.2) 2');
    assert.equal(drawn(arrange(comments, 3)), '1(1.1(1.1.1 1.1.1.1→1.1.1 1.1.2) 1.2) 2');
    assert.equal(drawn(arrange(comments, 2)), '1(1.1 1.1.1→1.1 1.1.1.1→1.1.1 1.1.2→1.1 1.2) 2');
    assert.equal(drawn(arrange(comments, 1)), '1 1.1→1 1.1.1→1.1 1.1.1.1→1.1.1 1.1.2→1.1 1.2→1 2');
  });

  it('count what hangs on them', () => {
    assert.deepEqual(
      flatten(arrange(comments, 2)).map(({ branch }) => [branch.comment.id, branch.size]),
      [
        ['1', 5],
        ['1.1', 0],
        ['1.1.1', 0],
        ['1.1.1.1', 0],
        ['1.1.2', 0],
        ['1.2', 0],
        ['2', 0],
      ],
    );
  });

  it('carry the notes of their comments', () => {
    const [first] = new Arranger().arrange(comments, 5, new Map([['1.1', 'collapsed']]));
    assert.equal(first?.note, undefined);
    assert.equal(first?.replies[0]?.note, 'collapsed');
  });

  describe('that did not change are the very same objects', () => {
    it('when nothing changed, though the list and the map are new', () => {
      const arranger = new Arranger();
      const before = arranger.arrange(comments);
      const after = arranger.arrange([...comments].reverse());
      assert.equal(after.length, before.length);
      after.forEach((branch, i) => assert.equal(branch, before[i]));
    });

    it('when the order changes, and so is the list itself when nothing does', () => {
      const arranger = new Arranger();
      const [first, second] = arranger.arrange(comments);
      const turned = arranger.arrange(comments, 5, new Map(), 'newest');
      assert.deepEqual([...turned], [second, first]);
      assert.equal(arranger.arrange(comments, 5, new Map(), 'newest'), turned);
    });

    it('when a reply is added elsewhere; those above it are new', () => {
      const arranger = new Arranger();
      const [first, second] = arranger.arrange(comments);
      const [grown, same] = arranger.arrange([...comments, ...makeOutline('1.1.3')]);
      assert.equal(same, second);
      assert.notEqual(grown, first);
      assert.notEqual(grown?.replies[0], first?.replies[0]);
      assert.equal(grown?.replies[1], first?.replies[1]);
      assert.equal(grown?.replies[0]?.replies[0], first?.replies[0]?.replies[0]);
    });

    it('when a note or a comment changes elsewhere', () => {
      const arranger = new Arranger();
      const [first, second] = arranger.arrange(comments);
      const [noted, same] = arranger.arrange(comments, 5, new Map([['1.2', 'marked']]));
      assert.notEqual(noted, first);
      assert.equal(noted?.replies[0], first?.replies[0]);
      assert.equal(same, second);
      const liked = comments.map((each) => (each.id === '2' ? { ...each, likes: 1 } : each));
      const [still, changed] = arranger.arrange(liked, 5, new Map([['1.2', 'marked']]));
      assert.equal(still, noted);
      assert.notEqual(changed, second);
    });

    it('but not where the one whom they name was edited, nor where they begin or cease to name somebody', () => {
      const arranger = new Arranger();
      const [, , deepest] = arranger.arrange(comments, 2)[0]!.replies;
      const edited = comments.map((each) => (each.id === '1.1.1' ? { ...each, author: { name: 'Ada' } } : each));
      const [, , renamed] = arranger.arrange(edited, 2)[0]!.replies;
      assert.equal(deepest?.comment.id, '1.1.1.1');
      assert.equal(renamed?.comment, deepest.comment);
      assert.equal(renamed.answers?.author?.name, 'Ada');
      const nested = arranger.arrange(edited, 5)[0]!.replies[0]!.replies[0]!.replies[0];
      assert.equal(nested?.comment, deepest.comment);
      assert.equal(nested.answers, null);
    });

    it('again after a comment was gone and came back', () => {
      const arranger = new Arranger();
      arranger.arrange(comments);
      arranger.arrange(comments.slice(0, -1));
      assert.equal(drawn(arranger.arrange(comments)), drawn(arrange(comments, 5)));
    });
  });

  it('never nest deeper than asked, and hold every comment of the tree once, whatever the tree', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });
    checked(
      fc.property(parents, fc.integer({ min: 1, max: 8 }), (numbers, levels) => {
        const list = numbers.map((n, i) => makeComment(`${i}`, { parent: i && n % 4 ? `${n % i}` : null, created: i }));
        const flat = flatten(arrange(list, levels));
        assert.deepEqual(flat.map(({ branch }) => branch.comment.id).sort(), list.map(({ id }) => id).sort());
        for (const { branch, level } of flat) {
          assert.ok(level <= levels, 'no deeper than asked');
          assert.equal(branch.size, flatten(branch.replies).length);
          if (branch.answers) assert.equal(branch.answers.id, branch.comment.parent);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('stand 100,000 levels', () => {
    const flat = flatten(arrange(makeChain(100_000), 5));
    assert.equal(flat.length, 100_000);
    assert.equal(Math.max(...flat.slice(0, 1000).map(({ level }) => level)), 5);
    assert.equal(flat.at(-1)?.branch.answers?.id, 'chain-99998');
  });

  it('are after any changes what they would be if they were made anew', () => {
    const ids = 'abcdefgh'.split('');
    const about = fc.record({
      parent: fc.option(fc.constantFrom(...ids, 'unknown')),
      kind: fc.constantFrom('comment', 'comment', 'comment', 'pingback'),
      status: fc.constantFrom('published', 'published', 'deleted'),
      likes: fc.nat(3),
      number: fc.option(fc.integer({ min: 1, max: 1_000_000 }).map((first) => [first])),
      created: fc.integer({ min: 0, max: 1_000_000_000 }),
    });
    // No two are alike, since those stand in the order they came in.
    const apart = <About extends { number: number[] | null; created: number }>(about: About, at: number): About => ({
      ...about,
      number: about.number && [...about.number, at],
      created: about.created * ids.length + at,
    });
    const change = fc.tuple(fc.constantFrom(...ids), fc.option(about), fc.option(fc.constantFrom(...ids)));
    const order = fc.constantFrom<Order>('oldest', 'newest', 'popular');
    const step = fc.tuple(fc.array(change, { minLength: 1, maxLength: 6 }), order, fc.integer({ min: 1, max: 4 }));
    checked(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const grown = new Arranger();
        const comments = new Map<string, Comment>();
        const notes = new Map<string, string>();
        for (const [changes, order, levels] of steps) {
          for (const [id, about, noted] of changes) {
            if (about) comments.set(id, makeComment(id, apart(about, ids.indexOf(id))));
            else comments.delete(id);
            if (noted !== null && !notes.delete(noted)) notes.set(noted, `of ${noted}`);
          }
          const anew = new Arranger().arrange(comments.values(), levels, notes, order);
          assert.deepEqual(grown.arrange(comments.values(), levels, new Map(notes), order), anew);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('read as many comments for one that changes among ten thousand as among a thousand', () => {
    const readsOf = (size: number): number => {
      let reads = 0;
      const count = (comment: Comment): Comment =>
        new Proxy(comment, {
          get: (target, name, receiver) => (reads++, Reflect.get(target, name, receiver) as unknown),
        });
      const comments = makeChain(size).map((comment, i) =>
        count({ ...comment, parent: i % 7 ? `chain-${i - (i % 7)}` : null }),
      );
      const known = byId(comments);
      const branches = new Branches();
      branches.update(known, 'oldest', 5, new Map());
      const liked = count({ ...comments[10]!, likes: 1 });
      const changed = new Map([...known].map(([id, comment], i) => [id, i === 10 ? liked : comment] as const));
      reads = 0;
      branches.update(changed, 'oldest', 5, new Map());
      // One look each at whether it is the same, which the kind alone of those already placed takes.
      return reads - size;
    };
    assert.ok(readsOf(10_000) < 1000, `${readsOf(10_000)} reads`);
  });

  it('can be taken from the beginning, as many comments as asked for', () => {
    const branches = arrange(comments, 5);
    const taken = [0, 1, 2, 4, 6, 7, 100].map((count) => drawn(firstOf(branches, count)));
    assert.deepEqual(taken, [
      '',
      '1',
      '1(1.1)',
      '1(1.1(1.1.1(1.1.1.1)))',
      '1(1.1(1.1.1(1.1.1.1) 1.1.2) 1.2)',
      '1(1.1(1.1.1(1.1.1.1) 1.1.2) 1.2) 2',
      '1(1.1(1.1.1(1.1.1.1) 1.1.2) 1.2) 2',
    ]);
    assert.equal(firstOf(branches, 6)[0], branches[0]);
    assert.equal(firstOf(branches, 2)[0]?.size, 5);
  });
});
