/**
 * Every handler's way through the state of the library's file: a full disk, a read-only file, a damaged page or a
 * pulled plug is a failure with words, not a bug. SQLite has rolled the transaction back by then.
 */
import type { Contract, Fault, Handlers } from "../../../shared/contract/wire.ts";
import { err, type Result } from "../../../shared/domain/result.ts";
import type { Session } from "../session.ts";
import { placeOf } from "./place.ts";

export const faultOfSqlite = (error: unknown): Fault | null => {
  const { code, message = "" } = (error ?? {}) as { code?: string; message?: string };
  if (typeof code !== "string") return null;
  if (code === "SQLITE_FULL" || code === "ENOSPC") return { type: "DiskFull" };
  if (code.startsWith("SQLITE_READONLY") || code === "EROFS") return { type: "ReadOnlyLibrary" };
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB")
    return { type: "DamagedPages", detail: message };
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return { type: "LibraryBusy" };
  if (code.startsWith("SQLITE_IOERR") || code === "SQLITE_CANTOPEN")
    return { type: "DiskFailed", detail: message };
  return null;
};

/** A deleted file takes writes that nobody will ever read: they are refused. */
const refuseLost = (session: Session): void => {
  const library = session.library;
  if (!library || library.readOnly) return;
  library.db.pragma(`query_only = ${placeOf(library).place === "gone" ? "ON" : "OFF"}`);
};

export const guarded = <C extends Contract>(session: Session, handlers: Handlers<C>): Handlers<C> =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (...call: Parameters<typeof handler>): Promise<Result<unknown, unknown>> => {
        try {
          refuseLost(session);
          return await handler(...call);
        } catch (error) {
          const fault = faultOfSqlite(error);
          if (!fault) throw error;
          if (session.library?.db.inTransaction) session.library.db.exec("ROLLBACK");
          const gone = session.library && placeOf(session.library, 0).place === "gone";
          const lost = gone && (fault.type === "ReadOnlyLibrary" || fault.type === "DiskFailed");
          if (fault.type === "DamagedPages") session.onDamage?.(fault.detail);
          return err(lost ? ({ type: "LibraryGone" } satisfies Fault) : fault);
        }
      },
    ]),
  ) as unknown as Handlers<C>;
