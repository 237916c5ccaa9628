/**
 * Mistakes that outboxes are known to make, each of which the simulation must find. `find` stands exactly once in
 * its file, so that this list is true for as long as the code is what it is.
 */

interface Edit {
  /** Below src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Mistake {
  readonly name: string;
  readonly edits: readonly Edit[];
}

const mistake = (
  name: string,
  ...edits: readonly (readonly [file: string, find: string, replace: string])[]
): Mistake => ({
  name,
  edits: edits.map(([file, find, replace]) => ({ file, find, replace })),
});

const named = `{ id, parent, kind: 'comment', number: null, sequence: null, author: null, created: null, edited: null,
  revision, body: { text }, status: 'published', likes: 0 }`;

export const mistakes: readonly Mistake[] = [
  mistake('deletes the record before the answer is there', [
    'drafts/sender.ts',
    'const outcome = await sendDraft(',
    'await this.#context.drafts.forget(noted);\n    const outcome = await sendDraft(',
  ]),
  mistake('takes a 500 for a comment that was sent', [
    'adapters/native-personal.ts',
    'const outcome = toOutcome(error);',
    `const outcome = hasCode(error, 'http') ? { kind: 'posted', comment: ${named} } as const : toOutcome(error);`,
  ]),
  mistake('takes any 2xx for a comment that was sent', [
    'adapters/native-personal.ts',
    'if (comment?.id === id) return comment;',
    'if (body) return { ...comment!, id };',
  ]),
  mistake('follows a redirect', [
    'adapters/http-own.ts',
    "redirect: method !== 'GET' || authorize ? 'error' : 'follow'",
    "redirect: 'follow'",
  ]),
  mistake('checks the lock but not the record', [
    'drafts/draft-store.ts',
    'current?.version === draft.version ?',
    'current ?',
  ]),
  mistake('gives each try an id of its own', [
    'drafts/delivery.ts',
    'adapter.send({ id, ',
    'adapter.send({ id: draft.attempts > 1 ? id.slice(0, -1) + String(draft.attempts % 10) : id, ',
  ]),
  mistake('edits words that may have arrived under the same revision', [
    'drafts/transitions.ts',
    'revision: draft.revision + (mayBeKnown(draft) ? 1 : 0),',
    'revision: draft.revision,',
  ]),
  mistake(
    'sends as whoever is signed in',
    ['drafts/sender.ts', "draft.state === 'queued' && draft.writer === now &&", "draft.state === 'queued' &&"],
    ['drafts/sender.ts', 'noted.writer !== writer() ||', ''],
    ['adapters/native-personal.ts', 'if (viewer !== writer) throw', 'if (viewer === "") throw'],
  ),
  mistake('forgets Retry-After', ['drafts/backoff.ts', 'Math.min(LONGEST_FLOOR, (retryAfter ?? 0) * 1000) +', '']),
  mistake('ends a pause that the endpoint asked for when the tab is seen again', [
    'drafts/sender.ts',
    'rest?.isAsked === false',
    'rest',
  ]),
  mistake('leaves what its sender did not finish', [
    'drafts/sender.ts',
    "if (state === 'sending') await this.#rescue(draft, isAlone);\n      else if",
    'if',
  ]),
  mistake('takes a draft for abandoned while its sender lives', [
    'drafts/sender.ts',
    'if (isAlone) return rescue();',
    'if (name !== "") return rescue();',
  ]),
  mistake('lets a frozen tab keep the lock', [
    'drafts/lease.ts',
    'else steal = await isStuck();',
    'else await isStuck();',
  ]),
  mistake('orders by the clock', ['drafts/draft-store.ts', 'order: counter + 1,', 'order: this.#clock(),']),
  mistake('gives up a draft that is on its way', [
    'drafts/transitions.ts',
    "discard: ['writing', ...UNSENT],",
    "discard: ['writing', 'sending', ...UNSENT],",
  ]),
  mistake('lets a late answer count for other words', [
    'drafts/draft-store.ts',
    'draft?.revision !== sent.revision ||',
    '!draft ||',
  ]),
  mistake('sends a reply before its parent', ['drafts/sender.ts', '&& !unsent.has(draft.parent)', '']),
  mistake('sends again by itself where copies cannot be told apart', [
    'drafts/sender.ts',
    "this.#context.adapter.keyed === true || error.code === 'rate-limited'",
    'true',
  ]),
  mistake(
    'leaves replies under an id that the backend does not know',
    [
      'drafts/draft-store.ts',
      'for (const [id, answer] of reparented(all, draft.id, comment.id)) writes.set(id, answer);',
      '',
    ],
    ['drafts/draft-store.ts', 'parent: parentOf(draft, parent),\n});', '});'],
  ),
  mistake('takes what was in the thread before for the draft', [
    'drafts/read-back.ts',
    '!before.has(comment.id) &&',
    '',
  ]),
];
