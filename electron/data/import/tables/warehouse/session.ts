/**
 * One connection to a warehouse, held to reading: the session is set to it where the server knows how, and everything
 * runs inside BEGIN READ ONLY, which the server must confirm. Nothing here needs more than SELECT.
 */
import { checkServerIdentity, type TLSSocket } from "node:tls";
import { Client, type FieldDef } from "pg";
import type { WarehouseFailure, WarehouseGrant } from "../../../../../shared/contract/warehouse.ts";
import { Failure } from "../../../../../shared/domain/fault.ts";
import { err, ok, type Result } from "../../../../../shared/domain/result.ts";
import { requestCancel } from "./cancel.ts";
import { cellTypes } from "./cells.ts";
import { connectFailure, type QueryPlace, statementFailure } from "./failures.ts";
import { grantedSocket } from "./sockets.ts";
import { tlsOptions } from "./trust.ts";

export interface Answer {
  readonly fields: readonly FieldDef[];
  readonly rows: readonly (readonly (string | null)[])[];
}
export interface WarehouseSession {
  readonly client: Client;
  readonly grant: WarehouseGrant;
  /** Protocol and cipher; null without TLS. */
  readonly encryption: string | null;
  /** Throws a `Failure` with a WarehouseFailure. */
  ask(text: string, place?: QueryPlace | null): Promise<Answer>;
  /** The rows of what not every engine can answer; none from those that cannot. */
  askIfKnown(text: string): Promise<Answer["rows"]>;
  /** For the statements that follow. */
  setTimeZone(zone: string): Promise<void>;
}

const connectTimeoutMs = 15_000;
const applicationName = "Marquee";

/** The driver also listens to PGHOST, PGOPTIONS, … of whoever started us: what the user set here is all that counts. */
const forgetEnvironment = (): void => {
  for (const name of Object.keys(process.env)) if (/^PG[A-Z]+$/.test(name)) delete process.env[name];
};

const clientOf = (grant: WarehouseGrant): Client => {
  forgetEnvironment();
  const { host, port, database, user, password } = grant;
  return new Client({
    host,
    port,
    database,
    user,
    password, // always text: without one the driver would look for a .pgpass
    ssl: grant.tls === "verified" ? { ...tlsOptions(grant), checkServerIdentity } : false,
    stream: () => grantedSocket(grant),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: cellTypes,
  });
};

/** What the session is set to. Not every server that speaks the protocol knows each: only reading is insisted on. */
const settings = (statementSeconds: number | null): readonly string[] => [
  "SET default_transaction_read_only = on",
  `SET application_name = '${applicationName}'`,
  `SET statement_timeout = ${(statementSeconds ?? 0) * 1000}`,
  "SET TIME ZONE 'UTC'",
  "SET datestyle = 'ISO, YMD'",
  "SET intervalstyle = 'iso_8601'",
  "SET extra_float_digits = 1",
];

const beginReading = async (client: Client): Promise<void> => {
  await client.query("BEGIN READ ONLY");
  const answer = await client.query<string[]>({ text: "SHOW transaction_read_only", rowMode: "array" });
  if (answer.rows[0]?.[0] === "on") return;
  throw new Failure({ type: "NotReadOnly", detail: String(answer.rows[0]?.[0]) } as WarehouseFailure);
};

const unknownSetting = /^(42704|0A000|42601|22023|42501)$/;

const prepare = async (client: Client, statementSeconds: number | null): Promise<void> => {
  for (const text of settings(statementSeconds))
    await client.query(text).catch((error: { readonly code?: string }) => {
      if (!unknownSetting.test(error.code ?? "")) throw error;
    });
  await beginReading(client);
};

const encryptionOf = (client: Client): string | null => {
  const stream = (client as unknown as { readonly connection: { readonly stream: Partial<TLSSocket> } })
    .connection.stream;
  const protocol = stream.getProtocol?.();
  return protocol ? `${protocol}, ${stream.getCipher?.().standardName ?? ""}` : null;
};

/** What the driver keeps for cancelling, and does not declare. */
const backendOf = (client: Client): { readonly processId: number; readonly secretKey: number } | null => {
  const { processID, secretKey } = client as unknown as {
    readonly processID: number | null;
    readonly secretKey: number | null;
  };
  return processID === null || secretKey === null ? null : { processId: processID, secretKey };
};

const destroy = (client: Client): void => {
  const { connection } = client as unknown as {
    readonly connection: { readonly stream: { destroy(): void } };
  };
  connection.stream.destroy();
};

const connected = async (
  grant: WarehouseGrant,
  signal: AbortSignal,
  statementSeconds: number | null,
): Promise<Result<Client, WarehouseFailure>> => {
  const client = clientOf(grant);
  client.on("error", () => {}); // told to whoever waits for an answer
  const abort = (): void => destroy(client);
  signal.addEventListener("abort", abort);
  try {
    await client.connect();
    await prepare(client, statementSeconds);
    return ok(client);
  } catch (error) {
    destroy(client);
    signal.throwIfAborted();
    if (error instanceof Failure) return err(error.fault as WarehouseFailure);
    return err(connectFailure(error, grant));
  } finally {
    signal.removeEventListener("abort", abort);
  }
};

export interface SessionLimits {
  readonly signal: AbortSignal;
  /**
   * What the server may spend on a statement. Null where rows are read in pages: the server counts from the first page
   * to the last, however long the reader takes.
   */
  readonly statementSeconds: number | null;
}

/**
 * Opens a session for the time of `work`. A failure of a statement is the result; an abort cancels at the server and
 * throws its reason at once.
 */
export const withSession = async <T>(
  grant: WarehouseGrant,
  { signal, statementSeconds }: SessionLimits,
  work: (session: WarehouseSession) => Promise<T>,
): Promise<Result<T, WarehouseFailure>> => {
  signal.throwIfAborted();
  const opened = await connected(grant, signal, statementSeconds);
  if (!opened.ok) return opened;
  const client = opened.value;
  let cancelled: Promise<void> | null = null;
  const abort = (): void => {
    const backend = backendOf(client);
    cancelled = (backend ? requestCancel(grant, backend) : Promise.resolve()).then(() => destroy(client));
  };
  signal.addEventListener("abort", abort);
  const ask: WarehouseSession["ask"] = async (text, place = null) => {
    try {
      return await client.query<(string | null)[]>({ text, rowMode: "array" });
    } catch (error) {
      signal.throwIfAborted();
      throw new Failure(statementFailure(error, place, statementSeconds ?? 0));
    }
  };
  let zone = "UTC";
  const session: WarehouseSession = {
    client,
    grant,
    encryption: encryptionOf(client),
    ask,
    askIfKnown: async (text) => {
      try {
        return (await ask(text)).rows;
      } catch (error) {
        if (!(error instanceof Failure) || error.fault.type !== "QueryFailed") throw error;
        await client.query("ROLLBACK"); // not every engine has savepoints
        await beginReading(client);
        return [];
      }
    },
    setTimeZone: async (next) => {
      if (next === zone) return;
      await ask(`SET LOCAL TIME ZONE '${next}'`);
      zone = next;
    },
  };
  const aborted = new Promise<never>((_resolve, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  aborted.catch(() => {}); // seen through the race
  try {
    return ok(await Promise.race([work(session), aborted]));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    if (error.fault.type === "QueryTimeout") abort();
    return err(error.fault as WarehouseFailure);
  } finally {
    signal.removeEventListener("abort", abort);
    if (!cancelled) await client.end().catch(() => {});
  }
};
