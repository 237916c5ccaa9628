import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../src/adapters/outcome.ts');

/** A row of the table in src/adapters/outcome.ts: what the endpoint answers, what the draft is then, and what follows. */
export type AnswerRow = readonly [answer: string, draft: string, then: string];

/** The one table of what becomes of a draft, head first, as the code has it. */
export const readAnswers = (): AnswerRow[] =>
  readFileSync(source, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const cells = /^ \* {3}\|(.*)\|$/.exec(line)?.[1]?.split('|');
      return cells ? [cells.map((cell) => cell.trim()) as unknown as AnswerRow] : [];
    });
