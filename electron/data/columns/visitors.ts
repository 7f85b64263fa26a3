/**
 * Who did what at each film: an inverted index of the interactions. A film's entries lie in the order of members, each
 * the difference to the member before in variable-length bytes, then one byte: the kind in the two low bits, above them
 * the code of a rating's value.
 */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import type { ColumnTable } from "./column.ts";
import { addByte, addVarint, type Bytes } from "./varint.ts";

/** Entries of film f from `starts[f]` to before `starts[f + 1]`. `values[code - 1]`; none where there are too many. */
export interface Visitors {
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
  readonly values: Float64Array;
}

const kindBits = 2;
const kindMask = (1 << kindBits) - 1;
const rating = interactionKindCode("rating");
/** Copied between two breaths. */
const bytesAtOnce = 4 << 20;

/** Takes interactions in the order of members. */
export class VisitorsBuilder {
  readonly #films: (Bytes | undefined)[];
  readonly #last: Int32Array;

  constructor(films: number) {
    this.#films = new Array(films + 1);
    this.#last = new Int32Array(films + 1);
  }

  add(film: number, member: number, kind: number, code: number): void {
    let bytes = this.#films[film];
    if (!bytes) {
      bytes = { at: 0, values: new Uint8Array(16) };
      this.#films[film] = bytes;
    }
    addVarint(bytes, member - (this.#last[film] as number));
    addByte(bytes, (code << kindBits) | kind);
    this.#last[film] = member;
  }

  async finish(values: Float64Array, breathe: () => Promise<void>): Promise<Visitors> {
    const films = this.#films;
    const starts = new Uint32Array(films.length + 1);
    for (let film = 0; film < films.length; film++)
      starts[film + 1] = (starts[film] as number) + (films[film]?.at ?? 0);
    const bytes = new Uint8Array(starts[films.length] as number);
    let copied = 0;
    for (let film = 0; film < films.length; film++) {
      const own = films[film];
      if (!own) continue;
      bytes.set(own.values.subarray(0, own.at), starts[film]);
      films[film] = undefined;
      copied += own.at;
      if (copied < bytesAtOnce) continue;
      copied = 0;
      await breathe();
    }
    return { starts, bytes, values };
  }
}

/** What somebody did at a film; `from` and `to` bound a rating. */
export interface Deed {
  readonly film: number;
  readonly kind: number | null;
  readonly from: number | null;
  readonly to: number | null;
}

/** By the byte of an entry: 1 where it is such a deed; null where ratings have too many values for codes. */
const wantedBytes = ({ values }: Visitors, { kind, from, to }: Deed): Uint8Array | null => {
  const bounded = kind === rating && (from !== null || to !== null);
  if (bounded && values.length === 0) return null;
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (kind !== null && (byte & kindMask) !== kind) return 0;
    const value = values[(byte >> kindBits) - 1] as number;
    return !bounded || (value >= (from ?? -Infinity) && value <= (to ?? Infinity)) ? 1 : 0;
  });
};

/** By row of `members`: who did it; null where the index cannot tell. */
export const whoDid = (members: ColumnTable, visitors: Visitors, deed: Deed): Uint8Array | null => {
  const wanted = wantedBytes(visitors, deed);
  if (!wanted) return null;
  const { bytes, starts } = visitors;
  const { rowOf } = members;
  const mask = new Uint8Array(members.ids.length);
  const end = starts[deed.film + 1] ?? 0;
  let member = 0;
  for (let at = starts[deed.film] ?? 0; at < end; ) {
    let byte = bytes[at++] as number;
    let difference = byte & 0x7f;
    for (let shift = 7; byte & 0x80; shift += 7) {
      byte = bytes[at++] as number;
      difference |= (byte & 0x7f) << shift;
    }
    member += difference;
    const row = rowOf[member] ?? -1;
    if (wanted[bytes[at++] as number] && row >= 0) mask[row] = 1;
  }
  return mask;
};

/**
 * How many of some films each member came to. Counts lie by member id in one byte each, so that the processor's cache
 * holds those of a million members; whole 255s of the few who need more stand apart.
 */
export class FilmCounts {
  readonly #visitors: Visitors;
  readonly #low: Uint8Array;
  readonly #high = new Map<number, number>();

  constructor({ rowOf }: ColumnTable, visitors: Visitors) {
    this.#visitors = visitors;
    this.#low = new Uint8Array(rowOf.length);
  }

  add(film: number): void {
    const { bytes, starts } = this.#visitors;
    const low = this.#low;
    const end = starts[film + 1] ?? 0;
    let member = 0;
    for (let at = starts[film] ?? 0; at < end; at++) {
      let byte = bytes[at++] as number;
      let difference = byte & 0x7f;
      for (let shift = 7; byte & 0x80; shift += 7) {
        byte = bytes[at++] as number;
        difference |= (byte & 0x7f) << shift;
      }
      if (difference === 0) continue; // the same member once more
      member += difference;
      const count = low[member] as number;
      if (count === 255) this.#high.set(member, (this.#high.get(member) ?? 0) + 255);
      low[member] = count === 255 ? 1 : count + 1;
    }
  }

  /** By row of `members`. */
  finish({ ids }: ColumnTable): Uint16Array {
    const counts = new Uint16Array(ids.length);
    for (let row = 0; row < ids.length; row++) counts[row] = this.#low[ids[row] as number] as number;
    if (this.#high.size > 0)
      for (let row = 0; row < ids.length; row++) {
        const high = this.#high.get(ids[row] as number);
        if (high) counts[row] = Math.min(0xffff, (counts[row] as number) + high);
      }
    return counts;
  }
}
