/** The demo as `npm start` serves it, on a free port and with a database of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Creating a database takes seconds on a small machine, and several on a busy one. */
const startLimit = 120_000;

export interface Demo {
  /** Where it answers, with a slash at the end. */
  readonly address: string;
  /** Ends it as Ctrl+C does, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** A folder for a demo's comments, which outlives the demo; remove it with {@link removeDataFolder}. */
export const makeDataFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'comment-thread-demo-'));

export const removeDataFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

const addressOf = (process: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`The demo does not say its address:\n${output}`)), startLimit);
    const read = (chunk: Buffer) => {
      output += String(chunk);
      const address = /https?:\/\/[\w.[\]:-]+:\d+/.exec(output)?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve(`${address}/`);
    };
    process.stdout?.on('data', read);
    process.stderr?.on('data', read);
    process.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The demo ended with ${String(code)}:\n${output}`));
    });
  });

/** Starts the demo on `folder`, and resolves when it answers; `settings` are the endpoint's, as environment variables. */
export const startDemo = async (
  folder: string,
  port = 0,
  settings: Readonly<Record<string, string>> = {},
): Promise<Demo> => {
  const demo = spawn(process.execPath, ['--import', 'tsx', 'serve.ts'], {
    cwd: join(root, 'demo'),
    env: { ...process.env, ...settings, PORT: String(port), DATA_DIR: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (demo.exitCode !== null || demo.signalCode !== null) return;
    const gone = once(demo, 'exit');
    demo.kill(signal);
    await gone;
  };
  try {
    return { address: await addressOf(demo), stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
};
