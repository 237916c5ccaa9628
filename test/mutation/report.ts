/** The score of each file and room, and who survived and why. */
import type { Mutant } from './instrument.ts';
import type { Verdict } from './journal.ts';

/** Per cent of a room's mutants that its tests must kill. */
export const GOAL = 95;

/** Why a survivor is left alive. It counts as a survivor all the same. */
export interface Reason {
  readonly file: string;
  /** The line the mutant begins in, as the source has it, without its indentation. */
  readonly context: string;
  readonly original: string;
  readonly mutated: string;
  readonly reason: string;
}

/** A mutant and what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

const isAbout = ({ file, context, original, mutated }: Reason, mutant: Mutant): boolean =>
  file === mutant.file &&
  context === mutant.context &&
  original === shorten(mutant.original) &&
  mutated === shorten(mutant.mutated);

const shorten = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

/** Per cent of these mutants that died; all of none. */
export const scoreOf = (judged: readonly Judged[]): number =>
  judged.length ? (100 * judged.filter(({ verdict }) => verdict.ending !== 'survived').length) / judged.length : 100;

const rowOf = (name: string, judged: readonly Judged[]): string => {
  const count = (ending: Verdict['ending']): string =>
    String(judged.filter(({ verdict }) => verdict.ending === ending).length).padStart(10);
  const score = `${scoreOf(judged).toFixed(1)} %`.padStart(9);
  return name.padEnd(36) + score + count('killed') + count('timeout') + count('survived');
};

const describe = ({ file, line, mutator, original, mutated }: Mutant, reason: string): string =>
  [`${file}:${line} ${mutator}`, `  - ${shorten(original)}`, `  + ${shorten(mutated)}`, `  ${reason}`].join('\n');

/** The table of a room, and below it every survivor with its reason. */
export const writeReport = (room: string, judged: readonly Judged[], reasons: readonly Reason[]): string => {
  const files = [...new Set(judged.map(({ mutant }) => mutant.file))];
  const survivors = judged.filter(({ verdict }) => verdict.ending === 'survived').map(({ mutant }) => mutant);
  return [
    `${''.padEnd(36)}${['score', '   killed', ' timed out', ' survived'].map((each) => each.padStart(9)).join('')}`,
    ...files.map((file) =>
      rowOf(
        file,
        judged.filter(({ mutant }) => mutant.file === file),
      ),
    ),
    rowOf(`all of ${room}`, judged),
    ...survivors.map(
      (mutant) =>
        `\n${describe(mutant, reasons.find((each) => isAbout(each, mutant))?.reason ?? 'no reason is given')}`,
    ),
  ].join('\n');
};

/** Reasons for mutants that were tried and no longer survive: they must go. */
export const findStale = (judged: readonly Judged[], reasons: readonly Reason[]): readonly Reason[] => {
  const files = new Set(judged.map(({ mutant }) => mutant.file));
  const survivors = judged.filter(({ verdict }) => verdict.ending === 'survived');
  return reasons.filter((reason) => files.has(reason.file) && !survivors.some(({ mutant }) => isAbout(reason, mutant)));
};
