/** The folder of an encoder: small files as text, weights in pieces. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { EncoderFileFailure } from "../../../shared/contract/encoders.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

/** Most bytes of each file. */
const files = {
  "config.json": 2 ** 20,
  "tokenizer_config.json": 2 ** 20,
  "vocab.txt": 2 ** 25,
  "model.safetensors": 2 ** 31,
} as const;
type Name = keyof typeof files;

interface EncoderFolder {
  readonly name: string;
  readonly config: string;
  readonly reading: string | null;
  readonly vocabulary: string;
  readonly weightsBytes: number;
  readonly fingerprint: string;
}

/** Bytes, or null where there is no such file. */
const sizeOf = async (folder: string, name: Name): Promise<Result<number | null, EncoderFileFailure>> => {
  try {
    const found = await stat(join(folder, name));
    if (!found.isFile()) return ok(null);
    if (found.size > files[name])
      return err({ type: "EncoderTooLarge", name, bytes: found.size, most: files[name] });
    return ok(found.size);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return ok(null);
    return unreadable(name, error);
  }
};

const unreadable = (name: string, error: unknown): Result<never, EncoderFileFailure> =>
  err({ type: "UnreadableFile", name, detail: error instanceof Error ? error.message : String(error) });

export const readEncoderFolder = async (
  folder: string,
  signal: AbortSignal,
): Promise<Result<EncoderFolder, EncoderFileFailure>> => {
  const sizes: Partial<Record<Name, number>> = {};
  for (const name of Object.keys(files) as Name[]) {
    const size = await sizeOf(folder, name);
    if (!size.ok) return size;
    if (size.value !== null) sizes[name] = size.value;
    else if (name !== "tokenizer_config.json") return err({ type: "MissingEncoderFile", name });
  }
  const text = (name: Name): Promise<string> => readFile(join(folder, name), { encoding: "utf8", signal });
  try {
    const config = await text("config.json");
    const reading = sizes["tokenizer_config.json"] === undefined ? null : await text("tokenizer_config.json");
    const vocabulary = await text("vocab.txt");
    const hash = createHash("sha256").update(JSON.stringify([config, reading, vocabulary]));
    for await (const piece of createReadStream(join(folder, "model.safetensors"), { signal }))
      hash.update(piece as Uint8Array);
    return ok({
      name: basename(folder),
      config,
      reading,
      vocabulary,
      weightsBytes: sizes["model.safetensors"] as number,
      fingerprint: hash.digest("hex"),
    });
  } catch (error) {
    signal.throwIfAborted();
    return unreadable(basename(folder), error);
  }
};

/** Fewer bytes where the file ends. */
export const readEncoderWeights = async (
  folder: string,
  from: number,
  length: number,
): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer> }, EncoderFileFailure>> => {
  try {
    const handle = await open(join(folder, "model.safetensors"));
    try {
      const bytes = new Uint8Array(length);
      let at = 0;
      while (at < length) {
        const { bytesRead } = await handle.read(bytes, at, length - at, from + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return ok({ bytes: at === length ? bytes : bytes.slice(0, at) });
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unreadable("model.safetensors", error);
  }
};
