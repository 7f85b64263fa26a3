import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBlock, encodeBlock } from "./rating-block.ts";

const rating = fc.record({
  member: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  film: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  value: fc.float({ noNaN: true }),
  at: fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.double({ noNaN: true })),
});
const block = fc.array(rating, { maxLength: 200 }).map((rows) => ({
  member: Int32Array.from(rows, (row) => row.member),
  film: Int32Array.from(rows, (row) => row.film),
  value: Float32Array.from(rows, (row) => row.value),
  at: Float64Array.from(rows, (row) => row.at),
}));

test("what is decoded is what was encoded, at any alignment", () => {
  fc.assert(
    fc.property(block, fc.nat({ max: 7 }), (columns, shift) => {
      const bytes = encodeBlock(columns);
      const held = new Uint8Array(bytes.length + shift);
      held.set(bytes, shift);
      expect(decodeBlock(held.subarray(shift))).toEqual(columns);
    }),
  );
});

test("truncated or lengthened bytes are no block", () => {
  fc.assert(
    fc.property(block, fc.integer({ min: 1, max: 40 }), (columns, cut) => {
      const bytes = encodeBlock(columns);
      expect(decodeBlock(bytes.subarray(0, Math.max(0, bytes.length - cut)))).toBeNull();
      expect(decodeBlock(new Uint8Array([...bytes, ...new Uint8Array(cut)]))).toBeNull();
    }),
  );
});
