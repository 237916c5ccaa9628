import type { Selectable } from 'kysely';
import type { Comment } from './schemas.ts';
import type { CommentsTable } from './tables.ts';

export type CommentRow = Selectable<CommentsTable>;

/** What readers may see of a row, and no more: neither e-mail address nor secret ever leaves the database for them. */
export const shownColumns = [
  'id',
  'parent',
  'kind',
  'number',
  'sequence',
  'author_name',
  'author_url',
  'author_avatar',
  'author_badge',
  'text',
  'html',
  'revision',
  'status',
  'likes',
  'created',
  'edited',
] as const satisfies (keyof CommentsTable)[];

export type ShownRow = Pick<CommentRow, (typeof shownColumns)[number]>;

const toAuthor = (row: ShownRow): Comment['author'] => {
  const { author_name: name, author_url: url, author_avatar: avatar, author_badge: badge } = row;
  return name === null || row.status === 'deleted'
    ? null
    : { name, ...(url !== null && { url }), ...(avatar !== null && { avatar }), ...(badge !== null && { badge }) };
};

/** A row as the protocol shows it: what a moderator deleted is kept in the row, but no longer shown. */
export const toComment = (row: ShownRow): Comment => {
  const fields = {
    id: row.id,
    parent: row.parent,
    number: row.number,
    sequence: row.sequence,
    kind: row.kind,
    author: toAuthor(row),
    created: row.created.toISOString(),
    edited: row.edited?.toISOString() ?? null,
    revision: row.revision,
    status: row.status,
    likes: row.status === 'deleted' ? 0 : row.likes,
  };
  if (row.status === 'deleted') return { ...fields, text: '' };
  return row.html === null ? { ...fields, text: row.text ?? '' } : { ...fields, html: row.html };
};
