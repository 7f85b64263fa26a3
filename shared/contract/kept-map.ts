/** The taste map as it was last made, kept in the library: what is derived and costs minutes. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";
import { Nothing } from "./schemas.ts";

const Bytes = z.instanceof(Uint8Array);
/** Of what else than the library's rows a map depends on. */
const key = z.string();

export const keptMapContract = {
  /** `state` names the rows of now; the map is null where none was kept under this key of exactly them. */
  keptMap: {
    in: z.object({ key }),
    out: z.object({ state: z.string(), map: Bytes.nullable() }),
    error: NoLibrary,
  },
  /** In the place of the one before; ignored where the rows are no longer those of `state`. */
  keepMap: { in: z.object({ key, state: z.string(), map: Bytes }), out: Nothing, error: NoLibrary },
} as const;
