/** What an audience lacks: of a segment, of a maker, or of everybody. */
import { z } from "zod";
import type { Lacking } from "../domain/lacking.ts";
import { TooFewAttended } from "./concepts.ts";
import { NoLibrary, NotFound } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { Id, made } from "./schemas.ts";

export const lackingContract = {
  lacking: {
    in: z.object({
      /** Null: everybody, or who came to the maker's films. */
      segment: Id.nullable(),
      /** The maker: a studio or distributor as films name it; null: none in particular. */
      studio: z.string().min(1).max(200).nullable(),
    }),
    out: z.object({
      lacking: made<Lacking>(),
      /** Members where the library has any, else the public's votes. */
      attention: z.enum(["members", "public"]),
      /** Makers of at least a few films, the most first. */
      studios: z.array(z.object({ name: z.string(), films: z.number() })),
    }),
    error: z.discriminatedUnion("type", [
      NoLibrary,
      NotFound,
      Suppressed,
      TooFewAttended,
      z.object({ type: z.literal("UnknownMaker"), name: z.string(), known: z.array(z.string()) }),
    ]),
  },
} as const;
