/**
 * What a fetch has brought so far, beside its files: after a page is on disk, its length and last key are noted, and
 * only then. What a crash leaves behind the noted length is cut off, so that no row can come twice.
 */
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import {
  ConnectionId,
  type UnfinishedFetch,
  WarehouseSelection,
} from "../../../../../shared/contract/warehouse.ts";
import { keyOf } from "./statement.ts";

const FetchedTable = z.object({
  file: z.string(),
  selection: WarehouseSelection,
  columns: z.array(z.string()),
  estimatedRows: z.number().nullable(),
  rows: z.number(),
  bytes: z.number(),
  lastKey: z.array(z.string()).nullable(),
  done: z.boolean(),
});
export type FetchedTable = z.infer<typeof FetchedTable>;

const FetchState = z.object({
  fetch: z.uuid(),
  connection: ConnectionId,
  name: z.string(),
  startedAt: z.number(),
  /** The process that is at work on it: a batch command may run beside the window. */
  owner: z.number().nullable(),
  tables: z.array(FetchedTable),
});
export type FetchState = z.infer<typeof FetchState>;

/** Unfinished fetches are kept so long; finished ones until the application ends, or a day if it ended badly. */
const keptMs = 14 * 86_400_000;
const leftBehindMs = 86_400_000;

const runs = (process_: number): boolean => {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: string }).code === "EPERM";
  }
};
const isHeld = ({ owner }: FetchState): boolean => owner !== null && owner !== process.pid && runs(owner);
const stateFile = "fetch.json";
const dataFolder = "data";

/** A name that is a plain file name on every system, whatever the warehouse calls the table. */
const fileName = (name: string, taken: ReadonlySet<string>): string => {
  const plain = name
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, "_")
    .replace(/^[.\s]+/, "_")
    .replace(/[.\s]+$/, "")
    .slice(0, 80);
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)?$/i.test(plain) ? `table ${plain}`.trim() : plain;
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${safe}.csv` : `${safe} (${number}).csv`;
    if (!taken.has(file.toLowerCase())) return file;
  }
};

/** The fetches of this computer, in a folder that only this user can read. */
export class FetchFolder {
  readonly root: string;
  readonly #own = new Set<string>();

  constructor(root: string) {
    this.root = root;
  }

  /** Where the files of a fetch lie. */
  dataOf(fetch: string): string {
    return join(this.root, fetch, dataFolder);
  }

  async begin(
    connection: string,
    name: string,
    selections: readonly WarehouseSelection[],
  ): Promise<FetchState> {
    const taken = new Set<string>();
    const tables = selections.map((selection) => {
      const file = fileName(selection.name, taken);
      taken.add(file.toLowerCase());
      return {
        file,
        selection,
        columns: [],
        estimatedRows: null,
        rows: 0,
        bytes: 0,
        lastKey: null,
        done: false,
      };
    });
    const state: FetchState = {
      fetch: randomUUID(),
      connection,
      name,
      startedAt: Date.now(),
      owner: process.pid,
      tables,
    };
    this.#own.add(state.fetch);
    await mkdir(this.dataOf(state.fetch), { recursive: true, mode: 0o700 });
    await this.note(state);
    return state;
  }

  async note(state: FetchState): Promise<void> {
    const path = join(this.root, state.fetch, stateFile);
    const fresh = `${path}.${randomUUID()}`; // a fetch that was cancelled may still be noting its last page
    const handle = await open(fresh, "w", 0o600);
    try {
      await handle.writeFile(JSON.stringify(state));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(fresh, path);
  }

  /** What is noted of a fetch; null where nothing can be read. */
  async read(fetch: string): Promise<FetchState | null> {
    try {
      return FetchState.parse(JSON.parse(await readFile(join(this.root, fetch, stateFile), "utf8")));
    } catch {
      return null;
    }
  }

  /** Takes up a fetch that no other process is at work on; null where there is none. */
  async takeUp(fetch: string): Promise<FetchState | null> {
    const state = await this.read(fetch);
    if (!state || isHeld(state)) return null;
    state.owner = process.pid;
    this.#own.add(fetch);
    await this.note(state);
    return state;
  }

  /** Nobody is at work on it any more; its files stay. What is noted of it, or null. */
  async leave(fetch: string): Promise<FetchState | null> {
    const state = await this.read(fetch);
    if (state) await this.note({ ...state, owner: null }).catch(() => {}); // a full disk: the process will end one day
    return state;
  }

  /** The table's file, cut to what is noted of it. */
  async reopen(state: FetchState, table: FetchedTable) {
    const path = join(this.dataOf(state.fetch), table.file);
    const handle = await open(path, "a", 0o600);
    await truncate(path, table.bytes);
    return handle;
  }

  async discard(fetch: string): Promise<void> {
    await rm(join(this.root, fetch), { recursive: true, force: true, maxRetries: 3 });
  }

  async unfinished(): Promise<UnfinishedFetch[]> {
    const states = await Promise.all((await this.#names()).map((name) => this.read(name)));
    return states
      .filter((state) => state !== null)
      .filter((state) => state.tables.some(({ done }) => !done) && !isHeld(state))
      .sort((a, b) => b.startedAt - a.startedAt)
      .map(({ fetch, connection, name, startedAt, tables }) => ({
        fetch,
        connection,
        name,
        startedAt,
        rows: tables.reduce((sum, { rows }) => sum + rows, 0),
        tables: tables.map(({ selection, rows, done }) => ({
          name: selection.name,
          rows,
          done,
          resumes: keyOf(selection).length > 0,
        })),
      }));
  }

  /** Removes what nobody will come back for; at the end also the finished fetches of this run. */
  async sweep(when: "start" | "end"): Promise<void> {
    for (const name of await this.#names()) {
      const state = await this.read(name);
      const age = Date.now() - (state?.startedAt ?? 0);
      const finished = state?.tables.every(({ done }) => done);
      const own = this.#own.has(name);
      if (state && isHeld(state) && !own) continue;
      if ((when === "end" && own && finished) || age > (finished === false ? keptMs : leftBehindMs))
        await this.discard(name);
    }
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.root).catch(() => []);
    return names.filter((name) => z.uuid().safeParse(name).success);
  }
}
