/**
 * Holds the outbox to its promises. It judges by words, each the only one of its kind, never by ids: whatever a
 * reader was told is kept must be at the endpoint in the end, once, unless the reader gave it up.
 */
import type { Draft, Receipt } from '../../../src/drafts/draft.ts';
import type { CommentThreadError } from '../../../src/errors.ts';
import { Conduct } from './conduct.ts';
import type { Commit } from './disk.ts';
import { textOf, wordsOf, type Form } from './form.ts';
import type { Witness } from './network.ts';
import { callFor, short, type Call, type Past } from './past.ts';
import type { Schedule } from './schedule.ts';
import type { Actor } from './actor.ts';
import type { Answer, Ask } from './wire.ts';
import type { Place } from './place.ts';

interface Told {
  readonly form: Form | null;
  /** The comment that an edit was of. */
  readonly edited: string | null;
  readonly since: number;
}

/** Milliseconds: what an outbox adds at most to the pause it is asked for, and how late a timer may come. */
const SLACK = 5 * 60_000 + 60_000;

export class Judge implements Witness<Actor> {
  readonly problems: string[] = [];
  readonly calls = new Set<Call>();
  readonly conduct: Conduct;
  forks = 0;
  readonly #place: Place;
  readonly #isFaulty: boolean;
  readonly #history: Past[] = [];
  readonly #told = new Map<string, Told>();
  readonly #givenUp = new Set<string>();
  /** What the endpoint has said it has, by draft. */
  readonly #posted = new Map<string, readonly string[]>();
  /** How many more than one comment a word may be in, since it went on in two forms. */
  readonly #copies = new Map<string, number>();

  constructor(place: Place, { rates, actions }: Schedule) {
    this.#place = place;
    this.#isFaulty = rates.storage > 0 || actions.some(({ deed }) => deed === 'freeze' || deed === 'strand');
    this.conduct = new Conduct(place, (problem) => this.complain(problem));
  }

  complain(problem: string): void {
    this.#place.note(null, () => `PROBLEM: ${problem}`);
    this.problems.push(problem);
  }

  reported(tab: Actor, error: CommentThreadError): void {
    this.#place.note(tab, () => `reports ${error.code}: ${error.message}`);
    // Failing disks are told to the developer, and threads that could not be read back.
    const isFair = error.code === 'storage' ? this.#isFaulty : !this.#place.isKeyed;
    if (!isFair) this.complain(`reported ${error.code}: ${error.message}`);
  }

  /** How much of the history there was when a draft was as it is here. */
  since({ id, version }: Draft): number {
    if (!version) return this.#history.length;
    return this.#history.findLastIndex((past) => past.id === id && past.after?.version === version) + 1;
  }

  /** The reader was told that these words are kept. */
  told(words: readonly string[], form: Form | null, draft = form?.session.draft): void {
    const edited = draft?.edit ? draft.id : null;
    for (const word of wordsOf(words.join(' '))) {
      // A page that was frozen tells late: what others have done since is newer all the same.
      this.#told.set(word, { form, edited, since: form?.since ?? this.#history.length });
    }
  }

  /** The reader took them out of a form. */
  renounced(words: readonly string[]): void {
    for (const word of words) this.#givenUp.add(word);
  }

  /** Whether the outbox has heard that a draft was posted, and its answers must find their way. */
  hasPosted(id: string): boolean {
    return this.#posted.has(id) && !this.#place.hasJumped;
  }

  committed(tab: Actor, { key, before, after }: Commit): void {
    // Follows its draft's own change. What was given up leaves a receipt too, though nobody has posted it.
    if (key.startsWith('receipt:') && after && !this.#history.at(-1)?.call) {
      const { id, text } = after as Receipt;
      this.#posted.set(id, wordsOf(text));
    }
    if (!key.startsWith('draft:') || (!before && !after)) return;
    const [was, is] = [before, after] as [Draft?, Draft?];
    const { id } = (is ?? was)!;
    // What moderation has not kept is the reader's again.
    if (was?.state === 'held' && is?.state === 'refused') this.#posted.delete(id);
    const call = callFor(this.calls, tab, id, was, is);
    if (call?.form && call.form.id !== id && !was) this.#fork(call.form);
    const past = { id, before: was, after: is, call };
    this.#history.push(past);
    if (call?.form) Object.assign(call.form, { id, since: this.#history.length });
    this.#place.note(tab, () => {
      const { text, revision, version } = (is ?? was)!;
      const why = call ? ` at the reader's ${call.what}` : '';
      const states = `${was?.state ?? 'new'} → ${is?.state ?? 'gone'}`;
      return `${short(id)} ${states}${why}, revision ${revision}, version ${version}: ${text}`;
    });
    this.conduct.changed(tab, past);
    const isGivenUp = was && (!is || (was.held && is.state === 'held' && was.state !== 'sending'));
    if (call && isGivenUp) this.#giveUp(tab, was, call);
    else if (call && is) for (const word of wordsOf(is.text)) this.#givenUp.delete(word);
  }

  left(tab: Actor, ask: Ask): void {
    const id = this.#draftOf(ask);
    this.#place.note(tab, () => `${ask.method} ${ask.path.slice(-40)} ${id ? String(ask.body?.['text']) : ''}`);
    const parent = ask.body?.['parent'] as string | null;
    if (id !== null) this.conduct.left(tab, id, ask, parent !== null && this.hasPosted(parent));
  }

  answered(tab: Actor, ask: Ask, answer: Answer): void {
    const id = this.#draftOf(ask);
    const { status, retryAfter } = answer;
    this.#place.note(tab, () => `answer ${status} to ${ask.path.slice(-40)}, Retry-After ${retryAfter ?? 'unsaid'}`);
    if (id !== null) this.conduct.answered(tab, id, ask, answer);
    else if (ask.method === 'GET') this.conduct.answeredFirst(tab, answer);
  }

  failed(tab: Actor, ask: Ask): void {
    this.conduct.failed(ask);
    this.#place.note(tab, () => `no answer to ${ask.method} ${ask.path.slice(-40)}`);
  }

  /** Two minutes after all was well: nothing of unknown fate is left without an answer or a word to the reader. */
  surfaced(drafts: readonly Draft[]): void {
    for (const { id, state, rest, parent } of drafts) {
      const isAsked = rest?.isAsked || this.conduct.isPaused(id, SLACK);
      const isWaiting = state === 'queued' && (isAsked || this.#place.disk.get(`draft:${parent}`));
      if ((state === 'sending' && !this.conduct.isUnderWay(id)) || (state === 'queued' && !isWaiting)) {
        this.complain(`${short(id)} is ${state} two minutes after all was well`);
      }
    }
  }

  /** A draft is unconfirmed although it has been looked for: then its words are not in the thread for all to see. */
  sought(id: string): void {
    const draft = this.#place.disk.get(`draft:${id}`) as Draft;
    for (const { origin, isHeld, text, parent, id: comment } of this.#place.endpoint.comments.values()) {
      if (origin !== id || isHeld || text !== draft.text || parent !== draft.parent) continue;
      if (!draft.seen?.includes(comment)) this.complain(`${short(id)} is in the thread, and was not found`);
    }
  }

  /** When all is well and everybody has had their time. */
  conclude(): void {
    const { endpoint, drafts, isKeyed } = this.#place;
    for (const { tab, what } of this.calls) {
      if (!tab.isDead) this.complain(`the reader's ${what} was never answered`);
    }
    this.problems.push(...endpoint.problems);
    for (const { id, state } of drafts) {
      if (isKeyed || state !== 'held') this.complain(`${short(id)} is ${state} for ever`);
    }
    const counts = new Map<string, number>();
    for (const { origin, text } of endpoint.comments.values()) {
      if (origin) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const stored = new Set(drafts.flatMap(({ text }) => wordsOf(text)));
    for (const word of this.#told.keys()) {
      const isThere = counts.has(word) || (!isKeyed && stored.has(word));
      if (!isThere && !this.#givenUp.has(word) && !this.#isOverwritten(word)) this.complain(`${word} is lost`);
    }
    for (const [word, count] of counts) {
      if (isKeyed && count > 1 + (this.#copies.get(word) ?? 0)) this.complain(`${word} is there ${count} times`);
    }
  }

  /** A form's words go on under an id of their own: in another form they may be there too, if they had to go. */
  #fork(form: Form): void {
    const past = this.#history.slice(form.since).filter((entry) => entry.id === form.id);
    const others = past.filter(({ call }) => call && call.form !== form);
    const last = [...past].reverse().find(({ before, after }) => (after ?? before)?.text);
    const known = wordsOf((last?.after ?? last?.before)?.text ?? '');
    const isGone = others.some(({ after, call }) => !after && call?.what !== 'post');
    if (!others.length || (!isGone && known.join() === wordsOf(textOf(form)).join())) return;
    this.forks++;
    for (const word of wordsOf(textOf(form))) this.#copies.set(word, (this.#copies.get(word) ?? 0) + 1);
  }

  #draftOf({ method, path, body }: Ask): string | null {
    if (method !== 'PUT') return null;
    return this.#place.isKeyed ? decodeURIComponent(path.replace('/comments/', '')) : String(body?.['draft']);
  }

  #giveUp(tab: Actor, { id, text }: Draft, { what }: Call): void {
    const posted = this.#posted.get(id);
    for (const word of wordsOf(text)) if (!posted?.includes(word)) this.#givenUp.add(word);
    if (what === 'discard' && !this.#isFaulty && this.#place.lockKind === 'there') this.conduct.givenUp(tab, id);
  }

  /** The same comment's last edit is the one that counts. */
  #isOverwritten(word: string): boolean {
    const { edited, form, since } = this.#told.get(word)!;
    if (edited === null) return false;
    const later = this.#history.slice(since).filter(({ id, after }) => id === edited && after?.edit);
    return later.some(({ call }) => call?.form && call.form !== form);
  }
}
