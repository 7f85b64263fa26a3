/** Who keeps the keys of identifiers: the main process, which alone reaches the system's secret store. */
import type { identifierKeyContract } from "../../../shared/contract/control.ts";
import type { Client } from "../../../shared/contract/wire.ts";
import { err, type Result } from "../../../shared/domain/result.ts";
import type { Connection } from "../store/library.ts";
import { type IdentifierKey, libraryId } from "./identifiers.ts";

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
  const answer = await keeper.identifierKey({ library, make });
  if (answer.ok) return { ok: true, value: { library, key: Buffer.from(answer.value.key, "base64") } };
  return err({ type: answer.error.type === "NoIdentifierKey" ? "NoIdentifierKey" : "NoSecretStore" });
};
