import type { Outcome, Submission } from '../../src/adapters/adapter.ts';
import { withResolvers } from './with-resolvers.ts';

/** Lets `adapter` answer as it does now, but only when the returned function is called. */
export const keepBack = (adapter: { answer: (submission: Submission) => Outcome | Promise<Outcome> }): (() => void) => {
  const { answer } = adapter;
  const { promise, resolve } = withResolvers();
  adapter.answer = async (submission) => {
    await promise;
    return answer(submission);
  };
  return resolve;
};
