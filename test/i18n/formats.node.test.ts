import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatsFor } from '../../src/i18n/formats.ts';
import { locales } from '../../src/i18n/locale.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('formats', () => {
  const noon = new Date(2026, 10, 22, 12, 0).getTime();
  const { relative, absolute } = formatsFor('en');

  it('says how long ago it was, in the largest unit that fits', () => {
    const ago = (elapsed: number): string => relative(noon - elapsed, noon);
    assert.deepEqual(
      [
        0,
        59.9 * second,
        minute,
        59 * minute,
        hour,
        23.9 * hour,
        7 * day,
        13 * day,
        31 * day,
        364 * day,
        366 * day,
        800 * day,
      ].map(ago),
      [
        'now',
        'now',
        '1 minute ago',
        '59 minutes ago',
        '1 hour ago',
        '23 hours ago',
        '1 week ago',
        '1 week ago',
        '1 month ago',
        '11 months ago',
        '1 year ago',
        '2 years ago',
      ],
    );
  });

  it('counts days by the calendar, so that “yesterday” is yesterday', () => {
    assert.equal(relative(new Date(2026, 10, 21, 11, 0).getTime(), noon), 'yesterday');
    const early = new Date(2026, 10, 22, 1, 0).getTime();
    assert.equal(relative(new Date(2026, 10, 20, 19, 0).getTime(), early), '2 days ago');
    assert.equal(formatsFor('de').relative(new Date(2026, 10, 20, 19, 0).getTime(), early), 'vorgestern');
  });

  it('counts days right over the nights in which clocks change', () => {
    for (let date = 1; date <= 365; date++) {
      const now = new Date(2026, 0, date, 12, 30).getTime();
      assert.equal(relative(new Date(2026, 0, date - 3, 12, 0).getTime(), now), '3 days ago', new Date(now).toString());
    }
  });

  it('takes the future of a skewed clock for now', () => {
    for (const ahead of [1, minute, day, 1000 * day]) assert.equal(relative(noon + ahead, noon), 'now');
  });

  it('writes dates as the language does', () => {
    assert.match(absolute(noon), /^November 22, 2026 at 12:00\sPM$/);
    assert.match(formatsFor('de-AT').absolute(noon), /^22\. November 2026 um 12:00$/);
    assert.match(formatsFor('ja').absolute(noon), /^2026年11月22日 12:00$/);
    assert.equal(formatsFor('fr').relative(noon - 2 * hour, noon), 'il y a 2 heures');
  });

  it('writes dates in the page’s language also where there are no texts in it', () => {
    assert.equal(formatsFor('pt-BR').relative(noon - 2 * hour, noon), 'há 2 horas');
  });

  it('says in English exactly what the platform would say', () => {
    const numeric = new Intl.RelativeTimeFormat('en');
    const named = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
    const sizes = { year: 365.25 * day, month: 30.44 * day, week: 7 * day, hour, minute };
    for (const [unit, size] of Object.entries(sizes)) {
      for (const passed of unit === 'year' ? [1, 2, 1999] : [1, 2, 3]) {
        const expected = numeric.format(-passed, unit as Intl.RelativeTimeFormatUnit);
        // A little more than the unit, so that summer time does not matter.
        assert.equal(relative(noon - (passed + 0.01) * size, noon), expected);
      }
    }
    for (const days of [1, 2, 6]) assert.equal(relative(noon - days * day, noon), named.format(-days, 'day'));
    for (const tag of ['en', 'en-GB', 'en-AU', 'EN-us', 'en-001']) {
      assert.equal(
        formatsFor(tag).relative(noon - 3 * hour, noon),
        new Intl.RelativeTimeFormat(tag).format(-3, 'hour'),
      );
    }
    assert.equal(formatsFor('en-u-nu-arab').relative(noon - 3 * hour, noon), '٣ hours ago');
  });

  it('falls back to English for what is no language', () => {
    for (const tag of ['', 'no tag at all', 'de_AT', '☃', 'x', 'tlh', '-']) {
      assert.equal(formatsFor(tag).relative(noon - 2 * hour, noon), '2 hours ago', tag);
    }
  });

  it('makes the formatters of a language once', () => {
    assert.equal(formatsFor('de-AT'), formatsFor('de-AT'));
    assert.notEqual(formatsFor('de-AT'), formatsFor('de'));
  });

  it('is empty for impossible dates', () => {
    for (const time of [NaN, Infinity, -Infinity, 8.64e15 + 1, -8.64e15 - 1, 1e300]) {
      assert.equal(absolute(time), '', String(time));
      assert.equal(relative(time, noon), '', String(time));
      assert.equal(relative(noon, time), '', String(time));
    }
  });

  it('never throws and stays short, whatever the dates', () => {
    const extreme = fc.oneof(
      fc.constantFrom(NaN, Infinity, -Infinity, 8.64e15, -8.64e15, 0, -0, Number.MAX_VALUE),
      fc.double(),
      fc.double({ min: -8.64e15, max: 8.64e15 }),
      fc.integer({ min: Date.UTC(1990), max: Date.UTC(2050) }),
    );
    const near = extreme.chain((now) =>
      fc.tuple(
        fc.constant(now),
        fc.oneof(
          extreme,
          fc.double({ min: 0, max: 8 * day }).map((ago) => now - ago),
        ),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...locales), near, (locale, [now, time]) => {
        const formats = formatsFor(locale);
        for (const text of [formats.absolute(time), formats.relative(time, now)]) {
          assert.equal(typeof text, 'string');
          assert.ok(text.length <= 80, text);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
