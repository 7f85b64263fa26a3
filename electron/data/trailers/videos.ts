/** Video files that the user chose: which there are, and their bytes. */
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { FoundTrailer } from "../../../shared/contract/trailers.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { videoExtensions } from "../../../shared/domain/trailers.ts";
import { filesBelow } from "../import/source/folder.ts";
import { messageOf } from "../import/source/source.ts";

interface Unreadable {
  readonly type: "UnreadableFile";
  readonly name: string;
  readonly detail: string;
}
const unreadable = (path: string, error: unknown) =>
  err({ type: "UnreadableFile", name: basename(path), detail: messageOf(error).slice(0, 500) } as const);

const namedLikeVideo = new RegExp(`\\.(?:${videoExtensions.join("|")})$`, "i");

/** What a chosen path is, or holds, with the paths. */
export const videosAt = async (
  path: string,
): Promise<
  Result<readonly (Pick<FoundTrailer, "name" | "bytes"> & { readonly path: string })[], Unreadable>
> => {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return ok([{ path, name: basename(path), bytes: found.size }]);
    const files = (await filesBelow(path)).filter(({ name }) => namedLikeVideo.test(name));
    return ok(
      await Promise.all(
        files.map(async ({ path: file, name }) => ({
          path: file,
          name,
          bytes: (await stat(file)).size,
        })),
      ),
    );
  } catch (error) {
    return unreadable(path, error);
  }
};

/** By its first bytes: the box that MP4 and QuickTime start with, or Matroska's and WebM's mark. */
const startsLikeVideo = (head: Buffer): boolean =>
  /^(?:ftyp|moov|mdat|wide|free|skip)$/.test(head.toString("latin1", 4, 8)) ||
  head.readUInt32BE(0) === 0x1a45dfa3;

/** Bytes [start, end), fewer at the end of the file. */
export const pieceOf = async (
  path: string,
  start: number,
  end: number,
): Promise<Result<Uint8Array<ArrayBuffer>, Unreadable | { readonly type: "NotVideo" }>> => {
  try {
    const handle = await open(path);
    try {
      const head = Buffer.alloc(8);
      await handle.read(head, 0, head.length, 0);
      if (!startsLikeVideo(head)) return err({ type: "NotVideo" });
      const bytes = new Uint8Array(end - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return ok(bytes.slice(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unreadable(path, error);
  }
};
