import type { ThreadHost } from './conversation-context.ts';

/** What a reader does who moves by themselves. */
const movements = ['wheel', 'touchmove', 'keydown', 'pointerdown'];

/** Frames in which the browser may still lay out what a change has brought near. */
const settling = 10;

/** Something the reader sees, and where it stood in the window. */
interface Held {
  readonly element: Element;
  readonly side: 'top' | 'bottom';
  readonly at: number;
}

const scrollerOf = (host: Element): Element => {
  for (let at = host.parentElement; at && at !== document.body; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement ?? document.documentElement;
};

/** What may be held, the best first: a form in which the reader writes, then each comment in view from the top. */
const findPlaces = (host: ThreadHost, edge: number): Held[] => {
  const held: Held[] = [];
  const look = (element: Element | null | undefined): boolean => {
    if (!element) return false;
    const { top, bottom } = element.getBoundingClientRect();
    const isInView = bottom > edge && top < innerHeight;
    if (isInView) held.push({ element, side: 'top', at: top });
    return isInView;
  };
  const root = host.renderRoot as ShadowRoot;
  look(root.activeElement?.closest('[part~=composer]'));
  // Only the items at the top level are asked first: what is far away is laid out when it is measured.
  for (const item of root.querySelectorAll('[part=list] > [part=item]')) {
    if (!look(item)) continue;
    held.pop();
    for (const comment of item.querySelectorAll('[part~=comment]')) look(comment);
  }
  const { top, bottom } = host.getBoundingClientRect();
  // Whoever is at the foot, or has read past it, is below all that may grow.
  if (top < edge) held.push({ element: host, side: 'bottom', at: bottom });
  return held;
};

/**
 * Notes what the reader looks at; call it before a change, and what it returns right after it, to bring that back to
 * where it was. Only what is left of the shift is corrected, since most browsers correct it themselves.
 */
export const holdPlace = (host: ThreadHost): (() => void) => {
  const scroller = scrollerOf(host);
  const held = findPlaces(host, Math.max(0, scroller.getBoundingClientRect().top));
  return () => {
    const place = held.find(({ element }) => element.isConnected);
    if (!place) return;
    const moved = new AbortController();
    for (const type of movements) addEventListener(type, () => moved.abort(), { passive: true, signal: moved.signal });
    let frames = settling;
    const correct = (): void => {
      if (moved.signal.aborted) return;
      const shift = place.element.getBoundingClientRect()[place.side] - place.at;
      if (shift) scroller.scrollBy({ top: shift, behavior: 'instant' });
      if (frames--) requestAnimationFrame(correct);
      else moved.abort();
    };
    correct();
  };
};
