/**
 * Dates in the page's own language, also where the texts fall back to English. The platform's formatters are made
 * when something is first written with them: the very first one of a page costs what a tenth of static HTML's
 * first paint costs, and English, which is built in, says how long ago it was without any.
 */

import { pluralIn } from './plural.ts';

/** How dates are written in one language. */
export interface Formats {
  /** A date with its time of day in the reader's time zone; empty for milliseconds that are no date. */
  readonly absolute: (time: number) => string;
  /** How long before `now` it was; what lies ahead, as it does for a clock that is slow, is “now”. Empty as above. */
  readonly relative: (time: number, now: number) => string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** From large to small, in milliseconds. */
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365.25 * day],
  ['month', 30.44 * day],
  ['week', 7 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
];

type Ago = (count: number, unit: Intl.RelativeTimeFormatUnit) => string;

const isDate = (time: number): boolean => !Number.isNaN(new Date(time).getTime());

const midnightBefore = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

const inEnglish = pluralIn('en');

const agoInEnglish: Ago = (count, unit) => {
  if (!count) return 'now';
  return unit === 'day' && count === 1
    ? 'yesterday'
    : `${inEnglish(count, { one: `# ${unit}`, other: `# ${unit}s` })} ago`;
};

const makeAgo = (languages: readonly string[]): Ago => {
  const numeric = new Intl.RelativeTimeFormat(languages);
  // Has words for “now” and “yesterday”, but would call eleven months ago “last year”, or not.
  const named = new Intl.RelativeTimeFormat(languages, { numeric: 'auto' });
  return (count, unit) => (count && unit !== 'day' ? numeric : named).format(-count, unit);
};

/** English without or with a region; whatever else its tag asks for, the platform does. */
const english = /^en(-([a-z]{2}|\d{3}))?$/i;

const makeFormats = (languages: readonly [string, ...string[]]): Formats => {
  let date: Intl.DateTimeFormat | undefined;
  let ago = english.test(languages[0]) ? agoInEnglish : undefined;
  return {
    absolute: (time) => {
      date ??= new Intl.DateTimeFormat(languages, { dateStyle: 'long', timeStyle: 'short' });
      return isDate(time) ? date.format(time) : '';
    },
    relative: (time, now) => {
      if (!isDate(time) || !isDate(now)) return '';
      const elapsed = now - time;
      const [unit, size] = units.find(([, milliseconds]) => elapsed >= milliseconds) ?? ['second', Infinity];
      const passed = Math.floor(Math.max(0, elapsed) / size);
      // Days are counted by calendar, because two nights ago is not yesterday even when it is 30 hours.
      const days = unit === 'day' && Math.round((midnightBefore(now) - midnightBefore(time)) / day);
      return (ago ??= makeAgo(languages))(days || passed, unit);
    },
  };
};

/** Whether a language is named as BCP 47 wants it, which not every author does in `lang`. */
const isTag = (language: string): boolean => {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
};

const made = new Map<string, Formats>();

/** The formats of a BCP 47 tag; English where there is no such language. */
export const formatsFor = (language: string): Formats => {
  let formats = made.get(language);
  if (!formats) {
    formats = makeFormats(isTag(language) ? [language, 'en'] : ['en']);
    made.set(language, formats);
  }
  return formats;
};
