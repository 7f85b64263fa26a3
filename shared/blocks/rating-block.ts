/**
 * Codec of interaction blocks: typed-array columns of one kind, little-endian, as small as the rows allow, so that a
 * library's ratings load at the speed of memory. Rows are ordered by member, so members lie as runs.
 *
 *   rows, version, runs, values : uint32 × 4
 *   at     : float64[rows]                              version 3, where a time is no whole second from 1970 to 2106
 *   at     : uint32[rows]                               version 2
 *   film   : int32[rows]
 *   member : int32[runs], rows of it : uint32[runs]
 *   value  : float32[values] and its code uint8[rows]   where there are at most 256 values
 *   value  : float32[rows]                              where values = 0
 */
import type { RatingBlock } from "../contract/learning.ts";

export const blockRows = 1 << 18;

const compact = 2;
const wide = 3;
const headerBytes = 16;
const mostCodes = 256;

const isSecond = (at: number): boolean =>
  Number.isInteger(at) && at >= 0 && at <= 0xffffffff && !Object.is(at, -0);

/** The distinct values by their first appearance, or null where there are too many. */
const codesOf = (
  value: Float32Array,
): { readonly table: Float32Array; readonly codes: Uint8Array } | null => {
  const known = new Map<number, number>();
  const codes = new Uint8Array(value.length);
  for (let row = 0; row < value.length; row++) {
    const one = value[row] as number;
    let code = known.get(one);
    // A map takes 0 and -0 for one.
    if (code === undefined || Object.is(one, -0)) {
      if (known.size === mostCodes || Object.is(one, -0)) return null;
      code = known.size;
      known.set(one, code);
    }
    codes[row] = code;
  }
  return { table: Float32Array.from(known.keys()), codes };
};

const runsOf = (member: Int32Array): { readonly members: Int32Array; readonly counts: Uint32Array } => {
  const starts: number[] = [];
  for (let row = 0; row < member.length; row++)
    if (row === 0 || member[row] !== member[row - 1]) starts.push(row);
  return {
    members: Int32Array.from(starts, (row) => member[row] as number),
    counts: Uint32Array.from(starts, (row, n) => (starts[n + 1] ?? member.length) - row),
  };
};

export const encodeBlock = ({ member, film, value, at }: RatingBlock): Uint8Array<ArrayBuffer> => {
  const rows = member.length;
  const version = at.every(isSecond) ? compact : wide;
  const { members, counts } = runsOf(member);
  const coded = codesOf(value);
  const columns: readonly ArrayBufferView[] = [
    Uint32Array.of(rows, version, members.length, coded?.table.length ?? 0),
    version === compact ? Uint32Array.from(at) : at,
    film,
    members,
    counts,
    ...(coded ? [coded.table, coded.codes] : [value]),
  ];
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += column.byteLength;
  }
  return bytes;
};

/** The columns of a block as they lie in its bytes; null when these are not a block of a version known here. */
const layoutOf = (bytes: Uint8Array) => {
  if (bytes.byteLength < headerBytes) return null;
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const [rows = 0, version, runs = 0, values = 0] = new Uint32Array(buffer, byteOffset, 4);
  if (version !== compact && version !== wide) return null;
  const timeBytes = version === compact ? 4 : 8;
  const valueBytes = values === 0 ? 4 * rows : 4 * values + rows;
  if (bytes.byteLength !== headerBytes + rows * (timeBytes + 4) + runs * 8 + valueBytes) return null;
  let offset = byteOffset + headerBytes;
  const take = (size: number): number => {
    const at = offset;
    offset += size;
    return at;
  };
  return {
    rows,
    at:
      version === compact
        ? new Uint32Array(buffer, take(rows * 4), rows)
        : new Float64Array(buffer, take(rows * 8), rows),
    film: new Int32Array(buffer, take(rows * 4), rows),
    members: new Int32Array(buffer, take(runs * 4), runs),
    counts: new Uint32Array(buffer, take(runs * 4), runs),
    values: new Float32Array(buffer, take(values === 0 ? rows * 4 : values * 4), values || rows),
    codes: values === 0 ? null : new Uint8Array(buffer, take(rows), rows),
  };
};

/** Rows of a block into `into` from `offset` on: how many; null when the bytes are no block, or there is no room for it. */
export const decodeInto = (bytes: Uint8Array, into: RatingBlock, offset: number): number | null => {
  const block = layoutOf(bytes);
  if (!block || offset + block.rows > into.member.length) return null;
  const { rows, members, counts, values, codes } = block;
  let row = 0;
  for (let run = 0; run < members.length; run++) {
    const next = row + (counts[run] as number);
    if (next > rows) return null;
    into.member.fill(members[run] as number, offset + row, offset + next);
    row = next;
  }
  if (row !== rows) return null;
  into.at.set(block.at, offset);
  into.film.set(block.film, offset);
  if (!codes) into.value.set(values, offset);
  else for (let i = 0; i < rows; i++) into.value[offset + i] = values[codes[i] as number] as number;
  return rows;
};

export const emptyRatings = (rows: number): RatingBlock => ({
  member: new Int32Array(rows),
  film: new Int32Array(rows),
  value: new Float32Array(rows),
  at: new Float64Array(rows),
});

/** Null when the bytes are not a block of a version known here. */
export const decodeBlock = (bytes: Uint8Array): RatingBlock | null => {
  const layout = layoutOf(bytes);
  const block = layout && emptyRatings(layout.rows);
  return block && decodeInto(bytes, block, 0) !== null ? block : null;
};
