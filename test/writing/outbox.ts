/** The outbox at the head of a thread, as its reader has it. */
import type { Outcome } from '../../src/adapters/adapter.ts';
import { until } from '../support/until.ts';
import { failed, ScriptedBackend } from './scripted-backend.ts';
import { isKept } from './stored.ts';
import type { Thread } from './thread.ts';

/** Said where one reply waits for a while, whatever the network does. */
export const oneReplyLater = '1 reply waiting, will be sent by itself.';

/** A backend that makes another comment of each copy. */
export class UnkeyedBackend extends ScriptedBackend {
  override readonly keyed = false as never;
}

export const down = (): Outcome => failed('unknown', 'network');

/** Asks to be left alone, so that nothing is tried but at the reader’s word. */
export const busy = (): Outcome => failed('unknown', 'rate-limited', { retryAfter: 600 });

/** The rows of the panel, each as a reader has it. */
export const rows = (thread: Thread): string[] => thread.texts('[part=unsent]');

export const summary = (thread: Thread): string | undefined => thread.texts('[part=outbox-summary]')[0];

export const buttons = (thread: Thread): string[] => thread.texts('[part=outbox] button');

/** Presses the button of a row that does this. */
export const press = async (thread: Thread, name: string, row = 0): Promise<void> => {
  const find = (): HTMLElement | null | undefined => thread.all('[part=unsent]')[row]?.querySelector(`[name=${name}]`);
  const button = await until(`a button ${name}`, find);
  button.focus();
  button.click();
};

/** Discards a row, once more where it had just gone. */
export const discard = async (thread: Thread, row = 0): Promise<void> => {
  const outcome = (): string | undefined => /^Discarded|could not be/.exec(rows(thread)[row] ?? '')?.[0];
  do await press(thread, 'discard', row);
  while ((await until('an outcome', outcome)) !== 'Discarded');
};

/** Where the keyboard is: the name of what has it. */
export const place = (thread: Thread): string => {
  const { activeElement } = thread.root;
  return activeElement?.getAttribute('aria-label') ?? activeElement?.getAttribute('part') ?? 'nowhere';
};

export const isGone = (thread: Thread): Promise<boolean> =>
  until('an empty outbox', () => !thread.find('[part=outbox]'));

/** Waits until the panel lists so many drafts. */
export const lists = (thread: Thread, count: number): Promise<boolean> =>
  until(`${String(count)} unsent`, () => rows(thread).length === count);

/** Posts a comment; resolves once it is stored. */
export const comment = async (thread: Thread, text: string): Promise<void> => {
  (await thread.foot()).postWords(text);
  await isKept(text);
};

/** Posts an answer; resolves once it is stored. */
export const answer = async (thread: Thread, text: string, parent = 'one'): Promise<void> => {
  await thread.foot();
  (await thread.reply(parent)).postWords(text);
  await isKept(text);
};
