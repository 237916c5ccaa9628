import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanLine, cleanName, cleanText } from '../../src/sanitize/text.ts';

const family = '👩\u200d👩\u200d👧\u200d👦';
const heart = '❤\ufe0f\u200d🔥';
const scotland = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}';
const persian = 'می\u200cخواهم';
const sinhala = 'ශ්\u200dරී';

/** Strings thick with what these functions look for. */
const strange = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u0301',
        '\u064b',
        '\u200d',
        '\u200c',
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
        '\ud83d',
        '\udc69',
        '\r',
        '\n',
        '\x85',
        '\0',
        '\t',
        ' ',
        '\u00a0',
        '\ufe0f',
        '\u200f',
        '\u3164',
        'a',
        'ش',
        'क',
        '्',
        '👩',
        '🏽',
        '\u{1f3f4}',
        '\u{e0067}',
        '\u{e007f}',
        scotland,
        family,
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 200 },
  )
  .map((parts) => parts.join(''));

describe('cleanName', () => {
  it('leaves names of the world as they are', () => {
    for (const name of [
      'Ana',
      'José',
      'Jose\u0301',
      'Zoë O’Hara-Łukasz',
      '山田 太郎',
      'محمد',
      persian,
      sinhala,
      'नेहा',
      family,
      heart,
      scotland,
      '👍🏽',
      '葛\u{e0100}飾',
      'สมชาย',
      '🇩🇪',
    ]) {
      assert.equal(cleanName(name), name);
    }
  });

  it('takes out what is invisible or turns the direction', () => {
    assert.equal(cleanName('\u202eevil\u202c'), 'evil');
    assert.equal(cleanName('\u2067a\u2069\u200b\u2060\ufeffb\u00ad\u200f'), 'ab');
    assert.equal(cleanName('a\0\x1b[31m\x7f\x9fb'), 'a[31mb');
    assert.equal(cleanName('a\u200db\u200cc'), 'abc');
    assert.equal(cleanName('\u{e0041}\u{e0042}x\u{1f3f4}\u{e0067}'), 'x\u{1f3f4}');
    assert.equal(cleanName('a\ud83db\udc69'), 'ab');
  });

  it('folds white space of all kinds', () => {
    assert.equal(cleanName(' \t a\r\n\u00a0\u3000b\u2028c \v'), 'a b c');
  });

  it('caps towers of marks, also when joiners part them', () => {
    assert.equal(cleanName(`a${'\u0301'.repeat(50)}b`), `a${'\u0301'.repeat(8)}b`);
    assert.equal(cleanName(`ش${'\u064b\u200c'.repeat(50)}`)?.length, 9);
  });

  it('does not begin with a mark that would sit on the word before', () => {
    assert.equal(cleanName('\u0301\u0301 \u0301a'), 'a');
  });

  it('holds at most 80 code units, and no half of a character', () => {
    assert.equal(cleanName('x'.repeat(81)), 'x'.repeat(80));
    assert.equal(cleanName(`x${'😀'.repeat(60)}`), `x${'😀'.repeat(39)}`);
    assert.equal(cleanName('x'.repeat(77) + family), `${'x'.repeat(77)}👩`);
    assert.equal(cleanName(`${'x'.repeat(79)} y`), 'x'.repeat(79));
  });

  it('is null when nothing can be seen', () => {
    for (const nothing of [
      '',
      '   ',
      '\u200b\u200d',
      '\u202e\u202c',
      '\u0301',
      '\u3164\u3164',
      '\u2800',
      '\u200e\u200f',
      '\0',
    ]) {
      assert.equal(cleanName(nothing), null, JSON.stringify(nothing));
    }
    for (const other of [null, undefined, 3, {}, ['Ana'], true, { toString: () => 'Ana' }])
      assert.equal(cleanName(other), null);
  });
});

describe('cleanLine', () => {
  it('is longer than a name, and as long as it is told', () => {
    assert.equal(cleanLine('x'.repeat(400))?.length, 300);
    assert.equal(cleanLine('a title', 4), 'a ti');
  });
});

describe('cleanText', () => {
  it('keeps lines, tabs and the direction marks that writing needs', () => {
    assert.equal(cleanText('a\r\nb\rc\n\n\td\u2028e'), 'a\nb\nc\n\n\td\ne');
    assert.equal(cleanText(`${persian} C++\u200e، ${family}`), `${persian} C++\u200e، ${family}`);
  });

  it('takes out the rest', () => {
    assert.equal(cleanText('\u202ea\u2066b\u200b\x07'), 'ab');
    assert.equal(cleanText(`e${'\u0300'.repeat(1000)}`).length, 9);
  });

  it('is empty for what is no string', () => {
    for (const other of [null, undefined, 3, {}, []]) assert.equal(cleanText(other), '');
  });
});

describe('cleaned text', () => {
  it('is clean: cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(strange, (text) => {
        assert.equal(cleanText(cleanText(text)), cleanText(text));
        const name = cleanName(text);
        if (name !== null) assert.equal(cleanName(name), name);
      }),
      { numRuns: 5000 },
    );
  });

  it('holds nothing that turns, hides, stacks or is half a character', () => {
    fc.assert(
      fc.property(strange, (text) => {
        for (const cleaned of [cleanText(text), cleanName(text) ?? '']) {
          assert.doesNotMatch(cleaned, /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u);
          assert.doesNotMatch(cleaned, /[\p{M}\p{Cf}]{9}/u);
        }
        const name = cleanName(text);
        assert.ok(name === null || (name.length > 0 && name.length <= 80 && name === name.trim()));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes time in proportion to its length', () => {
    const worst = [
      '\u0301',
      '\u200d',
      'ش\u200c',
      '\u{1f3f4}',
      '\u{1f3f4}\u{e0067}',
      '\u{e0067}',
      ' ',
      '\r',
      ' \u0301',
      '👩\u200d',
      '\ud83d',
      '\0',
      '\u3164',
    ];
    for (const part of worst) {
      const text = part.repeat(1_000_000 / part.length);
      const start = performance.now();
      cleanText(text);
      cleanName(text);
      // A quadratic pattern would take minutes for a million; a slow machine takes about 0.2 s.
      assert.ok(performance.now() - start < 5000, JSON.stringify(part));
    }
  });
});
