/** What a long trial or a benchmark came to, beside what it should. */

/** What came out, beside what should. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** '' for what is only told. */
  readonly goal: string;
  readonly isMet: boolean;
}

/** A figure that is only told. */
export const tell = (what: string, value: string | number): Figure => ({
  what,
  value: String(value),
  goal: '',
  isMet: true,
});

/** A figure that must be no higher than `goal`; NaN never is. */
export const atMost = (what: string, value: number, goal: number, unit = ''): Figure => ({
  what,
  value: `${String(value)}${unit}`,
  goal: goal === 0 ? '0' : `at most ${String(goal)}${unit}`,
  isMet: value <= goal,
});

/** A figure that must be no lower than `goal`; NaN never is. */
export const atLeast = (what: string, value: number, goal: number, unit = ''): Figure => ({
  what,
  value: `${String(value)}${unit}`,
  goal: `at least ${String(goal)}${unit}`,
  isMet: value >= goal,
});

/** A figure that must be that number. */
export const exactly = (what: string, value: number, goal: number): Figure => ({
  what,
  value: String(value),
  goal: String(goal),
  isMet: value === goal,
});
