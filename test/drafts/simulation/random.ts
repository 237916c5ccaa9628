/** Chance from a seed: the same seeds give the same numbers, on every machine. */

/** A number's bits, well stirred. */
const stir = (value: number): number => {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  return bits ^ (bits >>> 16);
};

/** One stream of numbers (sfc32), so that each part of the world draws from its own and none moves another's. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #count = 1;

  constructor(...seeds: readonly number[]) {
    for (const seed of seeds) {
      this.#a = stir(this.#c ^ seed);
      this.#b = stir(this.#a + 0x9e3779b9);
      this.#c = stir(this.#b + Math.floor(seed / 2 ** 32));
    }
    for (let i = 0; i < 8; i++) this.#next();
  }

  /** From 0 to 1, 1 excluded. */
  readonly fraction = (): number => (this.#next() >>> 0) / 2 ** 32;

  /** A whole number from 0 to `end`, `end` excluded. */
  below(end: number): number {
    return Math.floor(this.fraction() * end);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** One of the keys, as likely as its weight. */
  weigh<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) if ((rest -= weight) < 0) return key;
    return entries.at(-1)![0];
  }

  readonly bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => this.#next() & 0xff);

  #next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }
}
