import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportCount } from "../../../../shared/contract/import.ts";
import { outcomesOfRuns, topRules } from "./quality-figures.ts";

const count = (
  importRun: number,
  rule: string,
  outcome: ImportCount["outcome"],
  rows: number,
): ImportCount => ({
  importRun,
  system: "vista",
  startedAt: 0,
  file: "a.csv",
  kind: "interactions",
  rule,
  outcome,
  rows,
});

describe("figures of the quality report", () => {
  const runs = [
    { importRun: 2, startedAt: 200 },
    { importRun: 1, startedAt: 100 },
  ];
  const counts = [
    count(1, "", "accepted", 90),
    count(1, "duplicate", "rejected", 10),
    count(2, "", "accepted", 196),
    count(2, "unreadable-date", "repaired", 3),
    count(2, "duplicate", "rejected", 1),
    count(9, "duplicate", "rejected", 500),
  ];

  it("shares the rows of each run among their outcomes, oldest run first", () => {
    expect(outcomesOfRuns(runs, counts).map(({ rows, shares }) => [rows, shares])).toEqual([
      [100, { accepted: 0.9, repaired: 0, rejected: 0.1 }],
      [200, { accepted: 0.98, repaired: 0.015, rejected: 0.005 }],
    ]);
  });

  it("ranks the rules of these runs alone", () => {
    expect(topRules(runs, counts)).toEqual([
      { rule: "duplicate", rows: 11 },
      { rule: "unreadable-date", rows: 3 },
    ]);
  });

  it("always adds up to one", () => {
    const outcomes = fc.constantFrom("accepted", "repaired", "rejected");
    fc.assert(
      fc.property(fc.array(fc.tuple(outcomes, fc.nat(100_000)), { maxLength: 20 }), (parts) => {
        const made = parts.map(([outcome, rows], at) => count(1, String(at), outcome, rows));
        for (const { shares } of outcomesOfRuns(runs, made))
          expect(shares.accepted + shares.repaired + shares.rejected).toBeCloseTo(1, 9);
      }),
    );
  });
});
