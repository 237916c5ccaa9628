/** Chance that can be had again: the same seed and the same names give the same numbers. */
export class Chance {
  #state: number;

  /** @param names Such as a part's name and a trial's index: each has numbers of its own. */
  constructor(seed: number, ...names: readonly (string | number)[]) {
    let hash = seed | 0;
    for (const character of names.join('/')) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
      hash ^= hash >>> 15;
    }
    this.#state = hash;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From `least` to below `most`. */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  isBelow(share: number): boolean {
    return this.next() < share;
  }

  /** @throws when there is nothing to choose from. */
  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new Error('There is nothing to choose from.');
    return choice;
  }
}
