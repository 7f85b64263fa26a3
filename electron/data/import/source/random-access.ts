/** Reading a file at any place. */
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spoolBytes } from "./bounds.ts";
import { type RandomAccess, ReadFailure, readFailure, type SourceFile } from "./source.ts";

const accessTo = (handle: FileHandle, bytes: number, remove: () => Promise<void>): RandomAccess => ({
  bytes,
  fd: handle.fd,
  read: async (start, end) => {
    const buffer = Buffer.allocUnsafe(end - start);
    let held = 0;
    while (held < buffer.length) {
      const { bytesRead } = await handle.read(buffer, held, buffer.length - held, start + held);
      if (bytesRead === 0) break;
      held += bytesRead;
    }
    return buffer.subarray(0, held);
  },
  close: async () => {
    await handle.close();
    await remove();
  },
});

export const openOnDisk = async (path: string): Promise<RandomAccess> => {
  const handle = await open(path);
  return accessTo(handle, (await handle.stat()).size, async () => {});
};

/** The file leaves no name behind where the system allows it, so that not even a crash leaves its content. */
const spooled = async (file: SourceFile): Promise<RandomAccess> => {
  const folder = await mkdtemp(join(tmpdir(), "marquee-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const handle = await open(join(folder, "spool"), "wx+", 0o600);
  try {
    if (process.platform !== "win32") await remove();
    let bytes = 0;
    for await (const piece of await file.read()) {
      bytes += piece.length;
      if (bytes > spoolBytes)
        throw new ReadFailure({ type: "LimitExceeded", name: file.name, limit: "bytes", most: spoolBytes });
      await handle.writeFile(piece);
    }
    return accessTo(handle, bytes, remove);
  } catch (error) {
    await handle.close();
    await remove();
    throw readFailure(file.name, error);
  }
};

export const randomAccess = (file: SourceFile): Promise<RandomAccess> =>
  file.random ? file.random() : spooled(file);
