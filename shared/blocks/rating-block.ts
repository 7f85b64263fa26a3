/**
 * Codec of interaction blocks: typed-array columns of one kind, little-endian, one after another:
 * rows uint32 | version uint32 | at float64[rows] | member int32[rows] | film int32[rows] | value float32[rows].
 * The eight-byte header keeps `at` aligned, so decoding copies nothing.
 */
import type { RatingBlock } from "../contract/learning.ts";

export const blockRows = 1 << 18;
const version = 1;
const headerBytes = 8;
const rowBytes = 8 + 4 + 4 + 4;

export const encodeBlock = ({ member, film, value, at }: RatingBlock): Uint8Array => {
  const rows = member.length;
  const bytes = new Uint8Array(headerBytes + rows * rowBytes);
  new Uint32Array(bytes.buffer, 0, 2).set([rows, version]);
  let offset = headerBytes;
  for (const column of [at, member, film, value]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += column.byteLength;
  }
  return bytes;
};

/** Null when the bytes are not a block of this version. */
export const decodeBlock = (bytes: Uint8Array): RatingBlock | null => {
  if (bytes.byteLength < headerBytes) return null;
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  const [rows = 0, found] = new Uint32Array(buffer, byteOffset, 2);
  if (found !== version || bytes.byteLength !== headerBytes + rows * rowBytes) return null;
  let offset = byteOffset + headerBytes;
  const at = new Float64Array(buffer, offset, rows);
  offset += at.byteLength;
  const member = new Int32Array(buffer, offset, rows);
  offset += member.byteLength;
  const film = new Int32Array(buffer, offset, rows);
  offset += film.byteLength;
  const value = new Float32Array(buffer, offset, rows);
  return { member, film, value, at };
};
