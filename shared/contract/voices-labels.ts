/** Texts labelled by people, most useful first: what a person says of a text stands above what the reader made of it. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";
import { Id, made } from "./schemas.ts";

export const textLabels = ["negative", "mixed", "positive"] as const;
const TextLabel = z.enum(textLabels);
export type TextLabel = z.infer<typeof TextLabel>;

export interface Unlabelled {
  readonly id: number;
  readonly at: number;
  readonly text: string;
  /** What the reader makes of it. */
  readonly positive: number;
}

export const labelsContract = {
  /** The reader is least sure of the first; near copies of earlier texts are left out. */
  textsToLabel: {
    in: z.object({ limit: z.number().int().min(1).max(1000) }),
    out: z.object({ texts: made<readonly Unlabelled[]>(), labelled: z.number() }),
    error: NoLibrary,
  },
  /** Null takes the label back. */
  labelText: {
    in: z.object({ id: Id, label: TextLabel.nullable() }),
    out: z.object({ labelled: z.number() }),
    error: NoLibrary,
  },
} as const;
