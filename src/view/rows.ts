/**
 * A list whose items stay with the comments they show, and that looks only at comments that changed: of ten thousand
 * items, those that are the same as before cost one comparison each. Lit's own `repeat` and `guard` do the same for any
 * list, at four times the bytes and with five more nodes for every item.
 *
 * Items stand in chunks, and chunks in boxes: a browser that skips what is out of sight looks at every box it may skip in
 * each frame, but at none inside of one that it skips, so that few large ones cost less than many small ones; and it lays
 * out a whole one when it comes near, so that none at the inside may be large.
 */
import { noChange, render } from 'lit/html.js';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { Branch as AnyBranch } from '../model/branches.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

type Branch = AnyBranch<CommentNote>;
type Branches = readonly Branch[];

/** Makes what stands in the item of a branch. */
type RowTemplate = (branch: Branch, context: ViewContext) => unknown;

/** Comments of a chunk and of a box: more come only where there is no other place for them. */
const most = { ol: 20, div: 400 };

/** How high a comment is that nobody has seen yet, about, in em. */
const height = 12;

const make = (name: 'li' | keyof typeof most, attributes: { role: string; part?: string }): HTMLElement =>
  Object.assign(document.createElement(name), attributes);

/** How many comments each item holds. */
const sizes = new WeakMap<Element, number>();

const countComments = (node: Element): number =>
  sizes.get(node) ?? [...node.children].reduce((count, child) => count + countComments(child), 0);

/** Puts a node behind another one, or first. */
const insert = (node: Element, previous: Element | null | undefined, parent: Element): void => {
  parent.insertBefore(node, previous ? previous.nextSibling : parent.firstChild);
};

/** Puts an item behind another one, or first, into a chunk that has room for it; and a new chunk likewise into a box. */
const place = (
  node: Element,
  previous: Element | null | undefined,
  list: Element,
  name: keyof typeof most = 'ol',
): void => {
  const near = previous ? previous.parentElement : list.querySelector(name);
  const hasRoom = near && (previous?.nextSibling || countComments(near) < most[name]);
  const holder = hasRoom ? near : make(name, { role: 'none' });
  insert(node, previous, holder);
  if (hasRoom) return;
  if (name === 'ol') place(holder, previous && near, list, 'div');
  else insert(holder, previous && near, list);
};

/** What nodes stand in: of items the chunks, of chunks the boxes. */
const holdersOf = (nodes: readonly Element[]): HTMLElement[] => nodes.map(({ parentElement }) => parentElement!);

class Rows extends Directive {
  #branches: Branches = [];
  #items: HTMLElement[] = [];
  #context: ViewContext | undefined;

  render(...[]: [branches: Branches, context: ViewContext, template: RowTemplate]): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [branches, context, template]: Parameters<this['render']>): unknown {
    const before = this.#branches;
    const items = this.#items;
    const isSame = context === this.#context;
    const shift = before.length - branches.length;
    let start = 0;
    let end = branches.length;
    if (isSame) {
      while (start < end && before[start] === branches[start]) start += 1;
      while (start < end && end + shift > start && before[end - 1 + shift] === branches[end - 1]) end -= 1;
    }
    const chunks = holdersOf(items.slice(start, end + shift));
    const known = new Map<string, number>();
    for (let i = start; i < end + shift; i += 1) known.set(before[i]!.comment.id, i);
    const changed: HTMLElement[] = [];
    let previous = items[start - 1];
    let last = -1;
    for (const branch of branches.slice(start, end)) {
      const { id } = branch.comment;
      const index = known.get(id) ?? -1;
      const item = items[index] ?? make('li', { role: 'listitem', part: 'item' });
      known.delete(id);
      if (!isSame || branch !== before[index]) render(template(branch, context), item);
      sizes.set(item, branch.size + 1);
      // Moving an item would take the keyboard from it.
      if (index > last) last = index;
      else place(item, previous, element);
      changed.push((previous = item));
    }
    for (const index of known.values()) items[index]!.remove();
    const all = [...chunks, ...holdersOf(changed)];
    for (const holder of new Set([...all, ...holdersOf(all)])) {
      const count = countComments(holder);
      if (count) holder.style.containIntrinsicBlockSize = `auto ${count * height}em`;
      else holder.remove();
    }
    this.#items = [...items.slice(0, start), ...changed, ...items.slice(end + shift)];
    this.#branches = branches;
    this.#context = context;
    return noChange;
  }
}

/** Fills the element it stands in, which has the role of a list, with an item for each branch. */
export const rows = directive(Rows);
