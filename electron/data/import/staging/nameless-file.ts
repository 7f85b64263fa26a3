/** A temporary file without a name: it goes with its last descriptor, so that not even kill -9 leaves what it holds. */
import { randomUUID } from "node:crypto";
import { constants, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Windows' way to the same: _O_TEMPORARY deletes the file when it is closed, by whatever end. */
const temporary = 0x40;

export const openNamelessFile = (): number => {
  const path = join(tmpdir(), `marquee-${randomUUID()}`);
  const onWindows = process.platform === "win32";
  const { O_RDWR, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_RDWR | O_CREAT | O_EXCL | (onWindows ? temporary : 0), 0o600);
  if (!onWindows) rmSync(path);
  return file;
};
