import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ExportedPlan, PlanDocument } from "../../../shared/domain/plan-document.ts";
import { planJson } from "./json.ts";
import { planOf } from "./plan.fixture.ts";

const schema = fileURLToPath(new URL("../../../docs/plan.schema.json", import.meta.url));

describe("the documented JSON", () => {
  it("is valid by its schema and gives the stored document back", () => {
    const document = planOf("2026-11-27");
    const file = JSON.parse(planJson(document));
    const exported = ExportedPlan.parse(file);
    expect(exported.showings).toHaveLength(document.showings.length);
    expect(PlanDocument.parse(file)).toEqual(document);
    expect(PlanDocument.parse(document)).toEqual(document);
  });

  it("holds every showing in any week, ends after it starts and lasts trailers, runtime and cleaning", () => {
    const week = fc
      .integer({ min: 0, max: 500 })
      .map((weeks) => new Date(Date.UTC(2024, 0, 5 + 7 * weeks)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(week, (first) => {
        const { showings, films, house } = ExportedPlan.parse(JSON.parse(planJson(planOf(first))));
        for (const { film, times } of showings) {
          const runtime = films.find((each) => each.film === film)?.runtime ?? Number.NaN;
          const length = (Date.parse(times.clear.utc) - Date.parse(times.start.utc)) / 60_000;
          expect(length).toBe(house.trailers + runtime + house.cleaning);
          expect(Date.parse(times.end.local)).toBe(Date.parse(times.end.utc));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("crosses the autumn change: the same wall time a day apart is 25 hours", () => {
    const { showings } = ExportedPlan.parse(JSON.parse(planJson(planOf("2026-10-23"))));
    const opening = showings.filter(({ screen, start }) => screen === 11 && start === 600);
    const instants = opening.map(({ times }) => Date.parse(times.start.utc) / 3_600_000);
    expect(instants.slice(1).map((hour, index) => hour - (instants[index] ?? 0))).toEqual([
      24, 25, 24, 24, 24, 24,
    ]);
  });

  it("refuses what dangles, repeats or names no time zone", () => {
    const document = planOf("2026-11-27");
    const [first] = document.showings;
    if (!first) throw new Error("the fixture has no showing");
    const bad = [
      { ...document, showings: [{ ...first, film: 999 }] },
      { ...document, showings: [{ ...first, screen: 999 }] },
      { ...document, showings: [{ ...first, date: "2027-01-01" }] },
      { ...document, showings: [first, first] },
      { ...document, house: { ...document.house, timeZone: "Mars/Olympus" } },
      { ...document, formatVersion: 2 },
    ];
    for (const each of bad) expect(PlanDocument.safeParse(each).success).toBe(false);
  });

  it("is published as it is", () => {
    expect(JSON.parse(readFileSync(schema, "utf8"))).toEqual(z.toJSONSchema(ExportedPlan, { io: "input" }));
  });
});
