/** What texts are linked to, where that is in doubt: a text on nothing names a film or a house, or names another than the one it is linked to. */
import { z } from "zod";
import { Missing, NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

export interface LinkNames {
  readonly films: readonly { readonly id: number; readonly title: string; readonly titleZh: string | null }[];
  readonly venues: readonly { readonly id: number; readonly name: string; readonly nameZh: string | null }[];
  /** Texts that a person has decided on. */
  readonly decided: Int32Array;
}

export interface LinkCandidate {
  readonly kind: "film" | "venue";
  readonly id: number;
  readonly name: string;
  readonly nameZh: string | null;
  /** `linked`: as it stands now; `quoted`: named in marks of quotation; `named`: its whole name stands in the text. */
  readonly why: "linked" | "quoted" | "named";
}
export interface DoubtfulLink {
  readonly text: number;
  /** The present link first, where there is one; then what is named most plainly. */
  readonly candidates: readonly LinkCandidate[];
}

const Target = z.object({ kind: z.enum(["film", "venue"]), id: Id });
export type LinkTarget = z.infer<typeof Target>;

export const textLinksDataContract = {
  linkNames: { in: Nothing, out: made<LinkNames>(), error: NoLibrary },
  /** `to`: null = neither film nor house. The text is to be read anew where that changes its link. */
  decideLink: {
    in: z.object({ text: Id, to: Target.nullable() }),
    out: z.object({ changeSet: Id.nullable() }),
    error: Missing,
  },
} as const;

export const textLinksContract = {
  /** Those in doubt, at most `limit`; `total` counts all. */
  doubtfulLinks: {
    in: z.object({ limit: z.number().int().min(1).max(1000) }),
    progress: z.object({ share: z.number(), secondsLeft: z.number().nullable() }),
    out: z.object({ links: made<readonly DoubtfulLink[]>(), total: z.number() }),
    error: NoLibrary,
  },
} as const;
