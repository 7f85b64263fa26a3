import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readEncoderFolder, readEncoderWeights } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "marquee-encoder-"));
afterAll(() => rmSync(folder, { recursive: true }));
const { signal } = new AbortController();
const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);

test("a folder is read once it is whole, and its fingerprint is that of all its files", async () => {
  for (const [name, content] of [
    ["config.json", "{}"],
    ["vocab.txt", "[PAD]\n电"],
    ["model.safetensors", "0123456789"],
  ] as const) {
    expect(await readEncoderFolder(folder, signal)).toEqual({
      ok: false,
      error: { type: "MissingEncoderFile", name },
    });
    write(name, content);
  }
  const first = await readEncoderFolder(folder, signal);
  expect(first).toMatchObject({
    value: { config: "{}", reading: null, vocabulary: "[PAD]\n电", weightsBytes: 10 },
  });
  expect(await readEncoderFolder(folder, signal)).toEqual(first);
  write("tokenizer_config.json", "{}");
  const second = await readEncoderFolder(folder, signal);
  expect(second.ok && first.ok && second.value.fingerprint !== first.value.fingerprint).toBe(true);
  const piece = async (from: number, length: number): Promise<string> => {
    const read = await readEncoderWeights(folder, from, length);
    return read.ok ? new TextDecoder().decode(read.value.bytes) : read.error.type;
  };
  expect(await piece(2, 3)).toBe("234");
  expect(await piece(8, 9)).toBe("89");
});

test("what is too large, or is no folder, is told", async () => {
  truncateSync(join(folder, "config.json"), 2 ** 20 + 1);
  expect(await readEncoderFolder(folder, signal)).toMatchObject({
    error: { type: "EncoderTooLarge", name: "config.json", most: 2 ** 20 },
  });
  expect(await readEncoderFolder(join(folder, "vocab.txt"), signal)).toMatchObject({
    error: { type: "MissingEncoderFile" },
  });
  expect(await readEncoderWeights(join(folder, "none"), 0, 1)).toMatchObject({
    error: { type: "UnreadableFile" },
  });
});
