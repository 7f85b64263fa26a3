/** How a model is judged: what is held out. */
import { z } from "zod";

/** The first is the default. */
export const splitKinds = ["time", "random", "leave-last-out", "cold-films", "cold-members"] as const;
export const SplitKind = z.enum(splitKinds);
export type SplitKind = z.infer<typeof SplitKind>;
