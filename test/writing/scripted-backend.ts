/** A backend that answers as it is told. */
import type { Adapter, Outcome, Ownership, Submission } from '../../src/adapters/adapter.ts';
import { CommentThreadError, type ErrorCode, type ErrorDetails } from '../../src/errors.ts';
import type { Comment, Mine, Page, Policy, Viewer } from '../../src/model/comment.ts';

export const commentOf = (id: string, text: string, rest: Partial<Comment> = {}): Comment => ({
  id,
  parent: null,
  kind: 'comment',
  number: [1],
  sequence: 1,
  author: { name: 'Grace' },
  created: Date.UTC(2026, 0, 1),
  edited: null,
  revision: 0,
  body: { text },
  status: 'published',
  likes: 0,
  ...rest,
});

const sentComment = ({ id, parent, text, author, revision }: Submission, number: number): Comment =>
  commentOf(id, text, {
    parent,
    author: author ? { name: author.name } : { name: 'Ada' },
    number: parent === null ? [number] : [1, number],
    sequence: number,
    revision,
  });

/** How a send ends without a comment. */
export const failed = (kind: 'unknown' | 'refused', code: ErrorCode, details?: ErrorDetails): Outcome => ({
  kind,
  error: new CommentThreadError(code, `a scripted ${code}`, details),
});

/** An endpoint's memory behind the adapter's interface. */
export class ScriptedBackend implements Adapter {
  readonly keyed = true;
  comments: Comment[] = [];
  policy: Policy = { guests: true, email: 'optional', maxLength: 8000, editSeconds: 900, moderation: 'none' };
  viewer: Viewer | null = null;
  readonly sent: Submission[] = [];
  /** The ids asked after. */
  readonly asked: string[] = [];
  readonly removed: Ownership[] = [];
  /** How a send ends; until told otherwise the comment is posted. */
  answer: (submission: Submission) => Outcome | Promise<Outcome> = (submission) => this.post(submission);
  remove: (own: Ownership) => Promise<void> = async (own) => {
    this.removed.push(own);
    this.comments = this.comments.filter(({ id }) => id !== own.id);
  };

  async load(): Promise<Page> {
    const { comments, policy } = this;
    const published = comments.filter(({ status }) => status === 'published');
    return { thread: { id: 't', count: published.length, closed: false }, comments: published, next: null, policy };
  }

  async send(submission: Submission): Promise<Outcome> {
    this.sent.push(submission);
    return this.answer(submission);
  }

  async read({ id }: Ownership): Promise<Comment | null> {
    this.asked.push(id);
    return this.comments.find((comment) => comment.id === id) ?? null;
  }

  async mine(): Promise<Mine | null> {
    return this.viewer && { viewer: this.viewer, may: new Map() };
  }

  post(submission: Submission): Outcome {
    return { kind: 'posted', comment: this.#keep(sentComment(submission, this.comments.length + 1)) };
  }

  hold(submission: Submission): Outcome {
    const comment = { ...sentComment(submission, 0), number: null, sequence: null, status: 'pending' as const };
    return { kind: 'held', comment: this.#keep(comment) };
  }

  #keep(comment: Comment): Comment {
    this.comments = [...this.comments.filter(({ id }) => id !== comment.id), comment];
    return comment;
  }
}

export const viewerOf = (name: string): Viewer => ({ id: name.toLowerCase(), name, moderator: false });
