/** What came of a stored plan. */
import { z } from "zod";
import type { PlayedShowing } from "../domain/plan-actuals.ts";
import { PlanDocument } from "../domain/plan-document.ts";
import { Missing } from "./file-token.ts";
import { made } from "./schemas.ts";

export const actualsContract = {
  /** The plan as it was stored, and the venue's showings of its days, as far as the library knows them by now. */
  planActuals: {
    in: z.object({ id: z.string() }),
    out: z.object({ document: PlanDocument, played: made<PlayedShowing[]>() }),
    error: Missing,
  },
} as const;
