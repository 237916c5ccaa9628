import type { Mine } from '../model/comment.ts';
import { fieldsOf, malformed, maxComments, parseAuthor, parseKey } from './native-page.ts';

const parseActions = (value: unknown): Set<'edit' | 'delete'> =>
  new Set((['edit', 'delete'] as const).filter((action) => Array.isArray(value) && value.includes(action)));

/** What is the viewer's own in a thread. Throws `malformed` when it names no viewer. */
export const parseMine = (document: unknown, base: string): Mine => {
  const { viewer, may } = fieldsOf(document);
  const { id, moderator } = fieldsOf(viewer);
  const key = parseKey(id);
  const person = parseAuthor(viewer, base);
  if (key === null || person === null) throw malformed('viewer');
  const rights = Object.entries(fieldsOf(may)).slice(0, maxComments);
  return {
    viewer: { id: key, ...person, moderator: moderator === true },
    may: new Map(rights.map(([comment, actions]) => [comment, parseActions(actions)])),
  };
};
