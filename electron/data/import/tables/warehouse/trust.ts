/** Whom to believe: the authority the user gave, or those this computer trusts; always by the name that was dialled. */
import { isIP } from "node:net";
import { type ConnectionOptions, getCACertificates } from "node:tls";
import type { WarehouseGrant } from "../../../../../shared/contract/warehouse.ts";

/** The system's authorities besides the built-in ones: a company's own stands there. */
const trustedHere = (): string[] => {
  const stores = ["bundled", "system", "extra"] as const;
  return [...new Set(stores.flatMap((store) => getCACertificates(store)))];
};

export const tlsOptions = ({ host, authority }: WarehouseGrant): ConnectionOptions => ({
  ca: authority ?? trustedHere(),
  rejectUnauthorized: true,
  minVersion: "TLSv1.2",
  host,
  ...(isIP(host) === 0 ? { servername: host } : {}), // names only (RFC 6066)
});
