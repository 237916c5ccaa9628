import { createHash, timingSafeEqual } from 'node:crypto';
import { toComment } from './comment.ts';
import type { Database } from './database.ts';
import { Problem } from './problem.ts';
import type { Comment } from './schemas.ts';
import { changeCount, holdThreadOf, placeComment } from './threads.ts';

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Lets a moderator pass. Throws a Problem: 403 where there is no moderation, 401 for any other token. */
export const requireModerator = (authorization: string | undefined, token: string | undefined): void => {
  if (token === undefined) throw new Problem(403, 'Moderation is not set up here.');
  const given = /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(digest(given), digest(token))) {
    throw new Problem(401, 'Sign in as a moderator.', { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
};

/**
 * Publishes a comment that waits or was deleted by a moderator, or deletes one. What is published for the first
 * time gets its number now. Throws a Problem: 404, or 409 when it cannot be published.
 */
export const setStatus = (database: Database, id: string, status: 'published' | 'deleted'): Promise<Comment> =>
  database.transaction().execute(async (trx) => {
    const thread = await holdThreadOf(trx, id);
    const row = thread && (await trx.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst());
    if (!row) throw new Problem(404, 'There is no such comment.');
    if (row.status === status) return toComment(row);
    if (row.markdown === null) throw new Problem(409, 'Its author has deleted this comment for good.');
    const isFirst = status === 'published' && row.number === null;
    const place = isFirst ? await placeComment(trx, thread.key, row) : {};
    if (status === 'published') await changeCount(trx, thread.key, 1);
    else if (row.status === 'published') await changeCount(trx, thread.key, -1);
    const changed = await trx
      .updateTable('comments')
      .set({ ...place, status })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toComment(changed);
  });
