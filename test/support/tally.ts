/** How many tests went which way. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}
