/** Whether the file of an open library is still where it was opened; where it went, as far as the system tells. */
import { readdirSync, readlinkSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Library } from "./library.ts";

export interface Place {
  readonly place: "here" | "moved" | "gone";
  readonly path: string | null;
}

interface Known {
  readonly inode: bigint;
  readonly device: bigint;
  checkedAt: number;
  last: Place;
}
const known = new WeakMap<Library["db"], Known>();

const identity = (path: string): { readonly ino: bigint; readonly dev: bigint } | null => {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
};

/** The new name of an open file: Linux keeps it beside the descriptor; else a neighbour with the same number. */
const whereNow = (inode: bigint, device: bigint, path: string): string | null => {
  const same = (candidate: string): boolean => {
    const found = identity(candidate);
    return found?.ino === inode && found.dev === device;
  };
  try {
    for (const descriptor of readdirSync("/proc/self/fd")) {
      const target = readlinkSync(join("/proc/self/fd", descriptor));
      if (/\.marquee$/i.test(target) && same(target)) return target;
    }
  } catch {
    // Not Linux, or a descriptor that closed meanwhile.
  }
  try {
    const folder = dirname(path);
    for (const name of readdirSync(folder))
      if (/\.marquee$/i.test(name) && same(join(folder, name))) return join(folder, name);
  } catch {
    // The folder went with the file.
  }
  return null;
};

/** Remembers which file was opened. */
export const notePlace = (library: Library): void => {
  const found = identity(library.path);
  if (found)
    known.set(library.db, {
      inode: found.ino,
      device: found.dev,
      checkedAt: performance.now(),
      last: { place: "here", path: library.path },
    });
};

/** What was seen within `freshMs` is not looked at again: a network drive must not slow every call. */
export const placeOf = (library: Library, freshMs = 500): Place => {
  const seen = known.get(library.db);
  if (!seen) return { place: "here", path: library.path };
  const now = performance.now();
  if (now - seen.checkedAt < freshMs) return seen.last;
  seen.checkedAt = now;
  const found = identity(library.path);
  if (found?.ino === seen.inode && found.dev === seen.device)
    seen.last = { place: "here", path: library.path };
  else {
    const path = whereNow(seen.inode, seen.device, library.path);
    seen.last = path ? { place: "moved", path } : { place: "gone", path: null };
  }
  return seen.last;
};
