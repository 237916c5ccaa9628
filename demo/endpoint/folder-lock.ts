/**
 * PGlite takes no lock, and two processes on one folder destroy it. So every process announces itself by a
 * socket of its own in the folder and then knocks at all the others: one that answers is alive, one that
 * refuses was left by a process that died, however it died. Announcing before looking means that of two that
 * start together at least one sees the other. Windows keeps sockets (named pipes) apart from files, and
 * gives a name to one process at a time; there the name alone is the lock.
 */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join, relative } from 'node:path';

/** A folder that another living process works in. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another running server. ` +
        'Stop that one first, or give this one a folder of its own with DATA_DIR.',
    );
  }
}

/** The shorter way to say a path: systems take about a hundred characters for a socket. */
const shorten = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short.length < path.length ? short : path;
};

const isAnswered = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    // Nothing else proves a death: a reset, say, comes of a server that is only just closing.
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });

/** Takes a folder, made if need be, for this process alone; resolves to what gives it back. Rejects with FolderInUseError. */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  await mkdir(folder, { recursive: true });
  const real = await realpath(folder);
  const isWindows = process.platform === 'win32';
  const name = isWindows ? `comment-thread-${createHash('sha256').update(real).digest('hex')}` : `${randomUUID()}.lock`;

  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(isWindows ? `\\\\.\\pipe\\${name}` : shorten(join(real, name)));
  const release = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  try {
    await once(server, 'listening');
  } catch (error) {
    throw isWindows ? new FolderInUseError(folder) : error;
  }
  if (isWindows) return release;

  try {
    for (const other of await readdir(real)) {
      if (!other.endsWith('.lock') || other === name) continue;
      const path = join(real, other);
      if (await isAnswered(shorten(path))) throw new FolderInUseError(folder);
      await rm(path, { force: true });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return release;
};
