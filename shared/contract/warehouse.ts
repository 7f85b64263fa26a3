/**
 * A warehouse that speaks PostgreSQL's protocol, as a source of imports: what may be asked of it, and how it fails.
 * The page names a connection by its id; only main knows passwords, and only the job process opens a socket.
 */
import { z } from "zod";
import { FileToken, JobStopped, UnwritableFile } from "./file-token.ts";
import { IsoDate, NeverFails, Nothing } from "./schemas.ts";

/** What PostgreSQL allows as a name; a NUL ends strings in its protocol. */
const Name = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !name.includes("\0"));

const TimeZone = z.string().regex(/^[A-Za-z0-9_+/-]{1,60}$/);

export const ConnectionId = z.string().regex(/^[0-9a-f-]{36}$/);

export const WarehouseSelection = z.object({
  /** How its file is called among what was fetched. */
  name: Name,
  from: z.discriminatedUnion("type", [
    z.object({ type: z.literal("table"), schema: Name, table: Name }),
    z.object({ type: z.literal("query"), sql: z.string().max(100_000) }),
  ]),
  /** None: all of them. */
  columns: z.array(Name).max(500),
  /** In which times with a zone are told, so that an evening keeps its day; null: UTC. */
  timeZone: TimeZone.nullable().default(null),
  /** Columns that tell every row apart; with them a broken transfer goes on where it stopped. */
  key: z.array(Name).max(8),
  /** Members to take, by a hash of their key: always the same ones, in every table. */
  sample: z.object({ column: Name, percent: z.number().positive().max(100) }).nullable(),
  since: z
    .object({ column: Name, from: IsoDate, unit: z.enum(["date", "seconds", "milliseconds"]) })
    .nullable(),
  /** Only members (or films) with at least so many rows. */
  minimum: z.object({ column: Name, rows: z.number().int().min(2).max(1_000_000) }).nullable(),
  /** Tickets added up to film, venue and day by the warehouse. */
  totals: z
    .object({
      film: Name,
      venue: Name,
      at: Name,
      /** Hour at which the business day begins; 0 for a column of dates. */
      dayStartsAt: z.number().int().min(0).max(12),
      /** For times with a zone: the one of the venues. */
      timeZone: TimeZone.nullable(),
      admissions: Name.nullable(), // null: every row is one ticket
      gross: Name.nullable(),
      showing: Name.nullable(),
    })
    .nullable(),
});
export type WarehouseSelection = z.infer<typeof WarehouseSelection>;

export const WarehouseConnection = z.object({
  id: ConnectionId,
  name: Name,
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[^\s/\\@?#]+$/),
  port: z.number().int().min(1).max(65_535),
  database: Name,
  user: Name,
  tls: z.enum(["verified", "off"]),
  /** Certificates of the authority to trust, as PEM; null: the ones this computer trusts. */
  authority: z.string().max(100_000).nullable(),
  /** What was fetched last: offered again, and what the batch interface fetches. */
  selections: z.array(WarehouseSelection).max(50),
});
export type WarehouseConnection = z.infer<typeof WarehouseConnection>;

export const WarehouseSettings = z.object({
  on: z.boolean(),
  connections: z.array(WarehouseConnection).max(50),
});
export type WarehouseSettings = z.infer<typeof WarehouseSettings>;

const WarehouseOff = z.object({ type: z.literal("WarehouseOff") });
const UnknownConnection = z.object({ type: z.literal("UnknownConnection") });
const PasswordNeeded = z.object({ type: z.literal("PasswordNeeded") });

/** Why a warehouse did not give what was asked. No failure carries a password or a row. */
export const WarehouseFailure = z.discriminatedUnion("type", [
  WarehouseOff,
  UnknownConnection,
  PasswordNeeded,
  z.object({
    type: z.literal("Unreachable"),
    reason: z.enum(["refused", "notFound", "timeout", "notAWarehouse", "other"]),
    host: z.string(),
    port: z.number(),
    detail: z.string(),
  }),
  z.object({
    type: z.literal("TlsFailed"),
    reason: z.enum(["notOffered", "untrusted", "expired", "otherName", "badAuthority", "other"]),
    host: z.string(),
    detail: z.string(),
  }),
  z.object({
    type: z.literal("SignInRefused"),
    reason: z.enum(["password", "database", "rule", "full"]),
    detail: z.string(),
  }),
  /** The server would not promise to keep the session from writing. */
  z.object({ type: z.literal("NotReadOnly"), detail: z.string() }),
  z.object({
    type: z.literal("QueryRefused"),
    reason: z.enum(["empty", "several", "notSelect", "writes", "unclosed"]),
    /** Where in the query, from 0. */
    position: z.number(),
    word: z.string(),
  }),
  z.object({
    type: z.literal("QueryFailed"),
    code: z.string(),
    detail: z.string(),
    hint: z.string().nullable(),
    /** Where in the query, from 0; null where the server does not say. */
    position: z.number().nullable(),
  }),
  z.object({ type: z.literal("QueryTimeout"), seconds: z.number() }),
  /** The line broke; `rows` are kept where the fetch can go on. */
  z.object({ type: z.literal("ConnectionDropped"), rows: z.number(), detail: z.string() }),
  z.object({
    type: z.literal("KeyNotUnique"),
    table: z.string(),
    columns: z.array(z.string()),
    row: z.number(),
    missing: z.boolean(),
  }),
  /** The columns are no longer those that the first part was fetched with. */
  z.object({ type: z.literal("SourceChanged"), table: z.string() }),
  z.object({ type: z.literal("UnknownFetch") }),
  UnwritableFile,
  JobStopped,
]);
export type WarehouseFailure = z.infer<typeof WarehouseFailure>;

export const WarehouseTable = z.object({
  schema: z.string(),
  table: z.string(),
  view: z.boolean(),
  /** The server's own estimate; null where it has none. */
  estimatedRows: z.number().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), nullable: z.boolean() })),
  /** Its primary key, or else a unique one without gaps; empty where the server tells of none. */
  key: z.array(z.string()),
});
export type WarehouseTable = z.infer<typeof WarehouseTable>;

export const WarehouseLook = z.object({
  /** Exactly what will run. */
  sql: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.string())),
  estimatedRows: z.number().nullable(),
});
export type WarehouseLook = z.infer<typeof WarehouseLook>;

export const FetchProgress = z.object({
  table: z.string(),
  done: z.number(), // tables
  of: z.number(),
  rows: z.number(), // of this table
  estimatedRows: z.number().nullable(),
  bytes: z.number(),
  rowsPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
});
export type FetchProgress = z.infer<typeof FetchProgress>;

/** A fetch that stopped half-way and can go on. */
export const UnfinishedFetch = z.object({
  fetch: z.uuid(),
  connection: ConnectionId,
  name: z.string(),
  startedAt: z.number(),
  rows: z.number(),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), done: z.boolean(), resumes: z.boolean() })),
});
export type UnfinishedFetch = z.infer<typeof UnfinishedFetch>;

export const previewedRows = 50;

const connection = ConnectionId;
export const warehouseContract = {
  checkWarehouse: {
    in: z.object({ connection }),
    out: z.object({ server: z.string(), encryption: z.string().nullable(), milliseconds: z.number() }),
    error: WarehouseFailure,
  },
  warehouseTables: {
    in: z.object({ connection }),
    out: z.object({ tables: z.array(WarehouseTable), truncated: z.boolean() }),
    error: WarehouseFailure,
  },
  lookIntoWarehouse: {
    in: z.object({ connection, selection: WarehouseSelection }),
    out: WarehouseLook,
    error: WarehouseFailure,
  },
  /** Fetches what was chosen into files of this computer, which import like any others. */
  fetchFromWarehouse: {
    in: z.discriminatedUnion("type", [
      z.object({
        type: z.literal("new"),
        connection,
        name: Name,
        selections: z.array(WarehouseSelection).min(1).max(50),
      }),
      z.object({ type: z.literal("resume"), fetch: z.uuid() }),
    ]),
    progress: FetchProgress,
    out: z.object({
      file: FileToken,
      name: z.string(),
      rows: z.number(),
      bytes: z.number(),
      seconds: z.number(),
    }),
    error: WarehouseFailure,
  },
  unfinishedFetches: { in: Nothing, out: z.object({ fetches: z.array(UnfinishedFetch) }), error: NeverFails },
  discardFetch: { in: z.object({ fetch: z.uuid() }), out: Nothing, error: NeverFails },
} as const;

/** What the page may know of a connection: everything but its password. */
const KnownConnection = WarehouseConnection.omit({ authority: true }).extend({
  ownAuthority: z.boolean(),
  password: z.enum(["kept", "session", "none"]),
});
export type KnownConnection = z.infer<typeof KnownConnection>;

/** What the page asks of main. */
export const warehouseHostContract = {
  warehouseSettings: {
    in: Nothing,
    out: z.object({
      on: z.boolean(),
      /** Whether the operating system keeps secrets here; if not, a password lasts as long as the application runs. */
      secretStore: z.boolean(),
      connections: z.array(KnownConnection),
    }),
    error: NeverFails,
  },
  switchWarehouse: { in: z.object({ on: z.boolean() }), out: Nothing, error: NeverFails },
  saveWarehouse: {
    in: z.object({
      connection: WarehouseConnection.omit({ id: true, authority: true, selections: true }).extend({
        id: ConnectionId.nullable(),
      }),
      /** A certificate file; null trusts what this computer trusts; undefined leaves it as it is. */
      authority: FileToken.nullable().optional(),
      password: z.string().max(10_000).nullable(), // null: as it is
    }),
    out: z.object({ id: ConnectionId }),
    error: z.discriminatedUnion("type", [
      z.object({ type: z.literal("NotACertificate"), name: z.string() }),
      z.object({ type: z.literal("TooManyConnections") }),
    ]),
  },
  setWarehousePassword: {
    in: z.object({ id: ConnectionId, password: z.string().min(1).max(10_000) }),
    out: Nothing,
    error: NeverFails,
  },
  noteWarehouseSelections: {
    in: z.object({ id: ConnectionId, selections: z.array(WarehouseSelection).max(50) }),
    out: Nothing,
    error: NeverFails,
  },
  forgetWarehouse: { in: z.object({ id: ConnectionId }), out: Nothing, error: NeverFails },
} as const;

/** The data service asks main before every call: without a grant no socket is opened. */
export const WarehouseGrant = WarehouseConnection.extend({ password: z.string() });
export type WarehouseGrant = z.infer<typeof WarehouseGrant>;
export const warehouseAccessContract = {
  grantWarehouse: {
    in: z.object({ connection }),
    out: WarehouseGrant,
    error: z.discriminatedUnion("type", [WarehouseOff, UnknownConnection, PasswordNeeded]),
  },
} as const;

/** What the data service hands on to the job process, with main's grant: reading pages must not keep it from answering. */
export const warehouseJobs = {
  checkWarehouse: { ...warehouseContract.checkWarehouse, in: z.object({ grant: WarehouseGrant }) },
  warehouseTables: { ...warehouseContract.warehouseTables, in: z.object({ grant: WarehouseGrant }) },
  lookIntoWarehouse: {
    ...warehouseContract.lookIntoWarehouse,
    in: z.object({ grant: WarehouseGrant, selection: WarehouseSelection }),
  },
  /** Goes on with what is noted of a fetch, in the folder of all fetches. */
  fetchFromWarehouse: {
    in: z.object({ grant: WarehouseGrant, root: z.string(), fetch: z.uuid() }),
    progress: FetchProgress,
    out: z.object({ rows: z.number(), bytes: z.number(), seconds: z.number() }),
    error: WarehouseFailure,
  },
} as const;
