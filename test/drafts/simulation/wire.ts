/** What travels between a tab and an endpoint. */

export interface Ask {
  readonly method: string;
  /** The part after the endpoint's address. */
  readonly path: string;
  /** The `Authorization` header; '' where there is none. */
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON; a string goes as it is. */
  readonly body: unknown;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** A server, as far as requests that arrive are concerned. */
export interface Endpoint {
  /** `isHeld`: a moderator is to see it first. */
  handle(ask: Ask, isHeld: boolean): Answer;
}

export const endpointUrl = 'https://comments.test/blog';

export const readAsk = (url: string, { method = 'GET', headers, body }: RequestInit): Ask => ({
  method,
  path: url.slice(endpointUrl.length),
  authorization: (headers as Record<string, string> | undefined)?.['Authorization'] ?? '',
  body: typeof body === 'string' ? (JSON.parse(body) as Record<string, unknown>) : null,
});

const encoder = new TextEncoder();

/** As much of a `Response` as src/adapters/http.ts reads, which is much cheaper than a real one. */
export const toResponse = ({ status, body, retryAfter }: Answer, url: string, isTorn: boolean): Response => {
  const bytes = encoder.encode(typeof body === 'string' ? body : JSON.stringify(body));
  const chunks = isTorn ? [bytes.subarray(0, bytes.length >> 1)] : [bytes];
  const read = (): Promise<unknown> => {
    const value = chunks.shift();
    if (!value && isTorn) return Promise.reject(new TypeError('The connection was lost.'));
    return Promise.resolve({ done: !value, value });
  };
  const get = (name: string): string | null =>
    name === 'Retry-After' && retryAfter !== undefined ? String(retryAfter) : null;
  return {
    ok: status >= 200 && status < 300,
    status,
    url,
    headers: { get },
    body: { getReader: () => ({ read }) },
  } as unknown as Response;
};
