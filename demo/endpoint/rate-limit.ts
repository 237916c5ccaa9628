import type { MiddlewareHandler } from 'hono';
import { Problem } from './problem.ts';

const windowSeconds = 60;
const maxAddresses = 10_000;

/** What counts as one writer: an IPv4 address, or the /64 that an IPv6 customer has to themselves. */
const networkOf = (address: string): string => {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head, tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const [first = [], last = []] = [head, tail];
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
};

/** Lets each address make so many requests in a minute, and answers the others with 429; holds 10,000 addresses at most. */
export const limitRate = (
  perMinute: number,
  addressOf: (c: Parameters<MiddlewareHandler>[0]) => string,
  clock: () => number,
): MiddlewareHandler => {
  const counts = new Map<string, number>();
  let end = 0;
  return async (c, next) => {
    const now = clock();
    if (now >= end) {
      counts.clear();
      end = now + windowSeconds * 1000;
    }
    const network = networkOf(addressOf(c));
    const count = (counts.get(network) ?? 0) + 1;
    if (count > perMinute) {
      throw new Problem(429, 'That was a lot at once. Wait a minute and try again.', {
        headers: { 'Retry-After': String(Math.ceil((end - now) / 1000)) },
      });
    }
    const [oldest] = counts.keys();
    if (oldest !== undefined && counts.size >= maxAddresses && !counts.has(network)) counts.delete(oldest);
    counts.set(network, count);
    await next();
  };
};
