import { pause } from './pause.ts';

/**
 * Asks again and again until the answer is neither false nor null nor undefined.
 * @param patience Milliseconds after which it throws with `what`.
 * @param every Milliseconds between one question and the next.
 */
export const until = async <Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  patience = 10_000,
  every = 5,
): Promise<NonNullable<Answer>> => {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await pause(every);
  }
};
