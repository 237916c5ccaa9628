/**
 * PUT and DELETE by the author. The client mints the id, so any number of copies of one PUT make one comment:
 * the row, its number and its sequence come in one transaction that holds the thread, and every copy gets the
 * comment as it stands then.
 */
import type { Database, Transaction } from './database.ts';
import { toComment, type CommentRow } from './comment.ts';
import { renderMarkdown } from './markdown.ts';
import { Problem } from './problem.ts';
import type { Comment, Policy, Submission } from './schemas.ts';
import { admitSubmission, admitText, hashSecret, isSecret } from './submission.ts';
import { changeCount, holdThread, holdThreadOf, placeComment, type ThreadRow } from './threads.ts';

/** What writing depends on besides what is written. */
export interface WriteContext {
  readonly database: Database;
  readonly policy: Policy;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const selectComment = (trx: Transaction, id: string): Promise<CommentRow | undefined> =>
  trx.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst();

const refuseParent = (detail: string): Problem => new Problem(422, detail, { errors: [{ field: 'parent', detail }] });

const isInTime = ({ status, created }: CommentRow, { policy, now }: WriteContext): boolean =>
  status === 'pending' || now - created.getTime() <= policy.editSeconds * 1000;

/** The comment that is answered; null at the top level. One that was deleted may still be answered: nobody's words are lost over it. */
const findParent = async (trx: Transaction, { key }: ThreadRow, { parent }: Submission): Promise<CommentRow | null> => {
  if (parent === null) return null;
  const row = await selectComment(trx, parent);
  if (row?.thread !== key || (row.status === 'deleted' && row.number === null)) {
    throw refuseParent('The comment you are answering is not here.');
  }
  if (row.kind === 'pingback') throw refuseParent('A pingback takes no answers.');
  return row;
};

/** Whether a comment waits for a moderator: always, or until its author (name and e-mail) has been let in once, or with what it answers. */
const mustWait = async (
  trx: Transaction,
  { moderation }: Policy,
  author: { readonly author_name: string; readonly author_email: string | null },
  parent: CommentRow | null,
): Promise<boolean> => {
  if (parent?.status === 'pending' || moderation === 'all') return true;
  if (moderation === 'none') return false;
  const { author_name, author_email } = author;
  if (author_email === null) return true;
  const known = await trx
    .selectFrom('comments')
    .select('id')
    .where('status', '=', 'published')
    .where((eb) => eb(eb.fn<string>('lower', ['author_email']), '=', author_email.toLowerCase()))
    .where('author_name', '=', author_name)
    .limit(1)
    .executeTakeFirst();
  return known === undefined;
};

const createComment = async (
  trx: Transaction,
  thread: ThreadRow,
  id: string,
  submission: Submission,
  { policy, now }: WriteContext,
): Promise<CommentRow> => {
  if (thread.closed) throw new Problem(410, 'Comments are closed here.');
  const { text, author } = admitSubmission(submission, policy);
  const parent = await findParent(trx, thread, submission);
  const waits = await mustWait(trx, policy, author, parent);
  const place = waits ? null : await placeComment(trx, thread.key, { kind: 'comment', parent: submission.parent });
  if (!waits) await changeCount(trx, thread.key, 1);
  const row = await trx
    .insertInto('comments')
    .values({
      id,
      thread: thread.key,
      parent: submission.parent,
      ...place,
      ...author,
      ...renderMarkdown(text),
      secret_hash: hashSecret(submission.secret),
      revision: submission.revision,
      status: waits ? 'pending' : 'published',
      created: new Date(now),
    })
    // The same id in two threads at once: only one of them can have it.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new Problem(409, 'This comment is somebody else’s.');
  return row;
};

const editComment = async (
  trx: Transaction,
  row: CommentRow,
  submission: Submission,
  context: WriteContext,
): Promise<CommentRow> => {
  if (submission.revision <= row.revision) return row;
  if (row.status === 'deleted') throw new Problem(403, 'This comment has been deleted.');
  // What a moderator has read and let in must stay what it was.
  if (!isInTime(row, context) || (row.status === 'published' && context.policy.moderation === 'all')) {
    throw new Problem(403, 'This comment can no longer be changed.');
  }
  return trx
    .updateTable('comments')
    .set({
      ...renderMarkdown(admitText(submission, context.policy)),
      revision: submission.revision,
      edited: new Date(context.now),
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Makes the comment, or edits it, or finds that it has it already; and says which. Throws a Problem. */
export const putComment = (
  context: WriteContext,
  id: string,
  submission: Submission,
): Promise<{ comment: Comment; created: boolean }> =>
  context.database.transaction().execute(async (trx) => {
    const thread = await holdThread(trx, submission.thread);
    const present = await selectComment(trx, id);
    if (!present) {
      return { comment: toComment(await createComment(trx, thread, id, submission, context)), created: true };
    }
    if (present.thread !== thread.key || !isSecret(submission.secret, present.secret_hash)) {
      throw new Problem(409, 'This comment is somebody else’s.');
    }
    return { comment: toComment(await editComment(trx, present, submission, context)), created: false };
  });

/** Deletes a comment for its author and forgets what was theirs; its number stays taken. Throws a Problem. */
export const deleteComment = (context: WriteContext, id: string, secret: string): Promise<void> =>
  context.database.transaction().execute(async (trx) => {
    const thread = await holdThreadOf(trx, id);
    const row = thread && (await selectComment(trx, id));
    if (!row) throw new Problem(404, 'There is no such comment.');
    if (!isSecret(secret, row.secret_hash)) throw new Problem(403, 'This comment is somebody else’s.');
    if (row.status !== 'deleted' && !isInTime(row, context)) {
      throw new Problem(403, 'This comment can no longer be deleted.');
    }
    if (row.status === 'published') await changeCount(trx, thread.key, -1);
    await trx
      .updateTable('comments')
      .set({
        status: 'deleted',
        author_name: null,
        author_email: null,
        author_url: null,
        author_avatar: null,
        author_badge: null,
        markdown: null,
        text: null,
        html: null,
      })
      .where('id', '=', id)
      .execute();
  });
