/**
 * Keys of the identifiers that libraries keep: made here, sealed by the system's secret store, outside every library. Where
 * the system has no store worth the name there is no key, and so no identifier is kept.
 */
import { randomBytes } from "node:crypto";
import type { identifierKeyContract } from "../../shared/contract/control.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import type { Secrets } from "./secrets.ts";

const nameOf = (library: string): string => `identifiers:${library}`;

export const identifierKeys = (
  secrets: Pick<Secrets, "keep" | "find" | "forget" | "lasting">,
): Handlers<typeof identifierKeyContract> => ({
  identifierKey: ({ library, make }) => {
    if (!secrets.lasting) return err({ type: "NoSecretStore" });
    const known = secrets.find(nameOf(library));
    if (known !== null) return ok({ key: known });
    if (!make) return err({ type: "NoIdentifierKey" });
    const key = randomBytes(32).toString("base64");
    secrets.keep(nameOf(library), key);
    return ok({ key });
  },
  dropIdentifierKey: ({ library }) => {
    secrets.forget(nameOf(library));
    return ok({});
  },
});
