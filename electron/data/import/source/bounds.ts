/**
 * Bounds on what a source may unpack to. What is packed is streamed, never whole on disk or in memory, so they may be
 * wide enough for the largest MovieLens set (about 1.6 GB of text at 4:1). Text above 100:1 is a bomb; little of it may
 * be that repetitive by chance.
 */
import { ReadFailure } from "./source.ts";

export const archiveBounds = {
  entries: 1_000,
  bytes: 8 * 2 ** 30,
  ratio: 100,
  ratioFrom: 2 ** 20,
} as const;

/** Posters lie by the ten thousand in one folder; files of data do not. */
export const folderBounds = { files: 200_000, depth: 16 } as const;

/** Forms that need random access are spooled to disk when they are packed. */
export const spoolBytes = 2 ** 30;

/** Stops a stream that unpacks to too much, whatever its headers claimed. `packedBytes` tells what went in so far. */
export async function* bounded(
  name: string,
  unpacked: AsyncIterable<Buffer>,
  packedBytes: () => number,
): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const piece of unpacked) {
    total += piece.length;
    if (total > archiveBounds.bytes)
      throw new ReadFailure({
        type: "UnsafeArchive",
        name,
        reason: "tooLarge",
        detail: `> ${archiveBounds.bytes} B`,
      });
    if (total > archiveBounds.ratioFrom && total > Math.max(1, packedBytes()) * archiveBounds.ratio)
      throw new ReadFailure({
        type: "UnsafeArchive",
        name,
        reason: "compressionRatio",
        detail: `> ${archiveBounds.ratio}:1`,
      });
    yield piece;
  }
}
