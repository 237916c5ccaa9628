/**
 * The reader's words that are not sent yet, listed at the head of the thread. Its buttons have names, not
 * `data-action`: the panel listens for itself, since only it is there when they are.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Draft, DraftState } from '../drafts/draft.ts';
import type { LocaleMessages, WaitingFor } from '../i18n/messages.ts';
import { wordsFor } from './own-actions.ts';

/** What a button of the panel does to its draft. */
export type OutboxAction = 'retry' | 'check' | 'edit' | 'discard' | 'undo';

/** One draft as the panel lists it. */
export interface UnsentView {
  readonly draft: Draft;
  /** Whom it answers; '' for nobody, or somebody unknown. */
  readonly answers: string;
  /** What stands in place of the draft's state while the reader's own action goes on. */
  readonly now: 'checking' | 'discarded' | 'discardFailed' | null;
}

/** All that one rendering of the panel is made from. */
export interface OutboxView {
  readonly messages: LocaleMessages;
  readonly unsent: readonly UnsentView[];
  /** What is said of closing the page; null when it has been said. */
  readonly note: string | null;
}

/** Code points of a draft's words that tell it from others. */
const excerptLength = 80;

const excerptOf = ({ text }: Draft): string => {
  const words = text.trim().replace(/\s+/g, ' ');
  const points = Array.from(words.slice(0, 2 * excerptLength + 2));
  return points.length > excerptLength ? `${points.slice(0, excerptLength).join('').trimEnd()}…` : words;
};

/** What an unsent draft waits for. */
export const waitingFor = ({ state }: Draft): WaitingFor =>
  state === 'waiting' ? 'signIn' : state === 'queued' || state === 'sending' ? 'network' : 'decision';

/** “3 replies waiting, will be sent when you are back online.”: a sentence for each thing drafts wait for. */
export const summaryOf = (drafts: readonly Draft[], messages: LocaleMessages): string =>
  (['network', 'signIn', 'decision'] as const)
    .map((what) => {
      const waiting = drafts.filter((draft) => waitingFor(draft) === what);
      const areReplies = waiting.every(({ parent, edit }) => parent !== null && !edit);
      return waiting.length ? messages.outboxSummary(waiting.length, areReplies, what) : '';
    })
    .filter(Boolean)
    .join(' ');

const reasonOf = ({ error }: Draft, messages: LocaleMessages): string =>
  error
    ? error.fields.map(({ detail }) => detail).join(' ') || (error.detail ?? messages.refused(error.code))
    : messages.notAccepted;

const stateOf = ({ draft, now }: UnsentView, messages: LocaleMessages): string => {
  if (now === 'discardFailed') return messages.removeFailed;
  if (now === 'checking') return messages.checking;
  if (draft.state !== 'refused') return wordsFor(draft.state, messages) ?? '';
  return `${messages.notAccepted}: ${reasonOf(draft, messages)}`;
};

const actionsIn: Partial<Record<DraftState, readonly OutboxAction[]>> = {
  queued: ['retry', 'edit', 'discard'],
  waiting: ['retry', 'edit', 'discard'],
  unconfirmed: ['check', 'retry', 'discard'],
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

const actions = (row: UnsentView, name: string, messages: LocaleMessages): unknown => {
  const known = row.now === 'discarded' ? (['undo'] as const) : actionsIn[row.draft.state];
  return repeat(
    known ?? [],
    (action) => action,
    (action) => {
      const text = textOf(action, row.draft, messages);
      return html`<button part="button ${action}-button" name=${action} aria-label="${text}: ${name}">${text}</button>`;
    },
  );
};

const unsentItem = (row: UnsentView, name: string, messages: LocaleMessages): TemplateResult => {
  const { draft, answers, now } = row;
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
  </li>`;
};

/** Excerpts that are alike are counted, so that no two buttons are called alike. */
const nameRows = (unsent: readonly UnsentView[]): string[] => {
  const seen = new Map<string, number>();
  return unsent.map(({ draft }) => {
    const excerpt = excerptOf(draft);
    const count = (seen.get(excerpt) ?? 0) + 1;
    seen.set(excerpt, count);
    return count > 1 ? `${excerpt} (${String(count)})` : excerpt;
  });
};

/** What stands inside the panel's element. */
export const outboxPanel = ({ messages, unsent, note }: OutboxView): TemplateResult => {
  const names = nameRows(unsent);
  const waiting = unsent.filter(({ now }) => now !== 'discarded').map(({ draft }) => draft);
  return html`<h3 part="outbox-heading" id="outbox-heading">${messages.outboxHeading}</h3>
    ${waiting.length ? html`<p part="outbox-summary">${summaryOf(waiting, messages)}</p>` : nothing}
    <ul part="outbox-list">
      ${repeat(
        unsent,
        ({ draft }) => draft.id,
        (row, i) => unsentItem(row, names[i]!, messages),
      )}
    </ul>
    ${note === null ? nothing : html`<p part="outbox-note">${note}</p>`}`;
};
