/** Small state of this computer, kept as JSON in the user's folder: preferences, recent libraries, window place. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { app } from "electron";
import { z } from "zod";
import { Preferences } from "../../shared/contract/host.ts";
import { WarehouseSettings } from "../../shared/contract/warehouse.ts";

const Recent = z.object({ path: z.string(), openedAt: z.number() });
const WindowState = z.object({
  x: z.number().optional(),
  y: z.number().optional(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
});
const State = z.object({
  preferences: Preferences,
  recent: z.array(Recent),
  window: WindowState,
  warehouse: WarehouseSettings.default({ on: false, connections: [] }),
});
export type State = z.infer<typeof State>;

const recentLimit = 10;

export class StateStore {
  #state: State;
  readonly #file = join(app.getPath("userData"), "state.json");

  constructor() {
    this.#state = this.#read();
  }

  get state(): State {
    return this.#state;
  }

  update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#state, null, 2));
    renameSync(`${this.#file}.new`, this.#file);
  }

  noteRecent(path: string): void {
    const others = this.#state.recent.filter((recent) => recent.path !== path);
    this.update({ recent: [{ path, openedAt: Date.now() }, ...others].slice(0, recentLimit) });
  }

  /** A missing or unreadable file means a first start. */
  #read(): State {
    try {
      return State.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return {
        preferences: {
          language: app.getLocale().toLowerCase().startsWith("zh") ? "zh-CN" : "en",
          theme: "system",
          engine: "auto",
        },
        recent: [],
        window: { width: 1440, height: 900, maximized: false },
        warehouse: { on: false, connections: [] },
      };
    }
  }
}
