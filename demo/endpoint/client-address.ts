/** Without brackets and port, which some proxies write. */
const stripPort = (address: string): string =>
  /^\[([^\]]*)\]/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');

/**
 * Who asks, behind so many proxies. Each has written at the end of `X-Forwarded-For` who had asked it, so only as many
 * are believed as there are; what stands before them anybody may have made up.
 */
export const findClient = (connected: string, forwardedFor: string | undefined, proxies: number): string => {
  const forwarded = forwardedFor?.split(',').map((address) => address.trim()) ?? [];
  const path = [...forwarded, connected];
  return stripPort(path.at(-1 - proxies) ?? path[0]!);
};
