/** As many random bytes as asked for. */
export type RandomBytes = (length: number) => Uint8Array;

/** The platform's random bytes, which are there in insecure contexts too (`crypto.randomUUID` is not). */
export const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A UUID v7 (RFC 9562): `now`, milliseconds since the epoch, then randomness, so that ids sort roughly by time. */
export const createId = (now: number, random: RandomBytes): string => {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const rest = Array.from(bytes.subarray(6), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const digits = Math.max(0, Math.trunc(now)).toString(16).padStart(12, '0').slice(-12) + rest;
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** 128 random bits in base64url, without padding. */
export const createSecret = (random: RandomBytes): string =>
  btoa(String.fromCharCode(...random(16)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
