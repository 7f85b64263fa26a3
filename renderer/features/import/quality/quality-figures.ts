/** Figures of the quality report from the counts that imports keep. */

import type { ImportCount, ImportRun } from "../../../../shared/contract/import.ts";
import type { FilmColumn } from "../../../../shared/domain/table-columns.ts";
import type { Outcome } from "../contract.ts";

export interface RunOutcomes {
  readonly importRun: number;
  readonly at: number;
  readonly rows: number;
  readonly shares: Readonly<Record<Outcome, number>>;
}

/** How the rows of each run ended, oldest first. Runs that read nothing are left out. */
export const outcomesOfRuns = (
  runs: readonly Pick<ImportRun, "importRun" | "startedAt">[],
  counts: readonly ImportCount[],
): readonly RunOutcomes[] => {
  const rowsOf = (importRun: number, outcome: Outcome): number =>
    counts
      .filter((count) => count.importRun === importRun && count.outcome === outcome)
      .reduce((sum, { rows }) => sum + rows, 0);
  return [...runs]
    .sort((a, b) => a.startedAt - b.startedAt)
    .flatMap(({ importRun, startedAt }) => {
      const [accepted, repaired, rejected] = [
        rowsOf(importRun, "accepted"),
        rowsOf(importRun, "repaired"),
        rowsOf(importRun, "rejected"),
      ];
      const rows = accepted + repaired + rejected;
      if (rows === 0) return [];
      return [
        {
          importRun,
          at: startedAt,
          rows,
          shares: { accepted: accepted / rows, repaired: repaired / rows, rejected: rejected / rows },
        },
      ];
    });
};

export interface RuleTotal {
  readonly rule: string;
  readonly rows: number;
}

const rulesShown = 8;

/** The rules that caught most rows of these runs. */
export const topRules = (
  runs: readonly Pick<ImportRun, "importRun">[],
  counts: readonly ImportCount[],
): readonly RuleTotal[] => {
  const wanted = new Set(runs.map(({ importRun }) => importRun));
  const totals = new Map<string, number>();
  for (const { importRun, rule, rows } of counts)
    if (rule !== "" && wanted.has(importRun)) totals.set(rule, (totals.get(rule) ?? 0) + rows);
  return [...totals]
    .map(([rule, rows]) => ({ rule, rows }))
    .sort((a, b) => b.rows - a.rows)
    .slice(0, rulesShown);
};

/** What a programmer wants to know of every film. */
export const completenessColumns = [
  "year",
  "genres",
  "runtime",
  "releaseDate",
  "certificate",
  "language",
  "country",
  "distributor",
  "synopsis",
  "poster",
  "titleZh",
  "imdbId",
  "tmdbId",
] as const satisfies readonly FilmColumn[];
