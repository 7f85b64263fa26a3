import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeArtefact, encodeArtefact } from "./artefact.ts";

const arrays = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== "__proto__"),
  fc.oneof(fc.float32Array({ noNaN: true }), fc.int32Array()),
);

test("what is encoded comes back, whatever the header says", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        fc.string(),
      ),
      arrays,
      (header, columns) => {
        const decoded = decodeArtefact(encodeArtefact({ header, arrays: columns }));
        expect({ ...decoded.header }).toEqual({ ...header });
        expect(Object.keys(decoded.arrays)).toEqual(Object.keys(columns));
        for (const [name, column] of Object.entries(columns)) expect(decoded.arrays[name]).toEqual(column);
      },
    ),
  );
});

test("bytes from the middle of a larger buffer decode too", () => {
  const bytes = encodeArtefact({ header: { a: 1 }, arrays: { w: Float32Array.of(1.5, -2) } });
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(decodeArtefact(larger.subarray(3)).arrays.w).toEqual(Float32Array.of(1.5, -2));
});

test("foreign and torn bytes are refused", () => {
  const bytes = encodeArtefact({ header: {}, arrays: { w: new Float32Array(10) } });
  expect(() => decodeArtefact(new Uint8Array(64))).toThrow();
  expect(() => decodeArtefact(new Uint8Array(3))).toThrow();
  expect(() => decodeArtefact(bytes.subarray(0, bytes.length - 8))).toThrow();
});
