/** Runs `run` once after so many milliseconds; what it returns calls that off. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** The timers of browsers. */
export const afterTimeout: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** What this page waits for before it goes on: one pause under each name, a later one in the place of the one before. */
export class Rests {
  readonly #after: After;
  readonly #cancels = new Map<string, () => void>();
  #isClosed = false;

  constructor(after: After) {
    this.#after = after;
  }

  has(name: string): boolean {
    return this.#cancels.has(name);
  }

  set(name: string, milliseconds: number, then: () => void): void {
    this.end(name);
    if (this.#isClosed) return;
    const cancel = this.#after(milliseconds, () => {
      this.#cancels.delete(name);
      then();
    });
    this.#cancels.set(name, cancel);
  }

  /** Calls a pause off; what was to follow does not. */
  end(name: string): void {
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
  }

  /** Calls all of them off, for good. */
  close(): void {
    this.#isClosed = true;
    for (const name of this.#cancels.keys()) this.end(name);
  }
}
