/**
 * Who works. The lock keeps tabs from doing the same thing at once; that they could is no harm,
 * because the compare-and-set on each record decides what counts. So where Web Locks are
 * missing (insecure contexts) or forbidden (sandboxed frames), work is simply done.
 */

/** Runs `work` while no other page holds `name`; resolves without having run it when `signal` aborts the wait. */
export type Lease = (name: string, work: () => Promise<void>, signal: AbortSignal) => Promise<void>;

/** The lease of browsers: a Web Lock, held while `work` runs; without Web Locks the work just runs. */
export const withLease: Lease = async (name, work, signal) => {
  let isHeld = false as boolean;
  const hold = (): Promise<void> => {
    isHeld = true;
    return work();
  };
  try {
    // Missing in insecure contexts, whatever the types say.
    if (navigator.locks as LockManager | undefined) await navigator.locks.request(name, { signal }, hold);
    else await hold();
  } catch (error) {
    if (isHeld) throw error;
    if (!signal.aborted) await work();
  }
};
