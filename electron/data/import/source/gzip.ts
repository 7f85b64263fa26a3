/** Streams packed with gzip (RFC 1952), unpacked as they are read and stopped at their bounds. */
import { PassThrough, pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { bounded } from "./bounds.ts";
import { readFailure, type SourceFile } from "./source.ts";

export const startsLikeGzip = (head: Uint8Array): boolean =>
  head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

async function* unpack(file: SourceFile): AsyncGenerator<Buffer> {
  let packed = 0;
  const counter = new PassThrough({ highWaterMark: 2 ** 16 });
  counter.on("data", (piece: Buffer) => {
    packed += piece.length;
  });
  const gunzip = createGunzip({ chunkSize: 2 ** 16 });
  const packedPieces = Readable.from(await file.read(), { objectMode: false, highWaterMark: 2 ** 16 });
  // The error reaches the reader through `gunzip`.
  pipeline(packedPieces, counter, gunzip, () => {});
  try {
    yield* bounded(file.name, gunzip, () => packed);
  } catch (error) {
    throw readFailure(file.name, error);
  } finally {
    packedPieces.destroy();
    gunzip.destroy();
  }
}

/** The trailer holds the unpacked size modulo 2^32, of the last member only: a first guess, and all that is known. */
export const gunzipped = (file: SourceFile, claimedBytes: number): SourceFile => ({
  name: file.name,
  bytes: Math.max(file.bytes, claimedBytes > file.bytes * 1_100 ? 0 : claimedBytes),
  read: () => Promise.resolve(unpack(file)),
});
