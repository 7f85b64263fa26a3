/** What texts are linked to, where that is in doubt: a text on nothing names a film, a series, a studio or a house, or names another than the one it is linked to. */
import { z } from "zod";
import { FileToken, Missing, NoLibrary } from "./file-token.ts";
import { ImportFailure } from "./import.ts";
import { Id, made, Nothing } from "./schemas.ts";

export const linkKinds = ["film", "series", "studio", "venue"] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface LinkNames {
  readonly films: readonly {
    readonly id: number;
    readonly title: string;
    readonly titleZh: string | null;
    readonly series: string | null;
    readonly seriesZh: string | null;
    readonly studio: string | null;
  }[];
  readonly venues: readonly { readonly id: number; readonly name: string; readonly nameZh: string | null }[];
  /** Texts that a person has decided on. */
  readonly decided: Int32Array;
}

export interface LinkCandidate {
  readonly kind: LinkKind;
  /** The id of a film or house, the name of a series or studio. */
  readonly key: string;
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

const Target = z.object({ kind: z.enum(linkKinds), key: z.string().min(1).max(500) });
export type LinkTarget = z.infer<typeof Target>;

/** A file is no table of answers, or one row is none; `line` is 0 where it is the whole file. */
const BadLinkAnswers = z.object({
  type: z.literal("BadLinkAnswers"),
  name: z.string(),
  line: z.number(),
  problem: z.enum(["columns", "text", "kind", "key", "damagedRow", "tooMany"]),
  found: z.string(),
});
export type BadLinkAnswers = z.infer<typeof BadLinkAnswers>;
export const mostLinkAnswers = 20_000;

export const textLinksDataContract = {
  linkNames: { in: Nothing, out: made<LinkNames>(), error: NoLibrary },
  /** `to`: null = none of these. The text is to be read anew where that changes its link. */
  decideLink: {
    in: z.object({ text: Id, to: Target.nullable() }),
    out: z.object({ changeSet: Id.nullable() }),
    error: Missing,
  },
  /**
   * A table with the columns text, kind (film, series, studio, venue or none) and key; a row without a kind is left for later. All are one edit, or none where
   * one is wrong.
   */
  decideLinks: {
    in: z.object({ file: FileToken }),
    out: z.object({ answers: z.number(), moved: z.number(), changeSet: Id.nullable() }),
    error: z.discriminatedUnion("type", [NoLibrary, BadLinkAnswers, ...ImportFailure.options]),
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
