/** A temporary file without a name: it goes with its last descriptor, so that not even kill -9 leaves it behind. */
import { randomUUID } from "node:crypto";
import { constants, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { O_RDWR, O_CREAT, O_EXCL, O_DIRECTORY } = constants;
/** Linux makes files that never had a name (open(2), O_TMPFILE), where the file system can. */
const nameless = 0o20000000 | O_DIRECTORY;
/** Windows deletes the file when it is closed, by whatever end: _O_TEMPORARY. */
const temporary = 0x40;

const openNamed = (): number => {
  const path = join(tmpdir(), `marquee-${randomUUID()}`);
  const onWindows = process.platform === "win32";
  const file = openSync(path, O_RDWR | O_CREAT | O_EXCL | (onWindows ? temporary : 0), 0o600);
  if (!onWindows) rmSync(path);
  return file;
};

export const openNamelessFile = (): number => {
  if (process.platform !== "linux") return openNamed();
  try {
    return openSync(tmpdir(), O_RDWR | nameless, 0o600);
  } catch (error) {
    if (["EOPNOTSUPP", "EISDIR", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? ""))
      return openNamed();
    throw error;
  }
};
