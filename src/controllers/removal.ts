import { asCommentThreadError } from '../errors.ts';
import type { Writing } from '../store/writing.ts';
import { anchorOf } from '../view/view-context.ts';
import type { CompleteContext } from './conversation-context.ts';
import type { ViewStateHolder } from './view-state.ts';

/**
 * Deletes the reader's own comment and takes them to what can be seen next to it; says beside the comment when that failed,
 * and never calls deleted what may still arrive.
 */
export const removeComment = async (
  id: string,
  writing: Writing,
  view: ViewStateHolder,
  { host, messages, announce, onError }: CompleteContext,
): Promise<void> => {
  announce('');
  const articles = [...host.renderRoot.querySelectorAll('article')];
  const at = articles.findIndex((article) => article.id === anchorOf(id));
  try {
    const isGone = await writing.remove(id);
    view.askToRemove(null);
    announce(isGone ? messages().announceRemoved : messages().announceDiscarded);
    await host.updateComplete;
    // The button that was pressed has gone, and with it the reader's place in the page.
    [...articles.slice(0, at + 1).reverse(), ...articles.slice(at + 1)]
      .find((article) => article.isConnected && !article.closest('[hidden]'))
      ?.focus();
  } catch (error) {
    view.askToRemove(id, true);
    onError(asCommentThreadError(error, 'network'));
  }
};
