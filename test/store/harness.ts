import type { LoadRequest } from '../../src/adapters/adapter.ts';
import type { CommentThreadError } from '../../src/errors.ts';
import type { Page } from '../../src/model/comment.ts';
import { ThreadStore } from '../../src/store/thread-store.ts';
import { ScriptedAdapter } from '../support/scripted-adapter.ts';

/** A store over an adapter that a test scripts, and the errors it told of. */
export const openStore = (answer: Page | ((request: LoadRequest) => Page | Promise<Page>)) => {
  const adapter = new ScriptedAdapter(answer);
  const errors: CommentThreadError[] = [];
  const store = new ThreadStore({
    adapter,
    endpoint: 'https://comments.test/blog',
    thread: '/a',
    order: 'oldest',
    onError: (error) => errors.push(error),
  });
  return { store, adapter, errors };
};

export const shownIn = (store: ThreadStore): string[] => [...store.state.comments.keys()];
