/** Whom to believe: the authority the user gave, or those this computer trusts; always by the name that was dialled. */
import { isIP } from "node:net";
import tls, { type ConnectionOptions } from "node:tls";
import type { WarehouseGrant } from "../../../../../shared/contract/warehouse.ts";

/** The system's authorities besides the built-in ones: a company's own stands there. Before Node 22.15, the latter alone. */
const trustedHere = (): string[] => {
  if (!("getCACertificates" in tls)) return [...(tls as typeof import("node:tls")).rootCertificates];
  const stores = ["bundled", "system", "extra"] as const;
  return [...new Set(stores.flatMap((store) => tls.getCACertificates(store)))];
};

export const tlsOptions = ({ host, authority }: WarehouseGrant): ConnectionOptions => ({
  ca: authority ?? trustedHere(),
  rejectUnauthorized: true,
  minVersion: "TLSv1.2",
  host,
  ...(isIP(host) === 0 ? { servername: host } : {}), // names only (RFC 6066)
});
