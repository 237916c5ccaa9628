/**
 * Renders a long list in pieces: the first screen at once, the rest in slices between frames, each as large as the
 * last one shows that a frame can bear. What is shown stays shown; what arrives later comes in the same way, wherever
 * it belongs, so that neither a page of a thousand comments nor a leap to the last of them holds up the reader.
 */
import type { ReactiveController } from 'lit';
import { firstOf, type Branch } from '../model/branches.ts';
import type { CommentNote } from '../view/view-context.ts';
import type { ThreadHost } from './conversation-context.ts';
import { leastHeight } from './first-screen.ts';
import { holdPlace } from './reading-place.ts';

/** Milliseconds one slice may take: about a frame, since each frame has its own price in a long list. */
const budget = 16;
/** Comments of a slice, at least and at most, whatever the machine. */
const smallest = 5;
const largest = 500;
/** As many as need no slice of their own: what comes into a list that has been shown to its end, or stands around a target. */
const few = 20;

type Branches = readonly Branch<CommentNote>[];

/** Where a comment stands in the order of reading, from 1; 0 where it does not. */
const findPlace = (branches: Branches, id: string): number => {
  const pending = [...branches].reverse();
  let place = 0;
  for (let branch = pending.pop(); branch; branch = pending.pop()) {
    place += 1;
    if (branch.comment.id === id) return place;
    for (let i = branch.replies.length - 1; i >= 0; i--) pending.push(branch.replies[i]!);
  }
  return 0;
};

/** The list of one thread, as much of it as is shown yet. */
export class SlicesController implements ReactiveController {
  readonly #host: ThreadHost;
  /** As many comments as fill the screen, however little they say. */
  readonly #first = Math.ceil(screen.height / leastHeight);
  /** Comments of the next slice. */
  #size = smallest;
  /** How many comments may be added by the next update, and how many the last one added. */
  #allowance = this.#first;
  #added = 0;
  #branches: Branches = [];
  #taken: Branches = [];
  /** How many comments are shown of each at the top level, itself included, in the order of reading. */
  readonly #counts = new Map<string, number>();
  /** The comment that a reader is on the way to. */
  #target: string | null = null;
  #isWaiting = false;
  #isComplete = false;
  #started = 0;
  #cancel: (() => void) | undefined;

  constructor(host: ThreadHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether the list is rendered to its end, or was once: then later comments come in between. */
  get isComplete(): boolean {
    return this.#isComplete || !this.#branches.length;
  }

  /** What to render now; the rest follows by itself. */
  take(branches: Branches): Branches {
    this.#added = 0;
    if (branches === this.#branches && !this.#isWaiting) return this.#taken;
    this.#branches = branches;
    const counts = this.#counts;
    const taken: Branch<CommentNote>[] = [];
    let allowance = this.#allowance;
    let near = 0;
    let isInserting = false;
    this.#isWaiting = false;
    for (const branch of branches) {
      const { id } = branch.comment;
      const all = branch.size + 1;
      const known = counts.get(id) ?? 0;
      const shown = Math.min(all, known);
      isInserting ||= shown > 0 && this.#added > 0;
      const place = this.#target === null ? 0 : findPlace([branch], this.#target);
      if (place) near = place + few;
      const count = Math.min(all, Math.max(shown + allowance, near));
      near = Math.max(0, near - count);
      this.#added += count - shown;
      allowance = Math.max(0, allowance - count + shown);
      this.#isWaiting ||= count < all;
      if (count !== known) counts.set(id, count);
      if (count === all) taken.push(branch);
      else taken.push(...firstOf([branch], count));
    }
    if (isInserting) holdPlace(this.#host);
    this.#taken = taken;
    this.#isComplete ||= !this.#isWaiting && branches.length > 0;
    this.#allowance = this.#isWaiting ? 0 : few;
    this.#target = null;
    return taken;
  }

  /** Renders a comment in the next update, wherever it stands, with what follows on its screen; null is the end of the list. */
  reach(id: string | null): void {
    if (id === null) this.#isComplete = true;
    else this.#target = id;
    this.#host.requestUpdate();
  }

  /** Begins again with the first screen, in another order. */
  reorder(): void {
    this.#allowance = this.#first;
    this.#counts.clear();
    this.#isWaiting = true;
  }

  /** Begins again for another thread. */
  reset(): void {
    this.reorder();
    this.#isComplete = false;
  }

  hostUpdate(): void {
    this.#started = performance.now();
  }

  hostUpdated(): void {
    if (!this.#isWaiting || this.#cancel) return;
    if (this.#added) {
      const bearable = (this.#added * budget) / Math.max(performance.now() - this.#started, 0.5);
      this.#size = Math.round(Math.min(Math.max(bearable, smallest), largest));
    }
    this.#cancel = afterFrame(() => {
      this.#cancel = undefined;
      this.#allowance = this.#size;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  hostConnected(): void {
    if (this.#isWaiting) this.#host.requestUpdate();
  }
}

/** A hidden page has no frames; its list is completed all the same. */
const afterFrame = (work: () => void): (() => void) => {
  if (document.hidden) {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(work);
  return () => cancelAnimationFrame(frame);
};
