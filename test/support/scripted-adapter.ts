import type { Adapter, LoadRequest, Outcome } from '../../src/adapters/adapter.ts';
import type { Mine, Order, Page } from '../../src/model/comment.ts';
import { withResolvers } from './with-resolvers.ts';

/** An adapter that only reads: it keeps what it was asked for, and answers what `answer` says. */
export class ScriptedAdapter implements Adapter {
  readonly orders: readonly Order[] = ['oldest', 'newest', 'popular'];
  readonly asked: LoadRequest[] = [];
  answer: (request: LoadRequest) => Page | Promise<Page>;
  viewer: Mine | null = null;

  constructor(answer: Page | ((request: LoadRequest) => Page | Promise<Page>)) {
    this.answer = typeof answer === 'function' ? answer : () => answer;
  }

  readonly load = async (request: LoadRequest): Promise<Page> => {
    this.asked.push(request);
    return this.answer(request);
  };

  readonly send = (): Promise<Outcome> => Promise.reject(new Error('Nothing is written in this test'));

  readonly mine = (): Promise<Mine | null> => Promise.resolve(this.viewer);
}

/** An answer that comes when the test says so, and fails as `fetch` does when nobody waits for it any more. */
export const later = <Answer>(): {
  answer: (request: LoadRequest) => Promise<Answer>;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
} => {
  const { promise, resolve, reject } = withResolvers<Answer>();
  const answer = ({ signal }: LoadRequest): Promise<Answer> => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    return promise;
  };
  return { answer, resolve, reject };
};
