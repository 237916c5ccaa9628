import type { Draft, Receipt } from '../../src/drafts/draft.ts';
import { noon } from './comments.ts';

const place = { endpoint: 'https://comments.test/blog', thread: '/a', parent: null };

/** A guest's first words, queued; a test says what else they are. */
export const makeDraft = (id: string, about: Partial<Draft> = {}): Draft => ({
  ...place,
  id,
  writer: '',
  secret: 's'.repeat(22),
  state: 'queued',
  text: `What ${id} will say.`,
  author: { name: 'Ada' },
  revision: 0,
  edit: false,
  version: 1,
  order: 1,
  attempts: 0,
  error: null,
  rest: null,
  seen: null,
  held: null,
  created: noon,
  ...about,
});

/** The proof that a comment is the reader's own, good for a minute after noon. */
export const makeReceipt = (id: string, about: Partial<Receipt> = {}): Receipt => ({
  ...place,
  id,
  comment: id,
  secret: 's'.repeat(22),
  revision: 0,
  next: 1,
  version: 3,
  text: `What ${id} said.`,
  author: { name: 'Ada' },
  writer: '',
  until: noon + 60_000,
  due: 86_460_000,
  ...about,
});
