/** Where what belongs to a library lies. */
import { basename, dirname, join } from "node:path";

export const libraryName = (path: string): string => basename(path).replace(/\.marquee$/i, "");

/** The folder beside a library that holds its backups, unless the user chose another for them. */
export const besideLibrary = (path: string): string => join(dirname(path), `${libraryName(path)}.backups`);
