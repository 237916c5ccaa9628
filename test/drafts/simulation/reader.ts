/** What a reader does in the tabs, as the forms and the outbox panel of the element let them. */
import type { Draft } from '../../../src/drafts/draft.ts';
import { isCommentThreadError } from '../../../src/errors.ts';
import { DraftSession } from '../../../src/store/draft-session.ts';
import { isSubmitted } from '../../../src/store/own-comments.ts';
import { textOf, wordsOf, type Form } from './form.ts';
import type { Call } from './past.ts';
import type { Tab } from './tab.ts';
import { endpointUrl } from './wire.ts';
import type { World } from './world.ts';

const GUEST = { name: 'Guest' };
/** Words that come out of a backend otherwise than they went in. */
const ADORNED = ['**so**', 'a < b', 'R&D', ':-)', 'naïve'];

export class Reader {
  readonly #world: World;
  #words = 0;
  #given: Draft[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Opens a form, with the words that were begun there if there are any. */
  open(tab: Tab, parent: string | null): Form {
    const writer = tab.viewer;
    const posting = [...this.#world.judge.calls].filter((call) => call.tab === tab && call.what === 'post');
    const begun = this.#world.drafts.find(
      (draft) =>
        draft.parent === parent &&
        draft.writer === writer &&
        !draft.edit &&
        !isSubmitted(draft) &&
        !posting.some(({ form }) => form?.session.draft.id === draft.id),
    );
    return this.#form(tab, begun ?? tab.drafts.create({ endpoint: endpointUrl, thread: '/a', parent, writer }));
  }

  /** Adds a word to what is open, or begins. */
  type(tab: Tab): Form {
    const form = (tab.form ??= this.open(tab, null));
    const word = `w${++this.#words}e`;
    this.#world.judge.conduct.typed(word, form.session.draft.writer);
    form.words = [...form.words, ...(this.#words % 3 ? [] : [ADORNED[this.#words % ADORNED.length]!]), word];
    return form;
  }

  save(tab: Tab, form: Form): void {
    const { words } = form;
    this.#call({ tab, what: 'save', id: null, form, text: textOf(form) }, async () => {
      await form.session.save(textOf(form), form.author);
      this.#world.judge.told(words, form);
    });
  }

  /** Leaves the form without a word, as it is left by one who changed their mind. */
  clear(tab: Tab): void {
    const { form } = tab;
    if (!form) return;
    tab.form = null;
    this.#call({ tab, what: 'save', id: null, form, text: '' }, async () => {
      await form.session.save('', form.author);
      this.#world.judge.renounced(form.words);
    });
  }

  /** Hands the words over; where that fails they stay in the form, unless it is closed at once. */
  post(tab: Tab, form: Form, mayStay = true): void {
    const { words } = form;
    if (!words.length) return;
    tab.form = null;
    this.#call({ tab, what: 'post', id: null, form, text: textOf(form) }, async () => {
      try {
        await form.session.submit(textOf(form), form.author, (current) => tab.outbox.post(current));
      } catch (error) {
        if (mayStay) tab.form ??= form;
        throw error;
      }
      this.#world.judge.told(words, form);
    });
  }

  /** Takes a draft, or a comment that was posted, back into a form, and posts it with a word more if `isWhole`. */
  edit(tab: Tab, which: number, isWhole: boolean): void {
    const { drafts, receipts, isKeyed } = this.#world;
    const own = drafts.filter(({ writer, state }) => writer === tab.viewer && (isKeyed || state !== 'held'));
    const ids = new Set(own.map(({ id }) => id));
    const posted = receipts.filter(({ id, writer }) => isKeyed && writer === tab.viewer && !ids.has(id));
    const place = which % (own.length + posted.length || 1);
    const goOn = (form: Form): void => {
      if (isWhole) this.#goOn(tab, form);
    };
    const draft = own[place];
    const receipt = posted[place - own.length];
    if (receipt) goOn(this.resume(tab, tab.drafts.createEdit(receipt)));
    else if (draft && !isSubmitted(draft)) goOn(this.resume(tab, draft));
    else if (draft) {
      this.#recall(tab, draft.id, goOn);
    }
  }

  /** Takes up a draft that waits for its reader. */
  resume(tab: Tab, draft: Draft): Form {
    return (tab.form = this.#form(tab, draft));
  }

  /** Takes a draft back, if it still waits, and posts it with a word more. */
  rewrite(tab: Tab, id: string): void {
    const draft = this.#world.drafts.find((each) => each.id === id);
    if (draft && isSubmitted(draft) && draft.writer === tab.viewer)
      this.#recall(tab, id, (form) => this.#goOn(tab, form));
  }

  act(tab: Tab, what: 'retry' | 'check', id: string): void {
    this.#call({ tab, what, id, form: null, text: null }, () => tab.outbox[what](id));
  }

  discard(tab: Tab, draft: Draft): void {
    this.#call({ tab, what: 'discard', id: draft.id, form: null, text: null }, async () => {
      // As Writing.discard does.
      const given = await tab.drafts.get(draft.id);
      const { applied } = await tab.outbox.discard(draft.id);
      if (applied && given) this.#given.push(given);
    });
  }

  /** Wants back what was given up last. */
  undo(tab: Tab): void {
    const draft = this.#given.pop();
    if (!draft) return;
    this.#call({ tab, what: 'restore', id: draft.id, form: null, text: null }, async () => {
      const { applied } = await tab.outbox.restore(draft);
      if (applied) this.#world.judge.told(wordsOf(draft.text), null, draft);
    });
  }

  #recall(tab: Tab, id: string, goOn: (form: Form) => void): void {
    this.#call({ tab, what: 'recall', id, form: null, text: null }, async () => {
      const { draft } = await tab.outbox.recall(id);
      if (draft && !isSubmitted(draft)) goOn(this.resume(tab, draft));
    });
  }

  #goOn(tab: Tab, form: Form): void {
    this.type(tab);
    this.post(tab, form);
  }

  #form(tab: Tab, draft: Draft): Form {
    return {
      session: new DraftSession(draft, tab.drafts, (...words) => tab.outbox.save(...words)),
      author: draft.writer ? null : (draft.author ?? GUEST),
      words: draft.text ? draft.text.split(' ') : [],
      id: draft.id,
      since: this.#world.judge.since(draft),
    };
  }

  /** A call that its tab does not live to see answered says nothing. */
  #call(call: Call, work: () => Promise<unknown>): void {
    const { judge, note } = this.#world;
    note(call.tab, () => `the reader's ${call.what} ${call.id?.slice(-4) ?? (call.form ? textOf(call.form) : '')}`);
    judge.calls.add(call);
    work()
      .then(
        () => undefined,
        (error: unknown) => {
          note(call.tab, () => `the reader's ${call.what} failed: ${String(error)}`);
          if (!isCommentThreadError(error)) judge.complain(`the reader's ${call.what} failed: ${String(error)}`);
        },
      )
      .finally(() => judge.calls.delete(call));
  }
}
