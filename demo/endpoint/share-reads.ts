/**
 * Reads that many ask for at once. One runs at a time for each name; who comes meanwhile shares the next, which begins
 * after they have come, so nobody is told what was true before they asked.
 */
export const shareReads = <T>(read: (name: string) => Promise<T>): ((name: string) => Promise<T>) => {
  const running = new Map<string, Promise<T>>();
  const next = new Map<string, Promise<T>>();

  const begin = (name: string): Promise<T> => {
    next.delete(name);
    const begun = read(name).finally(() => running.delete(name));
    running.set(name, begun);
    return begun;
  };

  return (name) => {
    const waiting = next.get(name);
    if (waiting) return waiting;
    const before = running.get(name);
    if (!before) return begin(name);
    const follow = (): Promise<T> => begin(name);
    const following = before.then(follow, follow);
    next.set(name, following);
    return following;
  };
};
