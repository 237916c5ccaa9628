/**
 * Names, titles and plain bodies as strangers send them, made fit to stand beside other words:
 * nothing invisible, nothing that turns the direction of what follows, no towers of accents.
 * Every pattern is linear in the length of its input.
 */

const lineBreak = /\r\n?|[\v\f\x85\u2028\u2029]/g;

/**
 * The first three alternatives are kept: the regional flags made of tags, and joiners where they shape
 * what is read (inside emoji, and after letters of the joining scripts from Arabic to Mongolian).
 * All else is dropped: controls, bidi embeddings, overrides and isolates, the invisible, halves of surrogate pairs.
 */
const invisible =
  /(\u{1f3f4}[\u{e0061}-\u{e007a}]{2,6}\u{e007f}|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})|(?<=[\u0600-\u0dff\u1000-\u109f\u1780-\u18af])[\u200c\u200d])|[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u180e\u200b-\u200d\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}\u{e0000}-\u{e007f}]/gu;

/** Joiners count too, so that they cannot part one tower of marks into many. */
const stackedMarks = /([\p{M}\p{Cf}]{8})[\p{M}\p{Cf}]+/gu;

/** Spaces, marks, blank letters and direction marks show nothing by themselves. */
const visible = /[^\s\p{M}\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u;

const foldLine = (text: unknown): string =>
  cleanText(text)
    .replace(/[\u061c\u200e\u200f]+/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\p{M}\p{Cf} ]+| $/gu, '');

/** Body text as it may be shown, its line breaks kept as `\n`; anything but a string is empty. */
export const cleanText = (value: unknown): string =>
  typeof value === 'string' ? value.replace(lineBreak, '\n').replace(invisible, '$1').replace(stackedMarks, '$1') : '';

/**
 * A title or another single line of at most `limit` UTF-16 code units, its white space folded; null when nothing visible is left.
 * @default limit 300
 */
export const cleanLine = (value: unknown, limit = 300): string | null => {
  const line = foldLine(value);
  // Cleaned once more, because the cut may leave half a pair or a joiner that joins nothing.
  const cut = line.length > limit ? foldLine(line.slice(0, limit)) : line;
  return visible.test(cut) ? cut : null;
};

/** The name a person goes by, at most 80 UTF-16 code units; null when nothing visible is left, and the reader sees “Anonymous”. */
export const cleanName = (value: unknown): string | null => cleanLine(value, 80);

/** The paragraphs of plain text, parted where lines are blank. */
export const paragraphsOf = (text: string): string[] => text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim());
