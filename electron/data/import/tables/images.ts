/** Images of a folder as one table of their names; their bytes are read one by one. */

import type { ImportFailure } from "../../../../shared/contract/import.ts";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import { readFailure, type SourceFile } from "../source/source.ts";
import { readHead } from "./records.ts";
import { headRows, type RowBatch, type SourceRow, type Table } from "./table.ts";

const maxImageBytes = 20 * 2 ** 20;
const batchRows = 200;

const is = (head: Uint8Array, at: number, text: string): boolean =>
  Buffer.from(head.subarray(at, at + text.length)).toString("latin1") === text;

/** By their first bytes, whatever they are called. SVG may hold scripts and is none of them. */
export const mediaTypeOf = (head: Uint8Array): string | null => {
  if (is(head, 0, "\xff\xd8\xff")) return "image/jpeg";
  if (is(head, 0, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (is(head, 0, "GIF87a") || is(head, 0, "GIF89a")) return "image/gif";
  return is(head, 0, "RIFF") && is(head, 8, "WEBP") ? "image/webp" : null;
};

export const isNamedLikeImage = (name: string): boolean => /\.(?:jpe?g|png|webp|gif)$/i.test(name);

const rowOf = async (file: SourceFile, line: number): Promise<SourceRow> => {
  let mediaType: string | null = null;
  try {
    mediaType = mediaTypeOf(await readHead(file, 16));
  } catch {} // told as damage
  const fits = mediaType !== null && file.bytes <= maxImageBytes;
  return { line, cells: [file.name, mediaType ?? ""], damage: fits ? null : "not-an-image" };
};

export const imagesTable = async (name: string, files: readonly SourceFile[]): Promise<Table> => {
  const byName = new Map(files.map((file) => [file.name, file]));
  const rowsFrom = async (start: number, end: number): Promise<readonly SourceRow[]> => {
    const rows: SourceRow[] = [];
    for (const [i, file] of files.slice(start, end).entries()) rows.push(await rowOf(file, start + i + 1));
    return rows;
  };
  return {
    name,
    form: { type: "images" },
    columns: ["name", "mediaType"],
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    estimatedRows: files.length,
    head: await rowsFrom(0, headRows),
    image: async (imageName): Promise<Result<Uint8Array, ImportFailure>> => {
      const file = byName.get(imageName);
      if (!file) return err({ type: "UnreadableFile", name: imageName, detail: name });
      try {
        const bytes = await readHead(file, maxImageBytes + 1);
        if (bytes.length > maxImageBytes)
          return err({ type: "LimitExceeded", name: imageName, limit: "bytes", most: maxImageBytes });
        return mediaTypeOf(bytes)
          ? ok(bytes)
          : err({ type: "UnsupportedFile", name: imageName, form: "no image" });
      } catch (error) {
        return err(readFailure(imageName, error).failure);
      }
    },
    async *rows(signal): AsyncGenerator<RowBatch> {
      let bytesRead = 0;
      for (let start = 0; start < files.length; start += batchRows) {
        signal?.throwIfAborted();
        const end = Math.min(files.length, start + batchRows);
        for (const { bytes } of files.slice(start, end)) bytesRead += bytes;
        yield { rows: await rowsFrom(start, end), bytesRead };
      }
    },
  };
};
