import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Outcome, Stretch } from './stretch.ts';

/** One worker process; takes a stretch at a time. */
export class Worker {
  readonly #process: ChildProcess;

  /** @param root The project, or a copy of it. */
  constructor(root = join(import.meta.dirname, '../../..')) {
    this.#process = fork(join(root, 'test/drafts/simulation/worker.ts'), {
      cwd: root,
      // Almost everything that a schedule makes is garbage when it is over.
      execArgv: ['--max-semi-space-size=64', '--import', 'tsx'],
    });
  }

  /** Rejects when the process ends before it has answered. */
  async run(stretch: Stretch): Promise<Outcome> {
    const done = new AbortController();
    const { signal } = done;
    const ended = once(this.#process, 'exit', { signal }).then(([code]) => {
      throw new Error(
        `A worker ended with ${String(code)} at SEED=${String(stretch.seed)}, from ${String(stretch.from)}.`,
      );
    });
    ended.catch(() => undefined);
    try {
      this.#process.send(stretch);
      const [outcome] = (await Promise.race([once(this.#process, 'message', { signal }), ended])) as [Outcome];
      return outcome;
    } finally {
      done.abort();
    }
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.disconnect();
    await exit;
  }
}
