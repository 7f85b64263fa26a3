/** The regular files below a folder, in order of their names. Links are not followed: they may lead anywhere. */
import { opendir } from "node:fs/promises";
import { basename, join } from "node:path";
import { folderBounds } from "./bounds.ts";
import { ReadFailure } from "./source.ts";

/** What systems and archivers put beside the user's files. */
export const isClutter = (name: string): boolean =>
  /(?:^|\/)(?:\.|__MACOSX(?:\/|$)|Thumbs\.db$|desktop\.ini$|~\$)/i.test(name);

export interface FoundFile {
  readonly path: string;
  readonly name: string;
}

export const filesBelow = async (root: string): Promise<readonly FoundFile[]> => {
  const found: FoundFile[] = [];
  const walk = async (folder: string, inside: string, depth: number): Promise<void> => {
    if (depth > folderBounds.depth)
      throw new ReadFailure({
        type: "LimitExceeded",
        name: inside,
        limit: "depth",
        most: folderBounds.depth,
      });
    const folders: string[] = [];
    for await (const entry of await opendir(folder)) {
      if (isClutter(entry.name)) continue;
      if (entry.isDirectory()) folders.push(entry.name);
      if (!entry.isFile()) continue;
      if (found.length === folderBounds.files)
        throw new ReadFailure({
          type: "LimitExceeded",
          name: basename(root),
          limit: "files",
          most: folderBounds.files,
        });
      found.push({ path: join(folder, entry.name), name: inside + entry.name });
    }
    for (const name of folders) await walk(join(folder, name), `${inside}${name}/`, depth + 1);
  };
  await walk(root, "", 0);
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
};
