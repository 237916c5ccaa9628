import type { Comment, Page } from '../../src/model/comment.ts';
import type { WireAnswer } from './wire-endpoint.ts';

/** A comment as an endpoint sends it. */
const toWire = ({ body, created, edited, ...comment }: Comment): Record<string, unknown> => {
  const date = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
  return { ...comment, ...body, created: date(created), edited: date(edited) };
};

/** A page as an endpoint sends it. */
export const toDocument = (page: Page): Record<string, unknown> => ({ ...page, comments: page.comments.map(toWire) });

/** For tests in a page: an endpoint of one's own that answers what one says (see wire-endpoint.ts). */
export class Wire {
  readonly endpoint = `/wire/${crypto.randomUUID()}`;

  async answer(answer: WireAnswer): Promise<void> {
    await fetch(this.endpoint, { method: 'PUT', body: JSON.stringify(answer) });
  }

  /** Answers any value as JSON. */
  answerJson(document: unknown): Promise<void> {
    return this.answer({ body: JSON.stringify(document) });
  }

  answerPage(page: Page): Promise<void> {
    return this.answerJson(toDocument(page));
  }

  /** The paths and queries that were asked for. */
  async asked(): Promise<string[]> {
    return (await fetch(this.endpoint)).json() as Promise<string[]>;
  }
}
