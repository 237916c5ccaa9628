/**
 * Loaded before a test file, in its process: notes how often the tests come by each mutant, or ends a
 * mutant that has made a loop endless. Stryker's instrumented code counts in this global.
 */
import { writeFileSync } from 'node:fs';

const { MUTATION_HITS_FILE: file, MUTATION_HIT_LIMIT: limit } = process.env;

globalThis.__stryker__ = limit ? { hitCount: 0, hitLimit: Number(limit) } : {};

if (file) {
  process.on('exit', () => writeFileSync(file, JSON.stringify(globalThis.__stryker__.mutantCoverage?.static ?? {})));
}
