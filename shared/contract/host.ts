/** What the page may ask of the main process: dialogs, recent files, preferences of this computer, batch work. */
import { z } from "zod";
import { FileToken, UnwritableFile } from "./file-token.ts";
import { NeverFails, Nothing } from "./schemas.ts";
import { warehouseHostContract } from "./warehouse.ts";
import type { Client } from "./wire.ts";

export const menuCommands = [
  "newLibrary",
  "openLibrary",
  "openSample",
  "saveCopy",
  "closeLibrary",
  "import",
  "export",
  "undo",
  "redo",
  "palette",
  "settings",
  "about",
] as const;

export const HostEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("menu"), command: z.enum(menuCommands) }),
  z.object({ type: z.literal("openLibrary"), file: FileToken, name: z.string() }),
  z.object({ type: z.literal("theme"), dark: z.boolean() }),
]);
export type HostEvent = z.infer<typeof HostEvent>;

export const Preferences = z.object({
  language: z.enum(["en", "zh-CN"]),
  theme: z.enum(["system", "light", "dark"]),
  engine: z.enum(["auto", "webgl", "wasm", "cpu"]),
});
export type Preferences = z.infer<typeof Preferences>;

export const purposes = [
  "openLibrary",
  "newLibrary",
  "saveCopy",
  "importFile",
  "importFolder",
  "encoderFolder",
  "trailerFile",
  "trailerFolder",
  "certificate",
  "exportFolder",
  "exportTable",
] as const;

/** What the page is here for: a window for a person, or one command of the batch interface. */
export const Task = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("window"),
    library: z.object({ file: FileToken, name: z.string() }).nullable(),
  }),
  z.object({
    type: z.literal("batch"),
    command: z.string(),
    files: z.record(z.string(), FileToken),
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
]);
export type Task = z.infer<typeof Task>;

export const hostContract = {
  ...warehouseHostContract,
  task: { in: Nothing, out: Task, error: NeverFails },
  /** Never ends: what happens outside the page arrives as progress. */
  watch: { in: Nothing, progress: HostEvent, out: Nothing, error: NeverFails },
  /** Hands the page another port to the data service; it arrives like the first. */
  openDataPort: { in: z.object({ name: z.string() }), out: Nothing, error: NeverFails },
  chooseFile: {
    in: z.object({ purpose: z.enum(purposes), suggestedName: z.string().max(200) }),
    out: z.object({ file: FileToken, name: z.string(), path: z.string() }).nullable(),
    error: NeverFails,
  },
  recentLibraries: {
    in: Nothing,
    out: z.object({
      libraries: z.array(
        z.object({
          file: FileToken,
          name: z.string(),
          path: z.string(),
          openedAt: z.number(),
          /** Nothing lies there now: moved, deleted, or its disk is not connected. */
          missing: z.boolean(),
        }),
      ),
    }),
    error: NeverFails,
  },
  /** A library that was just written by the data service at a path that the user chose; null for any other. */
  libraryAt: {
    in: z.object({ path: z.string() }),
    out: z.object({ file: FileToken, name: z.string() }).nullable(),
    error: NeverFails,
  },
  /** Where this computer keeps the sample library, made on first use (`createSample`). */
  sampleLibrary: {
    in: Nothing,
    out: z.object({ file: FileToken, name: z.string(), exists: z.boolean() }),
    error: NeverFails,
  },
  /** Remembers an opened library and names the window after it; null forgets the name. */
  noteLibrary: {
    in: z.object({ library: z.object({ file: FileToken, name: z.string() }).nullable() }),
    out: Nothing,
    error: NeverFails,
  },
  reveal: { in: z.object({ file: FileToken, name: z.string().nullable() }), out: Nothing, error: NeverFails },
  /** Asks where to, and writes a picture of the page's making there; null when the user decided against it. */
  saveImage: {
    in: z.object({
      suggestedName: z.string().max(200),
      kind: z.enum(["png", "svg", "csv"]), // csv: the table of a picture,
      bytes: z.instanceof(Uint8Array),
    }),
    out: z.object({ path: z.string() }).nullable(),
    error: UnwritableFile,
  },
  preferences: { in: Nothing, out: Preferences, error: NeverFails },
  setPreferences: { in: Preferences, out: Nothing, error: NeverFails },
  /** Progress in the taskbar or dock; null clears it. */
  setProgress: {
    in: z.object({ share: z.number().min(0).max(1).nullable() }),
    out: Nothing,
    error: NeverFails,
  },
  setMenuState: {
    in: z.object({ libraryOpen: z.boolean(), canUndo: z.boolean(), canRedo: z.boolean() }),
    out: Nothing,
    error: NeverFails,
  },
  /** Logs a bug of the page; the reference is shown to the user. */
  report: {
    in: z.object({ message: z.string(), stack: z.string() }),
    out: z.object({ ref: z.string() }),
    error: NeverFails,
  },
  batchProgress: { in: z.object({ line: z.string() }), out: Nothing, error: NeverFails },
  batchDone: {
    in: z.object({ exitCode: z.number().int(), result: z.looseObject({}), summary: z.string() }),
    out: Nothing,
    error: NeverFails,
  },
  versions: {
    in: Nothing,
    out: z.object({
      marquee: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      logFolder: z.string(),
    }),
    error: NeverFails,
  },
} as const;

export type HostClient = Client<typeof hostContract>;
