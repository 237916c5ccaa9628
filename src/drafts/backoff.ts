const BASE = 1000;
const CAP = 5 * 60_000;
/** No endpoint puts a draft to sleep for longer than an hour. */
const LONGEST_FLOOR = 60 * 60_000;

/**
 * Milliseconds until the next try: full jitter below 1 s, doubled with every attempt up to 5 min.
 * The `Retry-After` of the endpoint, in seconds, is a minimum that the jitter comes on top of,
 * so that readers who were all told the same do not come back at once.
 */
export const retryDelay = (attempts: number, retryAfter: number | undefined, random: () => number): number =>
  Math.min(LONGEST_FLOOR, (retryAfter ?? 0) * 1000) + random() * Math.min(CAP, BASE * 2 ** (attempts - 1));

/** Milliseconds that are left of a pause: never more than any pause can be, whatever became of the clock meanwhile. */
export const restLeft = (until: number, now: number): number => Math.min(Math.max(until - now, 0), LONGEST_FLOOR + CAP);
