/** Dense indices for a source's keys, in the order they are met. Whole numbers, as most sources use, take a table. */

const tableSize = 1 << 24;
const wholeNumber = /^[1-9]\d{0,9}$/;

export class KeyIndex {
  readonly keys: string[] = [];
  #table = new Int32Array(1 << 12);
  readonly #numbers = new Map<number, number>();
  readonly #texts = new Map<string, number>();

  get size(): number {
    return this.keys.length;
  }

  /** -1 where the key was not met. */
  find(key: string): number {
    if (wholeNumber.test(key)) return this.findNumber(Number(key));
    return this.#texts.get(key) ?? -1;
  }

  findNumber(key: number): number {
    if (key < this.#table.length) return (this.#table[key] as number) - 1;
    return key < tableSize ? -1 : (this.#numbers.get(key) ?? -1);
  }

  of(key: string): number {
    if (wholeNumber.test(key)) return this.ofNumber(Number(key));
    const found = this.#texts.get(key);
    if (found !== undefined) return found;
    this.#texts.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }

  /** `key` is a whole number from 1. */
  ofNumber(key: number): number {
    const found = this.findNumber(key);
    if (found >= 0) return found;
    const index = this.keys.push(String(key)) - 1;
    if (key >= tableSize) this.#numbers.set(key, index);
    else {
      if (key >= this.#table.length) {
        const grown = new Int32Array(Math.min(tableSize, Math.max(key + 1, this.#table.length * 2)));
        grown.set(this.#table);
        this.#table = grown;
      }
      this.#table[key] = index + 1;
    }
    return index;
  }
}
