import type { ThreadHost } from './conversation-context.ts';

/** Frames in which the browser may still lay out what a change has brought near. */
const settling = 10;

const topOf = (element: Element): number => element.getBoundingClientRect().top;

const isInView = (element: Element): boolean =>
  topOf(element) < innerHeight && element.getBoundingClientRect().bottom > 0;

const isAtEnd = (): boolean => scrollY + innerHeight >= document.documentElement.scrollHeight - 1;

/**
 * Scrolls to where an element begins; again in the next frames where that did not get there, since before a long
 * list has been painted the browser only guesses how high it is, and there may be nowhere to scroll to yet.
 */
export const goTo = (element: Element, frames = settling): void => {
  element.scrollIntoView();
  const { scrollY } = window;
  // Whoever scrolls after that is the reader.
  const isDone = (): boolean => isInView(element) || scrollY !== window.scrollY;
  if (frames) requestAnimationFrame(() => isDone() || goTo(element, frames - 1));
};

/** What of an element is in view: its children stand one below the other, so that few have to be measured. */
const findInView = ({ children }: Element): Element[] => {
  let [first, end] = [0, children.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (children[middle]!.getBoundingClientRect().bottom > 0) end = middle;
    else first = middle + 1;
  }
  const found: Element[] = [];
  for (let child = children[first]; child && isInView(child); child = children[(first += 1)]) found.push(child);
  return found;
};

/** The comments of a list that are in view, from the top. What is skipped by the browser must not be measured, which has it laid out. */
const findComments = (list: Element): Element[] =>
  findInView(list)
    .flatMap(findInView)
    .flatMap(findInView)
    .flatMap((item) => {
      const [article] = item.children;
      const replies = item.querySelector(':scope > [part=replies]');
      return [...(article && isInView(article) ? [article] : []), ...(replies ? findComments(replies) : [])];
    });

/** What the reader looks at, the best first: the form or the comment where the keyboard is, then the comments in view from the top. */
const findPlaces = ({ renderRoot }: ThreadHost): Element[] => {
  const focused = renderRoot.activeElement?.closest('[part~=composer], [part~=comment]');
  const list = renderRoot.querySelector('[part=list]');
  return [...(focused && isInView(focused) ? [focused] : []), ...(list ? findComments(list) : [])];
};

/** Elements and where they are to stay, the best first, for so many frames more. */
interface Hold {
  readonly places: readonly (readonly [element: Element, top: number])[];
  /** Where the keyboard was. */
  readonly focused: Element | null;
  scrollY: number;
  frames: number;
}

const holds = new WeakMap<ThreadHost, Hold>();

const begin = (host: ThreadHost): Hold => ({
  places: findPlaces(host).map((element) => [element, topOf(element)]),
  focused: host.renderRoot.activeElement,
  scrollY,
  frames: settling,
});

/** Whatever else has scrolled is the reader, or the browser's own correction; unless the page has become too short. */
const isWhereLeft = ({ scrollY }: Hold): boolean =>
  scrollY === window.scrollY || (scrollY > window.scrollY && isAtEnd());

/** Whether the reader has neither scrolled nor gone elsewhere with the keyboard. */
const isWanted = ({ renderRoot: { activeElement } }: ThreadHost, hold: Hold): boolean =>
  isWhereLeft(hold) && (!activeElement || activeElement === hold.focused);

/** Only what is left of the shift is corrected, since most browsers correct it themselves. */
const correct = (hold: Hold): void => {
  const [element, top] = hold.places.find(([{ isConnected }]) => isConnected) ?? [];
  if (element) scrollBy({ top: topOf(element) - top!, behavior: 'instant' });
  hold.scrollY = window.scrollY;
};

const keepOn = (host: ThreadHost, hold: Hold): void => {
  requestAnimationFrame(() => {
    if (holds.get(host) !== hold) return;
    if (hold.frames && isWanted(host, hold)) {
      hold.frames -= 1;
      correct(hold);
      keepOn(host, hold);
    } else holds.delete(host);
  });
};

/**
 * Brings what the reader looks at back to where it is now, as soon as the update that is under way has rendered. While
 * a place is held already it stays that one: what has moved since the last correction is still to be corrected.
 */
export const holdPlace = (host: ThreadHost): void => {
  const known = holds.get(host);
  const isHeld = known && isWanted(host, known);
  const hold = isHeld ? known : begin(host);
  hold.frames = settling;
  queueMicrotask(() => correct(hold));
  if (isHeld) return;
  holds.set(host, hold);
  keepOn(host, hold);
};
