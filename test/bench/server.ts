/** The demo's server as `npm start` runs it, in a process of its own, so that what it takes can be told from what asking takes. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const limits = { start: 60_000, stop: 15_000 };

export interface BenchServer {
  /** The endpoint's address. */
  readonly endpoint: string;
  /** The memory it occupies now, in bytes. */
  readonly readMemory: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const readAddress = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (): void => reject(new Error(`The server does not listen:\n${output}`));
    const timer = setTimeout(fail, limits.start);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, port] = /http:\/\/localhost:(\d+)\//.exec(output) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}`);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', fail);
  });

/** Starts it; `settings` are environment variables. */
export const startServer = async (settings: Readonly<Record<string, string>>): Promise<BenchServer> => {
  const server = spawn(process.execPath, ['--import', 'tsx', 'serve.ts'], {
    cwd: join(import.meta.dirname, '../../demo'),
    env: { ...process.env, DATABASE_URL: '', ...settings, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    const deadline = setTimeout(() => server.kill('SIGKILL'), limits.stop);
    server.kill('SIGTERM');
    await gone;
    clearTimeout(deadline);
  };
  const readMemory = async (): Promise<number> => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(server.pid)]);
    return Number(stdout) * 1024;
  };
  try {
    return { endpoint: `${await readAddress(server)}/api`, readMemory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
