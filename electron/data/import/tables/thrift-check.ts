/**
 * Walks a struct of Thrift's compact protocol without keeping anything of it: a few bytes may claim a list of two
 * thousand million, and a reader that believes them never comes back.
 * Source: thrift/doc/specs/thrift-compact-protocol.md
 */
const maxDepth = 32;
const maxElements = 2 ** 24;

/** The place after the struct that begins at `start`; throws where it does not fit. */
export const endOfStruct = (view: DataView, start: number): number => {
  let at = start;
  let elements = 0;

  const count = (): void => {
    if (++elements > maxElements) throw new Error("description of endless length");
  };
  const byte = (): number => view.getUint8(at++); // a RangeError past the end
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const next = byte();
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
    }
    throw new Error("number of endless length");
  };
  const skip = (bytes: number): void => {
    if (bytes > view.byteLength - at) throw new Error("text longer than its description");
    at += bytes;
  };
  const list = (depth: number): void => {
    const header = byte();
    const type = header & 0x0f;
    const size = header >> 4 === 15 ? varint() : header >> 4;
    // Even a boolean takes a byte here.
    if (size > view.byteLength - at) throw new Error(`list of ${size} elements`);
    for (let i = 0; i < size; i++) {
      count();
      if (type === 1 || type === 2) byte();
      else element(type, depth);
    }
  };
  const element = (type: number, depth: number): void => {
    if (depth > maxDepth) throw new Error("description nested too deep");
    if (type === 1 || type === 2) return;
    if (type === 3) skip(1);
    else if (type >= 4 && type <= 6) varint();
    else if (type === 7) skip(8);
    else if (type === 8) skip(varint());
    else if (type === 9 || type === 10) list(depth + 1);
    else if (type === 12) struct(depth + 1);
    else throw new Error(`unknown type ${type} in its description`);
  };
  const struct = (depth: number): void => {
    for (let header = byte(); (header & 0x0f) !== 0; header = byte()) {
      count();
      if (header >> 4 === 0) varint();
      element(header & 0x0f, depth);
    }
  };

  struct(0);
  return at;
};
