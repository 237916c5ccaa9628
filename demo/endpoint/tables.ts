import type { Generated } from 'kysely';

export interface ThreadsTable {
  /** Short, because it leads every index of the comments. */
  key: Generated<number>;
  /** The name the site chose. */
  id: string;
  title: string | null;
  url: string | null;
  closed: Generated<boolean>;
  /** Published comments, pingbacks included. */
  count: Generated<number>;
  /** The last number given at the top level; numbers only ever go up, so none is used twice. */
  last_number: Generated<number>;
  last_sequence: Generated<number>;
  /** Number and sequence at once: pingbacks have no replies. */
  last_pingback: Generated<number>;
  /** Another UUID after every change of the thread or its comments, whoever made it: triggers see to it. */
  version: Generated<string>;
}

export interface CommentsTable {
  id: string;
  thread: number;
  parent: string | null;
  kind: Generated<'comment' | 'pingback'>;
  /** Null until the comment is first published. */
  number: number[] | null;
  sequence: number | null;
  /** The last number given to a reply. */
  last_reply: Generated<number>;
  /** Null, like everything else that was the author's, once the author has deleted the comment. */
  author_name: string | null;
  author_email: string | null;
  author_url: string | null;
  author_avatar: string | null;
  author_badge: 'author' | 'moderator' | null;
  markdown: string | null;
  /** What readers get: one of these two. */
  text: string | null;
  html: string | null;
  /** SHA-256; null for comments nobody can edit. */
  secret_hash: Uint8Array | null;
  revision: Generated<number>;
  status: 'published' | 'pending' | 'deleted';
  likes: Generated<number>;
  created: Date;
  edited: Date | null;
}

export interface Tables {
  threads: ThreadsTable;
  comments: CommentsTable;
}
