/** What the handlers need besides the contract: main's word on every connection, and where fetched rows wait. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { warehouseAccessContract } from "../../../../../shared/contract/warehouse.ts";
import type { Client } from "../../../../../shared/contract/wire.ts";
import { err } from "../../../../../shared/domain/result.ts";
import { FetchFolder } from "./fetch-state.ts";

export interface WarehouseAccess {
  readonly main: Client<typeof warehouseAccessContract>;
  readonly fetches: FetchFolder;
  /** What runs now, to be ended when the switch is turned off. */
  readonly running: Set<AbortController>;
}

/** Without main's word there is no warehouse. */
export const noWarehouse: WarehouseAccess = {
  main: { grantWarehouse: async () => err({ type: "WarehouseOff" }) },
  fetches: new FetchFolder(join(tmpdir(), "marquee-no-fetches")),
  running: new Set(),
};
