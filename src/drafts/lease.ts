/**
 * Who works. The lock keeps tabs from doing the same thing at once; that they could is no harm,
 * because the compare-and-set on each record decides what counts. So where Web Locks are
 * missing (insecure contexts) or forbidden (sandboxed frames), work is simply done; and from a
 * tab that was frozen with the lock in its hands it is taken away.
 */

/**
 * Milliseconds to wait for the lock before looking whether its holder moves, and then between one look and
 * the next; longer than any one step of its work takes.
 */
const PATIENCE = { first: 1000, next: 12_000 };

/**
 * Runs `work` while no other page holds `name`; resolves without having run it when `signal` aborts the wait.
 * While it waits, `isStuck` tells whether nothing at all has moved since it was last asked. `work` is told
 * whether it is alone: then whatever another page had begun, it has left.
 */
export type Lease = (
  name: string,
  work: (isAlone: boolean) => Promise<void>,
  signal: AbortSignal,
  isStuck: () => Promise<boolean>,
) => Promise<void>;

/** The lease of browsers: a Web Lock, held while `work` runs; without Web Locks the work just runs. */
export const withLease: Lease = async (name, work, signal, isStuck) => {
  // Missing in insecure contexts, whatever the types say.
  const locks = navigator.locks as LockManager | undefined;
  let working: Promise<void> | undefined;
  const hold = (lock?: Lock | null): Promise<void> => (working ??= work(!!lock));
  const isOver = (): boolean => working !== undefined || signal.aborted;
  let steal = false;
  for (let patience = PATIENCE.first; locks && !isOver(); patience = PATIENCE.next) {
    const timeout = AbortSignal.timeout(patience);
    try {
      await locks.request(name, steal ? { steal } : { signal: AbortSignal.any([signal, timeout]) }, hold);
    } catch {
      // Either the work failed or lost the lock on the way, and speaks for itself; or there was no lock to be had.
      if (isOver()) break;
      if (!timeout.aborted) await hold();
      else steal = await isStuck();
    }
  }
  await (signal.aborted ? working : hold());
};
