import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import { html, render } from 'lit/html.js';
import type { Branch } from '../../src/model/branches.ts';
import { rows } from '../../src/view/rows.ts';
import type { CommentNote, ViewContext } from '../../src/view/view-context.ts';
import { checked } from '../support/checked.ts';
import { makeComment } from '../support/comments.ts';

type Shown = Branch<CommentNote>;

const context = {} as ViewContext;
const comments = new Map(Array.from({ length: 700 }, (_, at) => [at, makeComment(`c${String(at)}`)]));

/** Branches that are the same objects as long as their versions are. */
const makeBranches = () => {
  const made = new Map<string, Shown>();
  return (at: number, version: number): Shown => {
    const key = `${String(at)}/${String(version)}`;
    const branch = made.get(key) ?? {
      comment: comments.get(at)!,
      answers: null,
      replies: [],
      size: 0,
      note: undefined,
    };
    made.set(key, branch);
    return branch;
  };
};

/** A list in the page, and the ids whose items were rendered since the last look. */
const open = () => {
  const place = document.body.appendChild(document.createElement('div'));
  const rendered: string[] = [];
  const template = ({ comment: { id } }: Shown): unknown => {
    rendered.push(id);
    return html`<article tabindex="-1">${id}</article>`;
  };
  const show = (branches: readonly Shown[]): string[] => {
    rendered.length = 0;
    // As in the thread: a list without items is no list.
    render(
      branches.length ? html`<div class="list" role="list" ${rows(branches, context, template)}></div>` : null,
      place,
    );
    return [...rendered];
  };
  const chunks = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>('.list > div > ol')];
  const boxes = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>('.list > div')];
  return { place, show, boxes, chunks, items: () => [...place.querySelectorAll('[part=item]')] };
};

const steps = fc.array(
  fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 1 })), {
    selector: ([at]) => at,
    maxLength: 60,
  }),
  { minLength: 1, maxLength: 6 },
);

describe('a list of comments', () => {
  it('shows what it is given, in its order, and each comment stays with its item', () => {
    checked(
      fc.property(steps, (lists) => {
        const branchOf = makeBranches();
        const { place, show, boxes, chunks, items } = open();
        let before: readonly Shown[] = [];
        for (const list of lists) {
          const branches = list.map(([at, version]) => branchOf(at, version));
          const known = new Map(before.map(({ comment }, at) => [comment.id, items()[at]!]));
          const rendered = show(branches);
          const ids = branches.map(({ comment }) => comment.id);
          assert.deepEqual(
            items().map(({ textContent }) => textContent),
            ids,
          );
          if (branches.length)
            for (const [at, id] of ids.entries()) assert.equal(known.get(id) ?? items()[at], items()[at]);
          assert.sameMembers(
            rendered,
            branches.filter((branch) => !before.includes(branch)).map(({ comment }) => comment.id),
          );
          for (const holder of [...boxes(), ...chunks()])
            assert.equal(
              holder.style.containIntrinsicBlockSize,
              `auto ${holder.querySelectorAll('[part=item]').length * 12}em`,
            );
          assert.notInclude(
            chunks().map(({ childElementCount }) => childElementCount),
            0,
          );
          before = branches;
        }
        place.remove();
      }),
    );
  });

  it('has chunks of twenty, which know how many comments to expect', () => {
    const branchOf = makeBranches();
    const { place, show, chunks } = open();
    const all = Array.from({ length: 45 }, (_, at) => branchOf(at, 0));
    show(all.slice(0, 7));
    show(all);
    assert.deepEqual(
      chunks().map(({ childElementCount }) => childElementCount),
      [20, 20, 5],
    );
    for (const chunk of chunks())
      assert.equal(chunk.style.containIntrinsicBlockSize, `auto ${chunk.childElementCount * 12}em`);
    place.remove();
  });

  it('has boxes of twenty chunks, so that a browser need not look at each chunk that it skips', () => {
    const branchOf = makeBranches();
    const { place, show, boxes } = open();
    const all = Array.from({ length: 700 }, (_, at) => branchOf(at, 0));
    show(all.slice(0, 410));
    show(all);
    assert.deepEqual(
      boxes().map(({ childElementCount }) => childElementCount),
      [20, 15],
    );
    assert.deepEqual(
      boxes().map(({ style }) => style.containIntrinsicBlockSize),
      [400, 300].map((comments) => `auto ${comments * 12}em`),
    );
    show(all.slice(0, 100));
    assert.lengthOf(boxes(), 1, 'an empty box goes');
    place.remove();
  });

  it('makes a new chunk for what comes before a full one, and none for what comes into its middle', () => {
    const branchOf = makeBranches();
    const { place, show, chunks } = open();
    const all = Array.from({ length: 30 }, (_, at) => branchOf(at, 0));
    show(all.slice(10, 30));
    show([...all.slice(0, 3), ...all.slice(10, 15), ...all.slice(5, 10), ...all.slice(15, 30)]);
    assert.deepEqual(
      chunks().map(({ childElementCount }) => childElementCount),
      [3, 25],
    );
    show(all.slice(10, 30));
    assert.lengthOf(chunks(), 1, 'an empty chunk goes');
    place.remove();
  });

  it('leaves the keyboard where it is while others come and go around it', () => {
    const branchOf = makeBranches();
    const { place, show, items } = open();
    const all = Array.from({ length: 30 }, (_, at) => branchOf(at, 0));
    show(all.slice(5, 25));
    const focused = items()[8]!.querySelector('article')!;
    focused.focus();
    for (const shown of [all, all.slice(13), all.slice(0, 14), [...all.slice(0, 14), ...all.slice(20)]]) {
      show(shown);
      assert.equal(document.activeElement, focused);
    }
    place.remove();
  });
});
