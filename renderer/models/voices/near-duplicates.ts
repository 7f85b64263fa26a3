/**
 * Texts that are nearly the same (Broder 1997): shingles of three letters, h independent minima of their hashes, candidates that share a band of minima
 * (locality-sensitive hashing), kept where the Jaccard index of the shingles is at least `alike`. A text joins the first text that it is like, so that
 * no chain of small changes joins texts that differ. Of shingles A and B, with d differing bits between their bitmaps, |A ∩ B| ≤ (|A| + |B| − d) / 2
 * (Sandes, Teodoro & Melo 2020), which spares most comparisons.
 */
import { bitsIn } from "../../../shared/domain/bits.ts";
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

/** Signed, the unsigned order of hashes is kept by turning their highest bit. */
const turned = 0x80000000 | 0;

const bandsOf = (shingles: Uint32Array, into: Int32Array): void => {
  const signed = new Int32Array(shingles.buffer, shingles.byteOffset, shingles.length);
  for (let band = 0; band < bands; band++) {
    let h = band;
    for (let row = 0; row < rows; row++) {
      const seed = seeds[band * rows + row] as number;
      let least = 0x7fffffff;
      for (let at = 0; at < signed.length; at++) {
        let x = Math.imul((signed[at] as number) ^ seed, 0x85ebca6b);
        x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
        const mixed = x ^ (x >>> 16) ^ turned;
        if (mixed < least) least = mixed;
      }
      h = Math.imul(h ^ least ^ turned, 0x9e3779b1);
    }
    into[band] = h;
  }
};

/** A bit each for the shingles' hashes, in words of 32. */
const bitmapWords = 16;

const bitmapOf = (shingles: Uint32Array, into: Int32Array): void => {
  for (const shingle of shingles) {
    const word = (shingle >>> 5) % bitmapWords;
    into[word] = (into[word] as number) | (1 << (shingle & 31));
  }
};

/** What a text is compared by, found apart from the texts that it is compared with. */
export interface Fingerprint {
  readonly shingles: Uint32Array;
  readonly bands: Int32Array; // [bands]
  readonly bitmap: Int32Array; // [bitmapWords]
}

export const fingerprintOf = (text: string): Fingerprint => {
  const shingles = shinglesOf(text);
  const keys = new Int32Array(bands);
  bandsOf(shingles, keys);
  const bitmap = new Int32Array(bitmapWords);
  bitmapOf(shingles, bitmap);
  return { shingles, bands: keys, bitmap };
};

/** Those of many texts in a few arrays, as they go from one worker to another. */
export interface Fingerprints {
  readonly start: Int32Array; // [texts + 1]
  readonly shingles: Uint32Array;
  readonly bands: Int32Array; // [texts x bands]
  readonly bitmaps: Int32Array; // [texts x bitmapWords]
}

export const fingerprintsOf = async (
  texts: readonly string[],
  breathe: () => Promise<void>,
): Promise<Fingerprints> => {
  const found: Uint32Array[] = [];
  const start = new Int32Array(texts.length + 1);
  const keys = new Int32Array(texts.length * bands);
  const bitmaps = new Int32Array(texts.length * bitmapWords);
  for (const [n, text] of texts.entries()) {
    const shingles = shinglesOf(text);
    bandsOf(shingles, keys.subarray(n * bands, (n + 1) * bands));
    bitmapOf(shingles, bitmaps.subarray(n * bitmapWords, (n + 1) * bitmapWords));
    found.push(shingles);
    start[n + 1] = (start[n] as number) + shingles.length;
    await breathe();
  }
  const shingles = new Uint32Array(start[texts.length] as number);
  for (const [n, each] of found.entries()) shingles.set(each, start[n]);
  return { start, shingles, bands: keys, bitmaps };
};

export const fingerprintAt = (
  { start, shingles, bands: keys, bitmaps }: Fingerprints,
  n: number,
): Fingerprint => ({
  shingles: shingles.subarray(start[n], start[n + 1]),
  bands: keys.subarray(n * bands, (n + 1) * bands),
  bitmap: bitmaps.subarray(n * bitmapWords, (n + 1) * bitmapWords),
});

/** First texts by the minima of one band: an open table, whose places hold a key and up to `mostCandidates` texts (−1 = none). */
class Buckets {
  #keys = new Int32Array(1024);
  #held = new Int32Array(1024 * mostCandidates).fill(-1);
  #filled = 0;

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    let place = Math.imul(key ^ (key >>> 15), 0x9e3779b1) >>> 8;
    for (place &= mask; (this.#held[place * mostCandidates] as number) >= 0; place = (place + 1) & mask)
      if (this.#keys[place] === key) break;
    return place;
  }

  candidate(key: number, n: number): number {
    return this.#held[this.#placeOf(key) * mostCandidates + n] as number;
  }

  add(key: number, text: number): void {
    const place = this.#placeOf(key);
    for (let n = 0; n < mostCandidates; n++) {
      const at = place * mostCandidates + n;
      if ((this.#held[at] as number) >= 0) continue;
      this.#held[at] = text;
      this.#keys[place] = key;
      if (n === 0 && 2 * ++this.#filled > this.#keys.length) this.#widen();
      return;
    }
  }

  #widen(): void {
    const [keys, held] = [this.#keys, this.#held];
    this.#keys = new Int32Array(2 * keys.length);
    this.#held = new Int32Array(2 * held.length).fill(-1);
    for (const [from, key] of keys.entries()) {
      const texts = held.subarray(from * mostCandidates, (from + 1) * mostCandidates);
      if ((texts[0] as number) < 0) continue;
      const place = this.#placeOf(key);
      this.#keys[place] = key;
      this.#held.set(texts, place * mostCandidates);
    }
  }
}

/** Takes texts one by one in their order and says which earlier one each is like. */
export class NearDuplicates {
  readonly #ids: number[] = [];
  readonly #shingles: Uint32Array[] = [];
  #sizes = new Int32Array(1024);
  #bitmaps = new Int32Array(1024 * bitmapWords);
  readonly #buckets = Array.from({ length: bands }, () => new Buckets());

  /** The id of the first text that this one is like, its own where there is none. */
  add(id: number, { shingles, bands: keys, bitmap }: Fingerprint): number {
    let [best, most] = [-1, alike];
    const seen: number[] = [];
    for (const [band, bucket] of this.#buckets.entries()) {
      for (let n = 0; n < mostCandidates; n++) {
        const at = bucket.candidate(keys[band] as number, n);
        if (at < 0) break;
        if (seen.includes(at)) continue;
        seen.push(at);
        const size = shingles.length + (this.#sizes[at] as number);
        const shared = Math.floor((size - this.#differing(at, bitmap)) / 2);
        if (shared / (size - shared) < most) continue;
        const likeness = jaccard(shingles, this.#shingles[at] as Uint32Array);
        if (likeness >= most) [best, most] = [at, likeness];
      }
    }
    if (best >= 0) return this.#ids[best] as number;
    this.#keep(id, shingles, bitmap);
    for (const [band, bucket] of this.#buckets.entries())
      bucket.add(keys[band] as number, this.#ids.length - 1);
    return id;
  }

  #differing(at: number, bitmap: Int32Array): number {
    let bits = 0;
    for (let word = 0; word < bitmapWords; word++)
      bits += bitsIn((bitmap[word] as number) ^ (this.#bitmaps[at * bitmapWords + word] as number));
    return bits;
  }

  #keep(id: number, shingles: Uint32Array, bitmap: Int32Array): void {
    const at = this.#ids.length;
    if (at === this.#sizes.length) {
      const [sizes, bitmaps] = [this.#sizes, this.#bitmaps];
      this.#sizes = new Int32Array(2 * sizes.length);
      this.#sizes.set(sizes);
      this.#bitmaps = new Int32Array(2 * bitmaps.length);
      this.#bitmaps.set(bitmaps);
    }
    this.#sizes[at] = shingles.length;
    this.#bitmaps.set(bitmap, at * bitmapWords);
    this.#ids.push(id);
    this.#shingles.push(shingles);
  }
}
