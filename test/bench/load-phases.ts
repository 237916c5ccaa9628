/** What the endpoint is asked under load. */
import { createId, createSecret, randomBytes } from '../../src/drafts/identifiers.ts';

/** The thread that is read, and how many comments it has. */
export const thread = '/load';
export const size = 1000;

export interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Phase {
  readonly name: string;
  /** That of every answer. */
  readonly status: number;
  readonly ask: Ask;
  /** Makes each request another. */
  readonly setupRequest?: (ask: Ask) => Ask;
}

const encoding = { 'Accept-Encoding': 'br' };
const pathOf = (limit: number): string => `/api/comments?${new URLSearchParams({ thread, limit: String(limit) })}`;

/** A comment that nobody has sent yet. */
const writeOne = (ask: Ask): Ask => {
  const submission = {
    thread: '/written',
    parent: null,
    text: 'Well said, and *well* written.',
    author: { name: 'Ada' },
    secret: createSecret(randomBytes),
    revision: 0,
  };
  return { ...ask, path: `/api/comments/${createId(Date.now(), randomBytes)}`, body: JSON.stringify(submission) };
};

const readTag = async (endpoint: string): Promise<string> => {
  const answer = await fetch(new URL(pathOf(size), endpoint), { headers: encoding });
  await answer.arrayBuffer();
  return answer.headers.get('ETag') ?? '';
};

/** One after the other, for a server that holds the thread. */
export const makePhases = async (endpoint: string): Promise<readonly Phase[]> => [
  { name: 'the first 50 comments', status: 200, ask: { path: pathOf(50), headers: encoding } },
  { name: 'all 1,000 comments', status: 200, ask: { path: pathOf(size), headers: encoding } },
  {
    name: 'all 1,000, unchanged',
    status: 304,
    ask: { path: pathOf(size), headers: { ...encoding, 'If-None-Match': await readTag(endpoint) } },
  },
  {
    name: 'a new comment',
    status: 201,
    ask: { method: 'PUT', headers: { 'Content-Type': 'application/json' } },
    setupRequest: writeOne,
  },
];
