/** What a poster shows: every word that a film may name as its motif has a drawing. */
import { creatures } from "./creatures.ts";
import { nature } from "./nature.ts";
import type { Draw } from "./shapes.ts";
import { things } from "./things.ts";

export const motifs: Readonly<Record<string, Draw>> = { ...creatures, ...nature, ...things };
