/** Reading a file at any place. */
import { type FileHandle, open } from "node:fs/promises";
import type { RandomAccess } from "./source.ts";

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
