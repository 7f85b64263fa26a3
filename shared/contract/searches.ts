/** Searches for better parameters as the library keeps them, and the parameters that it has made its own. */
import { z } from "zod";
import { NoLibrary } from "./file-token.ts";
import { Nothing } from "./schemas.ts";
import { SearchRequest, TrialResult } from "./tuning.ts";

const StoredSearch = z.object({
  id: z.string(),
  startedAt: z.number(), // milliseconds since 1970
  fingerprint: z.string(), // of the interactions
  request: SearchRequest,
});
const search = z.string();
const Params = z.record(z.string(), z.number());

export const searchesContract = {
  /** Begins a search, or changes what is asked of one. */
  saveSearch: { in: StoredSearch, out: Nothing, error: NoLibrary },
  /** A trial judged: it lasts from here on. */
  saveTrial: { in: z.object({ search, result: TrialResult }), out: Nothing, error: NoLibrary },
  /** Latest first. */
  listSearches: {
    in: Nothing,
    out: z.object({ searches: z.array(StoredSearch.extend({ trials: z.number() })) }),
    error: NoLibrary,
  },
  loadSearch: {
    in: z.object({ search }),
    out: StoredSearch.extend({ results: z.array(TrialResult) }),
    error: z.discriminatedUnion("type", [NoLibrary, z.object({ type: z.literal("NotFound") })]),
  },
  dropSearch: { in: z.object({ search }), out: Nothing, error: NoLibrary },
  /** What a training in this library starts from instead of the model's defaults, by model. */
  ownDefaults: {
    in: Nothing,
    out: z.object({ defaults: z.array(z.object({ name: z.string(), params: Params, keptAt: z.number() })) }),
    error: NoLibrary,
  },
  keepDefaults: { in: z.object({ name: z.string(), params: Params }), out: Nothing, error: NoLibrary },
  /** Back to the model's own. */
  dropDefaults: { in: z.object({ name: z.string() }), out: Nothing, error: NoLibrary },
} as const;
