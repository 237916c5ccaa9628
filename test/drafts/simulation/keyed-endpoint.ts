/**
 * An endpoint that honours the native protocol: one comment an id, a replacement with each higher revision, and
 * the secret must be the same. It notes what no outbox may ever send.
 */
import type { Answer, Ask, Endpoint } from './wire.ts';

export interface Kept {
  readonly id: string;
  /** The draft it came from. */
  readonly origin: string;
  readonly parent: string | null;
  readonly name: string;
  /** Whose token it came with; '' for a guest. */
  readonly by: string;
  readonly text: string;
  readonly revision: number;
  readonly secret: string;
  readonly isHeld: boolean;
}

const toWire = ({ id, parent, name, text, revision, isHeld }: Kept): object => ({
  id,
  parent,
  kind: 'comment',
  number: isHeld ? null : [1],
  sequence: isHeld ? null : 1,
  author: { name },
  created: '2026-11-22T12:00:00Z',
  edited: null,
  revision,
  text,
  status: isHeld ? 'pending' : 'published',
  likes: 0,
});

const missing: Answer = { status: 404, body: { title: 'Not found' } };

export class KeyedEndpoint implements Endpoint {
  readonly comments = new Map<string, Kept>();
  readonly problems: string[] = [];

  handle(ask: Ask, isHeld: boolean): Answer {
    if (ask.path.startsWith('/mine')) return this.#mine(ask);
    const id = decodeURIComponent(ask.path.replace('/comments/', ''));
    if (ask.method === 'PUT') return this.#put(id, ask, isHeld);
    const known = this.comments.get(id);
    return known && ask.authorization === `Comment ${known.secret}` ? { status: 200, body: toWire(known) } : missing;
  }

  #mine({ authorization }: Ask): Answer {
    const id = authorization.replace('Bearer ', '');
    return id ? { status: 200, body: { viewer: { id, name: id }, may: {} } } : { status: 401, body: {} };
  }

  /** A moderator publishes what waits, or takes it away. */
  moderate(id: string, isKept: boolean): void {
    const known = this.comments.get(id);
    if (!known?.isHeld) return;
    if (isKept) this.comments.set(id, { ...known, isHeld: false });
    else this.comments.delete(id);
  }

  #put(id: string, { authorization, body }: Ask, isHeld: boolean): Answer {
    const { parent, text, author, secret, revision } = body as {
      parent: string | null;
      text: string;
      author?: { name: string };
      secret: string;
      revision: number;
    };
    const known = this.comments.get(id);
    const by = authorization.replace('Bearer ', '');
    if (!author && !by) return { status: 401, body: {} };
    if (parent !== null && !this.comments.has(parent)) return missing;
    if (known && known.secret !== secret) {
      this.problems.push(`${text} came with another secret`);
      return { status: 409, body: {} };
    }
    if (known?.revision === revision && known.text !== text) {
      this.problems.push(`revision ${revision} of ${text} was ${known.text}`);
    }
    if (!known || revision > known.revision) {
      const name = author?.name ?? by;
      // The first word on moderation stands.
      const waits = known ? known.isHeld : isHeld;
      this.comments.set(id, { id, origin: id, parent, name, by, text, revision, secret, isHeld: waits });
    }
    const now = this.comments.get(id)!;
    return { status: now.isHeld ? 202 : known ? 200 : 201, body: toWire(now) };
  }
}
