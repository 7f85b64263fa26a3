/** Facets of a table, read again while its figures are still being counted. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Facet } from "../../shared/contract/table-query.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import type { Result } from "../../shared/domain/result.ts";
import { useRead } from "./read.ts";

interface Answer {
  readonly total: number | null;
  readonly facets: readonly Facet[];
  readonly figures: { readonly share: number } | null;
}
const againMs = 1000;

/** `table` is the first part of every key that shows its figures. */
export const useFacets = (
  table: "films" | "members",
  question: unknown,
  ask: (signal: AbortSignal) => Promise<Result<Answer, AnyFault>>,
): Answer | undefined => {
  const queries = useQueryClient();
  const answer = useRead([table, "facets", question], ask, { keepPrevious: true }).data;
  const pending = answer?.figures != null;
  useEffect(() => {
    if (!pending) return;
    const again = setInterval(() => void queries.invalidateQueries({ queryKey: [table] }), againMs);
    return () => {
      clearInterval(again);
      void queries.invalidateQueries({ queryKey: [table] });
    };
  }, [pending, queries, table]);
  return answer;
};
