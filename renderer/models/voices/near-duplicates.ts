/**
 * Texts that are nearly the same (Broder 1997): shingles of three letters, h independent minima of their hashes, candidates that share a band of minima
 * (locality-sensitive hashing), kept where the Jaccard index of the shingles is at least `alike`. A text joins the first text that it is like, so that
 * no chain of small changes joins texts that differ.
 */
import { fnv1a } from "../../../shared/domain/hash.ts";

const alike = 0.5;
const [bands, rows] = [14, 2];
const hashes = bands * rows;
const mostShingles = 2000;
/** First texts that are compared within one band: a text of stock phrases has very many. */
const mostCandidates = 4;
const letters = /[\p{L}\p{N}]+/gu;

const seeds = Int32Array.from({ length: hashes }, (_, n) => Math.imul(n + 1, 0x9e3779b1));

/** Distinct hashes of a text's shingles, ascending. */
const shinglesOf = (text: string): Uint32Array => {
  const plain = (
    text
      .slice(0, 4 * mostShingles)
      .toLowerCase()
      .match(letters) ?? []
  ).join(" ");
  if (plain.length < 3) return Uint32Array.of(fnv1a(text.trim()) >>> 0);
  const found = new Uint32Array(Math.min(mostShingles, plain.length - 2));
  for (let at = 0; at < found.length; at++) {
    let h = Math.imul(plain.charCodeAt(at), 0x85ebca6b) ^ Math.imul(plain.charCodeAt(at + 1), 0xc2b2ae35);
    h = Math.imul(h ^ plain.charCodeAt(at + 2) ^ (h >>> 15), 0x27d4eb2f);
    found[at] = (h ^ (h >>> 13)) >>> 0;
  }
  found.sort();
  let kept = 1;
  for (let at = 1; at < found.length; at++)
    if (found[at] !== found[at - 1]) found[kept++] = found[at] as number;
  return found.slice(0, kept);
};

const jaccard = (a: Uint32Array, b: Uint32Array): number => {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return shared / (a.length + b.length - shared);
};

const bandsOf = (shingles: Uint32Array, into: Int32Array): void => {
  const minima = new Uint32Array(hashes).fill(0xffffffff);
  for (const shingle of shingles)
    for (let n = 0; n < hashes; n++) {
      let h = Math.imul(shingle ^ (seeds[n] as number), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      const mixed = (h ^ (h >>> 16)) >>> 0;
      if (mixed < (minima[n] as number)) minima[n] = mixed;
    }
  for (let band = 0; band < bands; band++) {
    let h = band;
    for (let row = 0; row < rows; row++) h = Math.imul(h ^ (minima[band * rows + row] as number), 0x9e3779b1);
    into[band] = h;
  }
};

/** Takes texts one by one in their order and says which earlier one each is like. */
export class NearDuplicates {
  readonly #first: { readonly id: number; readonly shingles: Uint32Array }[] = [];
  readonly #buckets = Array.from({ length: bands }, () => new Map<number, number[]>());
  readonly #keys = new Int32Array(bands);

  /** The id of the first text that this one is like, its own where there is none. */
  add(id: number, text: string): number {
    const shingles = shinglesOf(text);
    bandsOf(shingles, this.#keys);
    let [best, most] = [-1, alike];
    const seen = new Set<number>();
    for (const [band, bucket] of this.#buckets.entries())
      for (const at of bucket.get(this.#keys[band] as number) ?? []) {
        if (seen.has(at)) continue;
        seen.add(at);
        const likeness = jaccard(shingles, (this.#first[at] as { shingles: Uint32Array }).shingles);
        if (likeness >= most) [best, most] = [at, likeness];
      }
    if (best >= 0) return (this.#first[best] as { id: number }).id;
    for (const [band, bucket] of this.#buckets.entries()) {
      const key = this.#keys[band] as number;
      const held = bucket.get(key);
      if (!held) bucket.set(key, [this.#first.length]);
      else if (held.length < mostCandidates) held.push(this.#first.length);
    }
    this.#first.push({ id, shingles });
    return id;
  }
}
