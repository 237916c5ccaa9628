/** An endpoint in this process. Every answer it gives to a test is held to the OpenAPI document it serves. */
import { createEndpoint, type EndpointOptions } from '../../demo/endpoint/app.ts';
import { readContract, type CheckAnswer } from '../../demo/endpoint/contract.ts';
import type { OpenDatabase } from '../../demo/endpoint/database.ts';
import type { Comment, Submission, ThreadPage } from '../../demo/endpoint/schemas.ts';
import { readSettings } from '../../demo/endpoint/settings.ts';
import { createId, createSecret, randomBytes } from '../../src/drafts/identifiers.ts';

export const moderatorToken = 'a token that only moderators have';

export type Draft = { readonly id: string } & Submission;

/** A submission as the element makes it, with an id and a secret of its own. */
export const draft = (thread: string, changes: Partial<Draft> = {}): Draft => ({
  id: createId(Date.now(), randomBytes),
  thread,
  parent: null,
  text: 'Well said.',
  author: { name: 'Ada' },
  secret: createSecret(randomBytes),
  revision: 0,
  ...changes,
});

export interface TestedEndpoint {
  /** A request as any client may make it. */
  request(path: string, init?: RequestInit): Promise<Response>;
  put(draft: Draft): Promise<Response>;
  /** Puts a draft that is published, and gives the comment. */
  post(draft: Draft): Promise<Comment>;
  setStatus(id: string, status: string, token?: string): Promise<Response>;
  page(thread: string, query?: Readonly<Record<string, string>>): Promise<ThreadPage>;
  /** Moves the endpoint's clock, which stands still otherwise. */
  advance(seconds: number): void;
}

export const json = (method: string, value: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});

/** An endpoint over a database, set up by environment variables as a site would. */
export const testEndpoint = async (
  open: OpenDatabase,
  env: Readonly<Record<string, string>> = {},
  options: Pick<EndpointOptions, 'addressOf'> = {},
): Promise<TestedEndpoint> => {
  let now = Date.now();
  const settings = readSettings({ MODERATOR_TOKEN: moderatorToken, WRITES_PER_MINUTE: '100000', ...env });
  const app = createEndpoint({ ...open, settings, clock: () => now, ...options });
  const document: unknown = await (await app.request('/openapi.json')).json();
  const check: CheckAnswer = readContract(document as Parameters<typeof readContract>[0]);

  const request: TestedEndpoint['request'] = async (path, init = {}) => {
    const answer = await app.request(path, init);
    const { pathname } = new URL(path, 'http://localhost');
    const isPreflight = init.method === 'OPTIONS';
    const isEncoded = answer.headers.has('Content-Encoding');
    if (!isPreflight && !isEncoded && pathname !== '/openapi.json') {
      await check(init.method ?? 'GET', pathname, answer.clone());
    }
    return answer;
  };
  const put: TestedEndpoint['put'] = ({ id, ...submission }) => request(`/comments/${id}`, json('PUT', submission));
  return {
    request,
    put,
    async post(sent) {
      const answer = await put(sent);
      if (answer.status !== 201)
        throw new Error(`PUT was answered with ${String(answer.status)}: ${await answer.text()}`);
      return (await answer.json()) as Comment;
    },
    setStatus: (id, status, token = moderatorToken) =>
      request(`/comments/${id}/status`, json('PUT', { status }, { Authorization: `Bearer ${token}` })),
    async page(thread, query = {}) {
      const answer = await request(`/comments?${new URLSearchParams({ thread, ...query })}`);
      if (answer.status !== 200)
        throw new Error(`GET was answered with ${String(answer.status)}: ${await answer.text()}`);
      return (await answer.json()) as ThreadPage;
    },
    advance(seconds) {
      now += seconds * 1000;
    },
  };
};

/** The numbers of a page's comments, as readers see them. */
export const numbersOf = ({ comments }: ThreadPage): string[] =>
  comments.map(({ kind, number }) => `${kind === 'pingback' ? 'p' : ''}${number?.join('.') ?? '-'}`);
