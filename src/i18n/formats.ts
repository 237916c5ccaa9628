/**
 * Dates and numbers in the page's own language, also where the texts fall back to English.
 * The platform's formatters take long to make and little to use, so each language's are made once.
 */

/** How dates and numbers are written in one language. */
export interface Formats {
  /** A date with its time of day in the reader's time zone; empty for milliseconds that are no date. */
  readonly absolute: (time: number) => string;
  /** How long before `now` it was; what lies ahead, as it does for a clock that is slow, is “now”. Empty as above. */
  readonly relative: (time: number, now: number) => string;
  readonly number: (value: number) => string;
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

const isDate = (time: number): boolean => !Number.isNaN(new Date(time).getTime());

const midnightBefore = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

const makeFormats = (languages: readonly string[]): Formats => {
  const date = new Intl.DateTimeFormat(languages, { dateStyle: 'long', timeStyle: 'short' });
  const count = new Intl.NumberFormat(languages);
  const numeric = new Intl.RelativeTimeFormat(languages);
  // Has words for “now” and “yesterday”, but would call eleven months ago “last year”, or not.
  const named = new Intl.RelativeTimeFormat(languages, { numeric: 'auto' });
  return {
    absolute: (time) => (isDate(time) ? date.format(time) : ''),
    relative: (time, now) => {
      if (!isDate(time) || !isDate(now)) return '';
      const elapsed = now - time;
      const [unit, size] = units.find(([, milliseconds]) => elapsed >= milliseconds) ?? ['second', Infinity];
      const passed = Math.floor(Math.max(0, elapsed) / size);
      if (unit === 'second') return named.format(0, unit);
      if (unit !== 'day') return numeric.format(-passed, unit);
      // Counted by calendar, because two nights ago is not yesterday even when it is 30 hours.
      return named.format(-Math.round((midnightBefore(now) - midnightBefore(time)) / day) || -passed, unit);
    },
    number: (value) => count.format(value),
  };
};

const made = new Map<string, Formats>();

/** The formats of a BCP 47 tag; English where there is no such language. */
export const formatsFor = (language: string): Formats => {
  let formats = made.get(language);
  if (!formats) {
    try {
      formats = makeFormats([language, 'en']);
    } catch {
      formats = makeFormats(['en']); // no tag at all, as an author may well write in `lang`
    }
    made.set(language, formats);
  }
  return formats;
};
