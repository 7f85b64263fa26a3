/** Fetches again what was last chosen of a connection, without a person: a broken line is waited for. */
import type { UnfinishedFetch, WarehouseFailure } from "../../../shared/contract/warehouse.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";

interface Fetched {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** What came is kept, and a further attempt goes on from there. */
const goesOn: ReadonlySet<string> = new Set(["ConnectionDropped", "JobStopped"]);
/** Seconds before each further attempt. */
const patience = [2, 10, 60] as const;
const wait = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

const unfinishedOf = async ({ data }: Clients, connection: string): Promise<UnfinishedFetch | undefined> => {
  const { fetches } = await unwrap(data.unfinishedFetches({}));
  return fetches.find((each) => each.connection === connection);
};

export const fetchForBatch = async (
  clients: Clients,
  name: string,
  tell: (line: string) => void,
): Promise<Fetched> => {
  const { on, connections } = await unwrap(clients.host.warehouseSettings({}));
  if (!on) throw new Failure({ type: "WarehouseOff" });
  const connection = connections.find((each) => each.name === name);
  if (!connection) throw new Failure({ type: "UnknownConnection" });
  const { id, selections } = connection;
  if (selections.length === 0) throw new Failure({ type: "NothingChosen" });
  const call = {
    onProgress: ({ table, rows, rowsPerSecond }: { table: string; rows: number; rowsPerSecond: number }) =>
      tell(`${table}: ${rows} rows fetched, ${Math.round(rowsPerSecond)} rows/s`),
  };
  let fetched = await clients.data.fetchFromWarehouse(
    { type: "new", connection: id, name, selections },
    call,
  );
  for (const seconds of patience) {
    if (fetched.ok || !goesOn.has((fetched.error as WarehouseFailure).type)) break;
    tell(`the connection broke; again in ${seconds} s`);
    await wait(seconds);
    const begun = await unfinishedOf(clients, id);
    fetched = await clients.data.fetchFromWarehouse(
      begun ? { type: "resume", fetch: begun.fetch } : { type: "new", connection: id, name, selections },
      call,
    );
  }
  return unwrap(Promise.resolve(fetched));
};
