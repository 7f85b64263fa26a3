/**
 * Weights in the safetensors format: uint64 length N of the header, N bytes of JSON { name: { dtype, shape, data_offsets } }, then the values,
 * little-endian, without holes or overlaps (https://github.com/huggingface/safetensors#format). Read in pieces: a file may be larger than an array.
 */
import { z } from "zod";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";

/** A file of which only pieces are held. */
export interface FileBytes {
  readonly size: number;
  read(from: number, length: number): Promise<Uint8Array>;
}

export const weightsProblems = [
  "tooShort",
  "headerLength",
  "headerText",
  "entry",
  "dtype",
  "size",
  "bounds",
  "overlap",
  "hole",
  "notFinite",
] as const;
export interface BadWeights {
  readonly type: "BadWeights";
  readonly problem: (typeof weightsProblems)[number];
  readonly tensor: string; // "" = the file as a whole
}
const bad = (problem: BadWeights["problem"], tensor = ""): Result<never, BadWeights> =>
  err({ type: "BadWeights", problem, tensor });

const bytesOf: Readonly<Record<string, number>> = {
  ...{ BOOL: 1, U8: 1, I8: 1, F8_E5M2: 1, F8_E4M3: 1, I16: 2, U16: 2, F16: 2, BF16: 2 },
  ...{ I32: 4, U32: 4, F32: 4, F64: 8, I64: 8, U64: 8 },
};

export interface TensorPlace {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number; // in the file
  readonly to: number;
}
export type TensorPlaces = ReadonlyMap<string, TensorPlace>;

const prefix = 8;
/** The format's own limit. */
const longestHeader = 100_000_000;
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const Entry = z.strictObject({
  dtype: z.string(),
  shape: z.array(count).max(8),
  data_offsets: z.tuple([count, count]),
});

const parsed = (text: string): readonly (readonly [string, unknown])[] | null => {
  try {
    const header: unknown = JSON.parse(text);
    return typeof header === "object" && header !== null && !Array.isArray(header)
      ? Object.entries(header)
      : null;
  } catch {
    return null;
  }
};

const decoded = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

export const readPlaces = async (file: FileBytes): Promise<Result<TensorPlaces, BadWeights>> => {
  if (file.size < prefix) return bad("tooShort");
  const first = await file.read(0, prefix);
  const length = new DataView(first.buffer, first.byteOffset, prefix).getBigUint64(0, true);
  if (length < 2n || length > longestHeader || length > file.size - prefix) return bad("headerLength");
  const start = prefix + Number(length);
  const text = decoded(await file.read(prefix, Number(length)));
  const header = text === null || !text.startsWith("{") ? null : parsed(text);
  if (!header) return bad("headerText");
  const places = new Map<string, TensorPlace>();
  for (const [name, value] of header) {
    if (name === "__metadata__") continue;
    const entry = Entry.safeParse(value);
    if (!entry.success) return bad("entry", name);
    const { dtype, shape, data_offsets } = entry.data;
    const each = bytesOf[dtype];
    if (each === undefined || !Object.hasOwn(bytesOf, dtype)) return bad("dtype", name);
    const [from, to] = data_offsets;
    if (from > to || to > file.size - start) return bad("bounds", name);
    if (shape.reduce((product, length) => product * length, each) !== to - from) return bad("size", name);
    places.set(name, { dtype, shape, from: start + from, to: start + to });
  }
  let end = start;
  for (const [name, { from, to }] of [...places].sort(([, a], [, b]) => a.from - b.from || a.to - b.to)) {
    if (from < end) return bad("overlap", name);
    if (from > end) return bad("hole", name);
    end = to;
  }
  return end === file.size ? ok(places) : bad("hole");
};

/** Half precision (IEEE 754): sign, 5 bits of exponent, 10 of fraction. */
const half = (bits: number): number => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
};

const valuesOf = (dtype: string, bytes: Uint8Array): Float32Array | null => {
  const { buffer } = bytes.slice(); // on a boundary of its own
  if (dtype === "F32") return new Float32Array(buffer);
  if (dtype === "F16") return Float32Array.from(new Uint16Array(buffer), half);
  if (dtype !== "BF16") return null;
  const bits = Uint32Array.from(new Uint16Array(buffer), (upper) => upper << 16);
  return new Float32Array(bits.buffer);
};

/** The values of a tensor, as floats. */
export const readTensor = async (
  file: FileBytes,
  name: string,
  { dtype, from, to }: TensorPlace,
): Promise<Result<Float32Array, BadWeights>> => {
  const values = valuesOf(dtype, await file.read(from, to - from));
  if (!values) return bad("dtype", name);
  return values.every(Number.isFinite) ? ok(values) : bad("notFinite", name);
};
