import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { f32, heldFile, safetensors } from "../../../../test/models/encoder-files.ts";
import { readPlaces, readTensor, type TensorPlace, weightsProblems } from "./safetensors.ts";

const written = (header: string, values = new Uint8Array(8), length?: number): Uint8Array<ArrayBuffer> => {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + values.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  file.set(text, 8);
  file.set(values, 8 + text.length);
  return file;
};
const problemOf = async (bytes: Uint8Array): Promise<string> => {
  const places = await readPlaces(heldFile(bytes));
  return places.ok ? "" : `${places.error.problem} ${places.error.tensor}`.trim();
};
const entry = (dtype: string, shape: unknown, from: unknown, to: unknown): string =>
  JSON.stringify({ dtype, shape, data_offsets: [from, to] });

describe("safetensors", () => {
  test("floats, halves and brain floats are read as they were written", async () => {
    const bytes = new Uint8Array(new Uint16Array([0x3c00, 0xc000, 0x0001, 0x7bff]).buffer);
    const brain = new Uint8Array(new Uint16Array([0x3f80, 0xc000, 0x3eaa, 0]).buffer);
    const file = heldFile(
      safetensors({
        odd: { dtype: "I64", shape: [1], bytes: new Uint8Array(8) },
        floats: f32([3], Float32Array.of(1.5, -2, 1e-30)),
        halves: { dtype: "F16", shape: [2, 2], bytes },
        brain: { dtype: "BF16", shape: [4], bytes: brain },
      }),
    );
    const places = await readPlaces(file);
    if (!places.ok) throw new Error(places.error.problem);
    const read = async (name: string) => readTensor(file, name, places.value.get(name) as TensorPlace);
    expect(await read("floats")).toEqual({ ok: true, value: Float32Array.of(1.5, -2, 1e-30) });
    expect(await read("halves")).toEqual({ ok: true, value: Float32Array.of(1, -2, 2 ** -24, 65504) });
    expect(await read("brain")).toEqual({ ok: true, value: Float32Array.of(1, -2, 0.33203125, 0) });
    expect(await read("odd")).toMatchObject({ error: { problem: "dtype", tensor: "odd" } });
  });

  test("what is not finite is refused", async () => {
    for (const file of [
      safetensors({ w: f32([2], Float32Array.of(1, Number.NaN)) }),
      safetensors({ w: { dtype: "F16", shape: [1], bytes: Uint8Array.of(0, 0x7c) } }),
      safetensors({ w: { dtype: "BF16", shape: [1], bytes: Uint8Array.of(0xc0, 0x7f) } }),
    ]) {
      const places = await readPlaces(heldFile(file));
      if (!places.ok) throw new Error(places.error.problem);
      const read = await readTensor(heldFile(file), "w", places.value.get("w") as TensorPlace);
      expect(read).toEqual({ ok: false, error: { type: "BadWeights", problem: "notFinite", tensor: "w" } });
    }
  });

  test.each([
    ["tooShort", new Uint8Array(7)],
    ["headerLength", written("{}", new Uint8Array(0), 1)],
    ["headerLength", written("{}", new Uint8Array(0), 3)],
    ["headerLength", written("{}", new Uint8Array(0), 2 ** 53)],
    ["headerText", written("[]")],
    ["headerText", written("{1")],
    ["headerText", written(" {}")],
    ["entry w", written('{"w":1}')],
    ["entry w", written(`{"w":${entry("F32", [-2], 0, 8)}}`)],
    ["entry w", written(`{"w":${entry("F32", [2], 0.5, 8)}}`)],
    ["dtype w", written(`{"w":${entry("F31", [2], 0, 8)}}`)],
    ["dtype w", written(`{"w":${entry("constructor", [2], 0, 8)}}`)],
    ["size w", written(`{"w":${entry("F32", [3], 0, 8)}}`)],
    ["size w", written(`{"w":${entry("F32", [2 ** 40, 2 ** 40], 0, 8)}}`)],
    ["bounds w", written(`{"w":${entry("F32", [4], 0, 16)}}`)],
    ["bounds w", written(`{"w":${entry("F32", [1], 8, 4)}}`)],
    ["overlap v", written(`{"w":${entry("F32", [2], 0, 8)},"v":${entry("F32", [1], 4, 8)}}`)],
    ["hole w", written(`{"w":${entry("F32", [1], 4, 8)}}`)],
    ["hole", written(`{"w":${entry("F32", [1], 0, 4)}}`)],
    ["hole w", written(`{"w":${entry("F32", [1], 0, 4)},"w":${entry("F32", [1], 4, 8)}}`)], // said twice
  ])("%s is told", async (problem, bytes) => {
    expect(await problemOf(bytes)).toBe(problem);
  });

  test("damaged files are refused or read, and never throw", async () => {
    const whole = safetensors({ a: f32([2, 3], new Float32Array(6)), b: f32([4], new Float32Array(4)) });
    const damage = fc.record({
      cut: fc.nat(whole.length),
      writes: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ cut, writes }) => {
        const bytes = whole.slice(0, whole.length - (writes.length % 2 === 0 ? cut : 0));
        for (const [at, value] of writes) if (at < bytes.length) bytes[at] = value;
        const file = heldFile(bytes);
        const places = await readPlaces(file);
        if (!places.ok) expect(weightsProblems).toContain(places.error.problem);
        else
          for (const [name, place] of places.value) {
            const read = await readTensor(file, name, place);
            if (read.ok) expect(read.value.every(Number.isFinite)).toBe(true);
          }
      }),
      { numRuns: 2000 },
    );
  });

  test("headers of any JSON are refused or read, and never throw", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc
            .dictionary(
              fc.string(),
              fc.record({
                dtype: fc.constantFrom("F32", "F16", "I64", "x"),
                shape: fc.array(fc.maxSafeInteger()),
                data_offsets: fc.array(fc.nat(40)),
              }),
            )
            .map((header) => JSON.stringify(header)),
        ),
        async (header) => {
          const places = await readPlaces(heldFile(written(header, new Uint8Array(32))));
          if (!places.ok) expect(weightsProblems).toContain(places.error.problem);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
