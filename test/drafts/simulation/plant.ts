/** Copies of the project, with a mistake in each. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from './crew.ts';
import type { Mistake } from './mistakes.ts';
import type { Outcome, Stretch } from './stretch.ts';

const project = join(import.meta.dirname, '../../..');

/** Throws when the text to be replaced is not there exactly once. */
const plant = ({ name, edits }: Mistake, root: string): void => {
  for (const { file, find, replace } of edits) {
    const path = join(root, 'src', file);
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) {
      throw new Error(`“${name}” cannot be planted: ${file} has “${find}” ${String(parts.length - 1)} times.`);
    }
    writeFileSync(path, parts.join(replace));
  }
};

/** Runs a stretch against a copy of the project, with a mistake in it unless it is null. */
export const runPlanted = async (mistake: Mistake | null, stretch: Stretch): Promise<Outcome> => {
  const root = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    for (const folder of ['src', 'test/drafts/simulation'])
      cpSync(join(project, folder), join(root, folder), { recursive: true });
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(project, file), join(root, file));
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'dir');
    if (mistake) plant(mistake, root);
    const worker = new Worker(root);
    try {
      return await worker.run(stretch);
    } finally {
      await worker.close();
    }
  } finally {
    rmSync(root, { recursive: true });
  }
};
