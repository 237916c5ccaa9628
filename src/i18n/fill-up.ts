import { mergeMessages } from './load.ts';

/** Lays texts over those they may lack, English ones loaded later; the same object as long as what is laid over them is the same. */
export const fillUp = <Texts extends object, More extends object>(
  texts: Texts,
  over: () => More,
): (() => Texts & More) => {
  let last: More | undefined;
  let all: Texts & More;
  return () => {
    const now = over();
    if (now !== last) all = mergeMessages(texts, (last = now));
    return all;
  };
};
