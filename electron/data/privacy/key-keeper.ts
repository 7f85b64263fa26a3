/** Who keeps the keys of identifiers: the main process, which alone reaches the system's secret store. */
import type { identifierKeyContract } from "../../../shared/contract/control.ts";
import type { Client } from "../../../shared/contract/wire.ts";
import { err, type Result } from "../../../shared/domain/result.ts";
import type { Connection } from "../store/library.ts";
import { type IdentifierKey, keepsIdentifiers, libraryId, opensIdentifiers } from "./identifiers.ts";

export type KeyKeeper = Client<typeof identifierKeyContract>;

/** Without main there is no secret store. */
export const noKeyKeeper: KeyKeeper = {
  identifierKey: async () => err({ type: "NoSecretStore" }),
  dropIdentifierKey: async () => err({ type: "Disconnected" }),
};

export type KeyFailure = { readonly type: "NoSecretStore" } | { readonly type: "NoIdentifierKey" };

/** `make`: a key where this computer has none yet; a library whose identifiers another computer sealed must not get one. */
export const identifierKeyOf = async (
  db: Connection,
  keeper: KeyKeeper,
  make: boolean,
): Promise<Result<IdentifierKey, KeyFailure>> => {
  const library = libraryId(db);
  if (library === null) return err({ type: "NoIdentifierKey" });
  const answer = await keeper.identifierKey({ library, make });
  if (answer.ok) return { ok: true, value: { library, key: Buffer.from(answer.value.key, "base64") } };
  return err({ type: answer.error.type === "NoIdentifierKey" ? "NoIdentifierKey" : "NoSecretStore" });
};

/** The key an import seals with: one that opens what is kept already. A library that keeps nothing yet may get one here. */
export const sealingKeyOf = async (
  db: Connection,
  keeper: KeyKeeper,
): Promise<Result<IdentifierKey, KeyFailure | { readonly type: "IdentifiersOff" }>> => {
  if (!keepsIdentifiers(db)) return err({ type: "IdentifiersOff" });
  const none = db.prepare("SELECT 1 FROM member_identifier LIMIT 1").get() === undefined;
  const key = await identifierKeyOf(db, keeper, none);
  return key.ok && !opensIdentifiers(db, key.value) ? err({ type: "NoIdentifierKey" }) : key;
};
