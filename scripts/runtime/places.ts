import { homedir } from "node:os";
import { join } from "node:path";

/** The checkout. */
export const root = join(import.meta.dirname, "..", "..");

/** Runtimes and compiled modules, kept per user and by version: every checkout shares them. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "marquee");
