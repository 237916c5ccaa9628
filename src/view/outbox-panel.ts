/**
 * The reader's words that are not sent yet, listed at the head of the thread. Its buttons have names, not
 * `data-action`: the panel listens for itself, since only it is there when they are.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Draft, DraftError, DraftState } from '../drafts/draft.ts';
import type { LocaleMessages, WaitingFor } from '../i18n/messages.ts';
import { isOffline, wordsFor } from './own-actions.ts';

/** What a button of the panel does to its draft. */
export type OutboxAction = 'retry' | 'check' | 'edit' | 'discard' | 'undo';

/** One draft as the panel lists it. */
export interface UnsentView {
  readonly draft: Draft;
  /** Whom it answers; '' for nobody, or somebody unknown. */
  readonly answers: string;
  /** What stands in place of the draft's state while the reader's own action goes on, or where it has none. */
  readonly now: 'checking' | 'discarded' | 'discardFailed' | 'closed' | 'unplaced' | null;
  /** The form its words are in, where the page has no other place for it. */
  readonly composer: HTMLElement | null;
}

/** All that one rendering of the panel is made from. */
export interface OutboxView {
  readonly messages: LocaleMessages;
  readonly unsent: readonly UnsentView[];
  /** What is said of closing the page; null when it has been said. */
  readonly note: string | null;
}

/** As many of a draft's words as tell it from others; no emoji is cut in two. */
const excerptOf = ({ text }: Draft): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(.{79}).{2,}/u, '$1…');

/** What an unsent draft waits for: the network, until the tries of all that waits with it are looked at. */
export const waitingFor = ({ state }: Draft): WaitingFor =>
  state === 'waiting' ? 'signIn' : state === 'queued' || state === 'sending' ? 'network' : 'decision';

/** “3 replies waiting, will be sent when you are back online.”: a sentence for each thing drafts wait for; '' for none. */
export const summaryOf = (unsent: readonly UnsentView[], messages: LocaleMessages): string =>
  (['network', 'signIn', 'decision'] as const)
    .flatMap((what) => {
      const waiting = unsent.filter(({ draft, now }) => now !== 'discarded' && waitingFor(draft) === what);
      const areReplies = waiting.every(({ draft }) => draft.parent !== null && !draft.edit);
      const cause = what === 'network' && !waiting.some(({ draft }) => isOffline(draft)) ? 'nextTry' : what;
      return waiting.length ? messages.outboxSummary(waiting.length, areReplies, cause) : [];
    })
    .join(' ');

const reasonOf = ({ fields, detail, code }: DraftError, messages: LocaleMessages): string =>
  fields.map((field) => field.detail).join(' ') || (detail ?? messages.refused(code));

const stateOf = ({ draft, now }: UnsentView, messages: LocaleMessages): unknown => {
  if (now === 'discardFailed') return messages.removeFailed;
  if (now && now !== 'discarded') return messages[now];
  if (draft.state !== 'refused' || !draft.error) return wordsFor(draft.state, messages);
  return html`${messages.notAccepted}: <bdi>${reasonOf(draft.error, messages)}</bdi>`;
};

const actionsIn: Partial<Record<DraftState, readonly OutboxAction[]>> = {
  queued: ['retry', 'edit', 'discard'],
  waiting: ['retry', 'edit', 'discard'],
  unconfirmed: ['check', 'retry', 'discard'],
  writing: ['edit', 'discard'],
  refused: ['edit', 'discard'],
};

const textOf = (action: OutboxAction, { state }: Draft, messages: LocaleMessages): string =>
  ({
    retry: state === 'unconfirmed' ? messages.sendAgain : messages.retryNow,
    check: messages.checkAgain,
    edit: messages.edit,
    discard: messages.discard,
    undo: messages.undo,
  })[action];

const partOf: Readonly<Record<OutboxAction, string>> = {
  retry: 'retry-button',
  check: 'check-button',
  edit: 'edit-button',
  discard: 'discard-button',
  undo: 'undo-button',
};

const actions = (row: UnsentView, name: string, messages: LocaleMessages): unknown => {
  const known = row.now === 'discarded' ? (['undo'] as const) : actionsIn[row.draft.state];
  return repeat(
    known ?? [],
    (action) => action,
    (action) => {
      const text = textOf(action, row.draft, messages);
      return html`<button part="button ${partOf[action]}" name=${action} aria-label="${text}: ${name}">
        ${text}
      </button>`;
    },
  );
};

const unsentItem = (row: UnsentView, name: string, messages: LocaleMessages): TemplateResult => {
  const { draft, answers, now, composer } = row;
  return html`<li part="unsent" tabindex="-1" data-draft=${draft.id}>
    ${
      now === 'discarded'
        ? nothing
        : html`<p part="excerpt" dir="auto">${excerptOf(draft)}</p>
            <p part="unsent-state">
              ${answers ? html`${messages.inReplyTo(answers)} · ` : nothing}${stateOf(row, messages)}
            </p>`
    }
    <div part="unsent-actions">
      ${now === 'discarded' ? messages.discarded : nothing} ${actions(row, name, messages)}
    </div>
    ${composer}
  </li>`;
};

/** Excerpts that are alike are counted, so that no two buttons are called alike. */
const nameRows = (unsent: readonly UnsentView[]): string[] => {
  const seen = new Map<string, number>();
  return unsent.map(({ draft }) => {
    const excerpt = excerptOf(draft);
    const before = seen.get(excerpt) ?? 0;
    seen.set(excerpt, before + 1);
    return excerpt + (before ? ` (${before + 1})` : '');
  });
};

/** What stands inside the panel's element. */
export const outboxPanel = ({ messages, unsent, note }: OutboxView): TemplateResult => {
  const names = nameRows(unsent);
  const summary = summaryOf(unsent, messages);
  return html`<h3 part="outbox-heading" id="outbox-heading">${messages.outboxHeading}</h3>
    ${summary ? html`<p part="outbox-summary">${summary}</p>` : nothing}
    <ul part="outbox-list">
      ${repeat(
        unsent,
        ({ draft }) => draft.id,
        (row, i) => unsentItem(row, names[i]!, messages),
      )}
    </ul>
    ${note ? html`<p part="outbox-note">${note}</p>` : nothing}`;
};
