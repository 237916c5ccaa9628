/**
 * The name of an element's thread: what its `thread` attribute says, else the path of the page's
 * canonical link, so that every address of a page has the same thread, else the path of the page.
 */
export const threadNameOf = (thread: string | null): string => {
  if (thread) return thread;
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical" i][href]')?.href;
  return canonical && URL.canParse(canonical) ? new URL(canonical).pathname : location.pathname;
};
