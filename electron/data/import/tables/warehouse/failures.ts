/** What went wrong between us and the warehouse, in the contract's words. SQLSTATE codes: PostgreSQL manual, appendix A. */
import type { WarehouseFailure, WarehouseGrant } from "../../../../../shared/contract/warehouse.ts";
import { Failure } from "../../../../../shared/domain/fault.ts";

interface RawError {
  readonly code?: string;
  readonly message: string;
  readonly position?: string;
  readonly hint?: string;
  readonly severity?: string;
}

const raw = (error: unknown): RawError =>
  error instanceof Error ? (error as unknown as RawError) : { message: String(error) };

/** A bound on what a server can make us show. */
const shown = (text: string): string => text.slice(0, 2000);

const tlsReasons: Readonly<Record<string, Extract<WarehouseFailure, { type: "TlsFailed" }>["reason"]>> = {
  SELF_SIGNED_CERT_IN_CHAIN: "untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "untrusted",
  CERT_SIGNATURE_FAILURE: "untrusted",
  CERT_UNTRUSTED: "untrusted",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "otherName",
};

const unreachable: Readonly<Record<string, Extract<WarehouseFailure, { type: "Unreachable" }>["reason"]>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "notFound",
  EAI_AGAIN: "notFound",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "other",
  ENETUNREACH: "other",
};

/** Why no session came about. */
export const connectFailure = (error: unknown, { host, port }: WarehouseGrant): WarehouseFailure => {
  const { code = "", message } = raw(error);
  const detail = shown(message);
  const tls = tlsReasons[code];
  if (tls) return { type: "TlsFailed", reason: tls, host, detail };
  if (/server does not support SSL/.test(message))
    return { type: "TlsFailed", reason: "notOffered", host, detail };
  if (/^ERR_(SSL|OSSL|TLS)|^EPROTO/.test(code) || /establishing an SSL connection/.test(message))
    return { type: "TlsFailed", reason: "other", host, detail };
  const reason = unreachable[code];
  if (reason) return { type: "Unreachable", reason, host, port, detail };
  if (/timeout expired/.test(message)) return { type: "Unreachable", reason: "timeout", host, port, detail };
  if (code === "28P01") return { type: "SignInRefused", reason: "password", detail };
  if (code === "3D000") return { type: "SignInRefused", reason: "database", detail };
  if (code === "53300") return { type: "SignInRefused", reason: "full", detail };
  if (/^[0-9A-Z]{5}$/.test(code)) return { type: "SignInRefused", reason: "rule", detail };
  if (/Connection terminated|SASL|Unknown authenticationOk/.test(message))
    return { type: "Unreachable", reason: "notAWarehouse", host, port, detail };
  return { type: "Unreachable", reason: "other", host, port, detail };
};

/** Where our statement's text holds the user's own query, to say where in that the error is. */
export interface QueryPlace {
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

/** The server counts characters of the statement from 1; the page wants an offset into what the user wrote. */
const positionIn = (position: string | undefined, place: QueryPlace | null): number | null => {
  if (!position || !place) return null;
  const before = [...place.text].slice(0, Number(position) - 1).join("").length;
  const at = before - place.start;
  return at >= 0 && at <= place.length ? at : null;
};

const isLost = (code: string, message: string): boolean =>
  ["ECONNRESET", "EPIPE", "ETIMEDOUT", "57P01", "57P02", "57P03", "25P03"].includes(code) ||
  /Connection terminated|not queryable|connection error/i.test(message);

/** Why a statement did not end well. */
export const statementFailure = (
  error: unknown,
  place: QueryPlace | null,
  timeoutSeconds: number,
): WarehouseFailure => {
  if (error instanceof Failure) return error.fault as WarehouseFailure;
  const { code = "", message, position, hint } = raw(error);
  if (isLost(code, message)) return { type: "ConnectionDropped", rows: 0, detail: shown(message) };
  if (code === "57014") return { type: "QueryTimeout", seconds: timeoutSeconds };
  if (!/^[0-9A-Z]{5}$/.test(code)) throw error; // not the server's word: a bug of ours
  return {
    type: "QueryFailed",
    code,
    detail: shown(message),
    hint: hint ? shown(hint) : null,
    position: positionIn(position, place),
  };
};
