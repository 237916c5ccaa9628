/** The reference endpoint, on a database in memory that holds the generated threads. */
import { createEndpoint } from '../../demo/endpoint/app.ts';
import { openDatabase, type Database } from '../../demo/endpoint/database.ts';
import { readSettings } from '../../demo/endpoint/settings.ts';
import type { BenchComment } from './corpus.ts';

/** As many rows as one statement's parameters allow, with room. */
const chunk = 1000;

/** Puts a generated thread into a database. */
export const insertThread = async (
  database: Database,
  id: string,
  comments: readonly BenchComment[],
): Promise<void> => {
  const roots = comments.filter(({ parent }) => parent === null).length;
  const { length } = comments;
  const counted = { count: length, last_number: roots, last_sequence: length };
  const { key } = await database
    .insertInto('threads')
    .values({ id, title: 'A generated thread', ...counted })
    .returning('key')
    .executeTakeFirstOrThrow();
  const replies = new Map<string | null, number>();
  for (const { parent } of comments) replies.set(parent, (replies.get(parent) ?? 0) + 1);
  for (let start = 0; start < length; start += chunk) {
    const rows = comments.slice(start, start + chunk).map((comment) => ({
      id: comment.id,
      thread: key,
      parent: comment.parent,
      number: [...comment.number],
      sequence: comment.sequence,
      last_reply: replies.get(comment.id) ?? 0,
      author_name: comment.author,
      html: comment.html,
      status: 'published' as const,
      created: new Date(comment.created),
    }));
    await database.insertInto('comments').values(rows).execute();
  }
};

/** An endpoint that holds each thread under its name; nobody is too fast for it. */
export const openEndpoint = async (threads: ReadonlyMap<string, readonly BenchComment[]>) => {
  const { database, close, countWrites } = await openDatabase('memory');
  for (const [id, comments] of threads) await insertThread(database, id, comments);
  const settings = readSettings({ WRITES_PER_MINUTE: '1000000000' });
  const { fetch } = createEndpoint({ database, settings, ...(countWrites && { countWrites }) });
  return { fetch, close };
};
