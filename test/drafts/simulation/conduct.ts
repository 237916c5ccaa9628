/**
 * How an outbox may send: as the writer of the words, in their order, replies after what they answer, not before
 * `Retry-After`, and not twice of its own accord where copies cannot be told apart.
 */
import type { Draft } from '../../../src/drafts/draft.ts';
import { wordsOf } from './form.ts';
import { short, type Past } from './past.ts';
import type { Actor } from './actor.ts';
import type { Answer, Ask } from './wire.ts';
import type { Place } from './place.ts';

/** A pause that the endpoint asked for. */
interface Pause {
  readonly from: number;
  readonly until: number;
  /** Whom it asked. */
  readonly tab: Actor;
  /** Whether the record says so, for the other tabs to read. */
  isKept: boolean;
  /** How the clock was set then, for other tabs read the pause by it. */
  readonly skew: number;
  /** Whether another tab has changed the record since. */
  isTouched: boolean;
}

/** A draft on its way to the endpoint. */
interface Flight {
  readonly id: string;
  readonly tab: Actor;
  readonly at: number;
  /** Whether its tab was held up for so long that the draft had been taken from it when it left. */
  readonly isLate: boolean;
}

/** Milliseconds in which a tab surely still waits for its answer. */
const WAITING = 8500;

export class Conduct {
  sends = 0;
  readonly #place: Place;
  readonly #complain: (problem: string) => void;
  readonly #writers = new Map<string, string>();
  readonly #pauses = new Map<string, Pause>();
  /** The same, by the answer to something that was asked for the draft, or for another at the same time. */
  readonly #halts = new Map<string, Pick<Pause, 'tab' | 'until'>>();
  readonly #flying = new Map<Ask, Flight>();
  /** How often the outbox may send each draft, and has. */
  readonly #leave = new Map<string, { granted: number; sent: number }>();
  /** When each draft was posted. */
  readonly #queued = new Map<string, { readonly turn: number; readonly at: number }>();
  /** When each draft's record changed last, when the last one left that others may have waited for, and when each tab looked. */
  readonly #changed = new Map<string, number>();
  /** Which draft each tab took last to send it, and when. */
  readonly #claimed = new Map<Actor, { readonly id: string; readonly at: number }>();
  #freed = -1;
  readonly #listed = new Map<Actor, number>();
  #turns = 0;

  constructor(place: Place, complain: (problem: string) => void) {
    this.#place = place;
    this.#complain = complain;
  }

  /** A word is typed by somebody. */
  typed(word: string, writer: string): void {
    this.#writers.set(word, writer);
  }

  /** Where its drafts are listed, an outbox chooses what to send. */
  listed(tab: Actor): void {
    this.#listed.set(tab, this.#place.scheduler.now);
  }

  /** @param isParentPosted Whether the outbox has heard that the comment answered was posted. */
  left(tab: Actor, id: string, ask: Ask, isParentPosted: boolean): void {
    const { isKeyed, scheduler, disk } = this.#place;
    this.sends++;
    const isLate = (disk.get(`draft:${id}`) as Draft | undefined)?.state !== 'sending';
    this.#flying.set(ask, { id, tab, at: scheduler.now, isLate });
    const by = ask.authorization.replace('Bearer ', '');
    for (const word of wordsOf(String(ask.body?.['text']))) {
      if (this.#writers.get(word) !== by) this.#complain(`${word} was sent as ${by || 'a guest'}`);
    }
    if (isParentPosted && !isKeyed) this.#complain(`${short(id)} was sent under an id that the backend does not know`);
    const pause = this.#pauses.get(id);
    if (pause && pause.until > scheduler.now) {
      const isSet = pause.skew !== this.#place.clock() - scheduler.now;
      const isBound = isSet ? pause.tab === tab && !pause.isTouched : pause.tab === tab || pause.isKept;
      // A tab that was frozen on its way to the endpoint has not heard of it.
      const isLate = pause.tab !== tab && this.#claimed.get(tab)!.at < pause.from;
      if (isBound && !isLate) this.#complain(`${short(id)} was sent before Retry-After`);
    }
    const leave = this.#leaveOf(id);
    leave.sent++;
    if (!isKeyed && leave.sent > leave.granted) this.#complain(`${short(id)} was sent again by itself`);
  }

  answered(tab: Actor, id: string, ask: Ask, { status, retryAfter }: Answer): void {
    this.#flying.delete(ask);
    const isNo = (status >= 400 && status < 500) || (status === 503 && retryAfter !== undefined);
    if (isNo) this.#leaveOf(id).granted++;
    if (retryAfter === undefined) return;
    const { now } = this.#place.scheduler;
    const skew = this.#place.clock() - now;
    // A word of the reader's in another tab, which ends the pause, may not have reached this one.
    this.#halts.set(id, { tab, until: now + retryAfter * 1000 });
    this.#pauses.set(id, { from: now, until: now + retryAfter * 1000, tab, isKept: false, skew, isTouched: false });
  }

  /** The answer to what is asked before a draft is sent: who is signed in, or what the thread has already. */
  answeredFirst(tab: Actor, { retryAfter = 0 }: Answer): void {
    const { id } = this.#claimed.get(tab) ?? {};
    const until = this.#place.scheduler.now + retryAfter * 1000;
    if (id !== undefined && retryAfter) this.#halts.set(id, { tab, until });
  }

  /**
   * Whether a tab that lives was asked to wait with a draft, be it recorded or not.
   * @param slack Milliseconds that it may take longer.
   */
  isPaused(id: string, slack = 0): boolean {
    const since = this.#place.scheduler.now - slack;
    const pauses = [this.#pauses.get(id), this.#halts.get(id)];
    return pauses.some((pause) => pause && !pause.tab.isDead && pause.until > since);
  }

  /** Whether a draft was taken so lately that it may well be on its way. */
  isUnderWay(id: string): boolean {
    return this.#place.scheduler.now - this.#changed.get(id)! < WAITING;
  }

  failed(ask: Ask): void {
    this.#flying.delete(ask);
  }

  changed(tab: Actor, { id, before, after, call }: Past): void {
    const { now } = this.#place.scheduler;
    this.#changed.set(id, now);
    const pause = this.#pauses.get(id);
    // Another may have been asked for meanwhile, by the answer to who is signed in.
    if (pause && after?.rest?.isAsked && after.rest.until >= pause.until + pause.skew) pause.isKept = true;
    if (pause && pause.tab !== tab) pause.isTouched = true;
    // The reader's own word ends it.
    if (call && call.what !== 'check') this.#pauses.delete(id);
    const isAsked = after?.state === 'queued' && before?.state !== 'sending';
    if (isAsked && before?.state !== 'queued') this.#leaveOf(id).granted++;
    if (isAsked && call?.what === 'post') this.#queued.set(id, { turn: this.#turns++, at: now });
    if (before?.state === 'queued' && after?.state === 'sending') {
      this.#claimed.set(tab, { id, at: now });
      this.#checkTurn(tab, before);
    }
    if (after && after.state !== 'held') return;
    this.#queued.delete(id);
    this.#freed = now;
  }

  /** A draft was given up while nothing else was amiss: then it was not on its way. */
  givenUp(tab: Actor, id: string): void {
    for (const flight of this.#flying.values()) {
      const isOver = flight.tab.isDead || this.#place.scheduler.now - flight.at > WAITING;
      if (flight.id !== id || flight.isLate || isOver) continue;
      this.#complain(`${short(id)} was given up in ${tab.name} while it was on its way from ${flight.tab.name}`);
    }
  }

  #leaveOf(id: string): { granted: number; sent: number } {
    let leave = this.#leave.get(id);
    if (!leave) this.#leave.set(id, (leave = { granted: 0, sent: 0 }));
    return leave;
  }

  /** What was posted first is sent first, unless it has been tried already or must wait. */
  #checkTurn(tab: Actor, chosen: Draft): void {
    const { disk, drafts, lockKind } = this.#place;
    const listed = this.#listed.get(tab) ?? 0;
    const parent = disk.get(`draft:${chosen.parent ?? ''}`) as Draft | undefined;
    if (parent && !parent.edit && parent.state !== 'held' && this.#changed.get(parent.id)! < listed) {
      this.#complain(`${short(chosen.id)} was sent before its parent`);
    }
    const own = this.#queued.get(chosen.id);
    // Without locks the tabs send as they find time.
    if (!own || chosen.attempts || lockKind !== 'there' || this.#freed >= listed) return;
    for (const other of drafts) {
      const queued = this.#queued.get(other.id);
      const isReady = other.state === 'queued' && !other.attempts && other.writer === chosen.writer;
      if (!queued || !isReady || queued.turn > own.turn || queued.at >= listed) continue;
      if (drafts.some(({ id }) => id === other.parent) || this.isPaused(other.id)) continue;
      this.#complain(`${short(chosen.id)} was sent before ${short(other.id)}, which was posted first`);
    }
  }
}
