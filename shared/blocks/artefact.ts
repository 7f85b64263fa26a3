/**
 * Named arrays and a JSON header as one run of bytes, for models and checkpoints:
 * "MQ1\n", uint32 length of the header, header, then the arrays, each starting on a multiple of 8 bytes. Little-endian.
 */
export type Arrays = Readonly<Record<string, Float32Array | Float64Array | Int32Array | Uint8Array>>;
/** Everything a model is, apart from its card. */
export interface Artefact {
  readonly header: Readonly<Record<string, unknown>>;
  readonly arrays: Arrays;
}

const magic = 0x0a31514d;
const types = { f32: Float32Array, f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;
const typeOf = (array: Arrays[string]): Entry["type"] =>
  (Object.keys(types) as Entry["type"][]).find((type) => array instanceof types[type]) as Entry["type"];
const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

interface Entry {
  readonly name: string;
  readonly type: keyof typeof types;
  readonly length: number;
}

export const encodeArtefact = ({ header, arrays }: Artefact): Uint8Array<ArrayBuffer> => {
  const entries: Entry[] = Object.entries(arrays).map(([name, array]) => ({
    name,
    type: typeOf(array),
    length: array.length,
  }));
  const text = new TextEncoder().encode(JSON.stringify({ header, entries }));
  const first = aligned(8 + text.length);
  const bytes = new Uint8Array(
    entries.reduce(
      (size, entry) => size + aligned(types[entry.type].BYTES_PER_ELEMENT * entry.length),
      first,
    ),
  );
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, 8);
  let at = first;
  for (const array of Object.values(arrays)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return bytes;
};

/** Throws on bytes that `encodeArtefact` did not make. */
export const decodeArtefact = (bytes: Uint8Array): Artefact => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== magic) throw new Error("not a model artefact");
  const length = view.getUint32(4, true);
  const { header, entries } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
    header: Record<string, unknown>;
    entries: Entry[];
  };
  const arrays: Record<string, Arrays[string]> = {};
  let at = aligned(8 + length);
  for (const entry of entries) {
    const size = types[entry.type].BYTES_PER_ELEMENT * entry.length;
    const piece = bytes.slice(at, at + size);
    if (piece.byteLength !== size) throw new Error("a model artefact ends early");
    arrays[entry.name] = new types[entry.type](piece.buffer);
    at += aligned(size);
  }
  return { header, arrays };
};

/** An array of an artefact by name and kind; throws where there is none. */
export const storedArray = <A extends Arrays[string]>(
  arrays: Arrays,
  name: string,
  kind: new (length: number) => A,
): A => {
  const array = arrays[name];
  if (!(array instanceof kind)) throw new Error(`a model artefact without ${name} as ${kind.name}`);
  return array;
};

/** Arrays of the sums by member that a model was judged by: without names, yet a row a member. */
export const memberSums = "evaluation/";

/** The same model, without what was summed by member. */
export const withoutMemberSums = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const { header, arrays } = decodeArtefact(bytes);
  const kept = Object.entries(arrays).filter(([name]) => !name.startsWith(memberSums));
  return encodeArtefact({ header, arrays: Object.fromEntries(kept) });
};
