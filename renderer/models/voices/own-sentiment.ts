/**
 * What a library's texts teach of praise and blame. A rating clearly above or below the middle is a weak label, a label that a person gave stands above it
 * and counts several times. A tenth is held out by a hash of the text; texts that are nearly the same lie in one part.
 */
import { fnv1a } from "../../../shared/domain/hash.ts";
import { fingerprintOf, NearDuplicates } from "./near-duplicates.ts";

/** The middle fifth of the scale says neither. */
const middle = 0.1;
const parts = 10;
const labelCounts = 3;

/** `rating` 0..1 up the scale, NaN = none; `label` 0 negative, 1 mixed, 2 positive, −1 none. Null: teaches nothing. */
export const taughtClass = (rating: number, label: number): 0 | 1 | null => {
  if (label >= 0) return label === 0 ? 0 : label === 2 ? 1 : null;
  return Math.abs(rating - 0.5) > middle ? (rating > 0.5 ? 1 : 0) : null;
};

export interface Parted {
  readonly held: Uint8Array<ArrayBuffer>; // 1 = held out, [texts]
  /** The first text that each is nearly the same as, [texts]. */
  readonly groups: Int32Array<ArrayBuffer>;
}

export const heldOut = async (texts: readonly string[], breathe: () => Promise<void>): Promise<Parted> => {
  const held = new Uint8Array(texts.length);
  const groups = new Int32Array(texts.length);
  const duplicates = new NearDuplicates();
  for (const [n, text] of texts.entries()) {
    const first = duplicates.add(n, fingerprintOf(text));
    groups[n] = first;
    held[n] = first === n ? Number(fnv1a(text) % parts === 0) : (held[first] as number);
    await breathe();
  }
  return { held, groups };
};

/** Places of the texts to learn from, those with a label repeated where ratings teach, too. */
export const lessons = (learned: readonly number[], given: Uint8Array): number[] => {
  const rated = learned.some((n) => given[n] === 0);
  return learned.flatMap((n) => (rated && given[n] === 1 ? Array<number>(labelCounts).fill(n) : n));
};
