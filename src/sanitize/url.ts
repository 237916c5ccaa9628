const maximumLength = 2048;

/**
 * An address that may become a link, an avatar or an endpoint: absolute http(s), without credentials,
 * at most 2,048 characters, else null. A relative one is resolved where a `base` is given.
 */
export const safeUrl = (value: unknown, base?: string): string | null => {
  if (typeof value !== 'string' || value.length > maximumLength) return null;
  try {
    const { href, protocol, username, password } = new URL(value, base);
    return /^https?:$/.test(protocol) && !username && !password && href.length <= maximumLength ? href : null;
  } catch {
    return null; // no URL at all, which is what null says
  }
};

/** Gives a link its address where that may be one, and what every link of a stranger has. */
export const setAddress = (link: Element, address: string | null): void => {
  if (!address) return;
  link.setAttribute('href', address);
  link.setAttribute('rel', 'nofollow ugc noopener noreferrer');
};
