import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { blankConcept } from "../../../shared/domain/concept.ts";
import { type PortfolioWish, usualWish } from "../../../shared/domain/portfolio.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { loadSolver } from "../../../test/fixtures/solver.ts";
import type { Solver } from "../solver.ts";
import { decisionsOf } from "./decisions.ts";
import { frontierOf } from "./frontier.ts";
import { gainOf, type PortfolioModel, portfolioModel, together } from "./model.ts";
import { choose, fitted, worstFitted } from "./programme.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});
const quiet = async (): Promise<void> => undefined;
const genres = ["Drama", "Comedy", "Horror"];

/** Concepts of all sizes and prospects, their revenue log-normal. */
const planted = (seed: number, count: number, wish: Partial<PortfolioWish>, draws = 900): PortfolioModel => {
  const random = seededRandom(seed);
  const concepts = Array.from({ length: count }, (_, n) => ({
    id: `${n}`,
    concept: {
      ...blankConcept,
      genres: [genres[n % 3] as string],
      year: 2030,
      month: 1 + (n % 4),
      budget: Math.round(1e6 * Math.exp(2 + normal(random))),
    },
  }));
  const outcomes = concepts.map(({ concept }) => {
    const [usual, spread] = [Math.log(2 * concept.budget) + 0.4 * normal(random), 0.4 + 0.8 * random()];
    return Float64Array.from({ length: draws }, () => Math.exp(usual + spread * normal(random)));
  });
  return portfolioModel({ concepts, outcomes, worth: "revenue", wish: { ...usualWish, ...wish } });
};

const subsets = (count: number): number[][] =>
  Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (__, i) => i).filter((i) => (bits >> i) & 1),
  );
const keepsRows = ({ rows }: PortfolioModel, films: readonly number[]): boolean =>
  rows.every(({ by, least, most }) => {
    const sum = films.reduce((total, i) => total + (by[i] as number), 0);
    return sum >= least - 1e-6 && sum <= most + 1e-6;
  });
const meanOf = ({ mean }: PortfolioModel, films: readonly number[]): number =>
  films.reduce((sum, i) => sum + (mean[i] as number), 0);

describe("a choice of concepts", () => {
  test("is the best of all subsets within budget, counts, windows and traits, and above the floor of its worst tenth", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, share) => {
          const trait = { field: "genre", value: "Drama", least: 1, most: 2 } as const;
          const model = planted(seed, 6, { budget: 3e7, perWindow: 1, mostFilms: 4, traits: [trait] });
          const kept = subsets(6).filter((films) => keepsRows(model, films));
          const worst = kept.map((films) => worstFitted(model, films));
          const [low, high] = [Math.min(...worst), Math.max(...worst)];
          const floor = kept.length === 0 ? null : low + (high - low) * share - 1;
          const best = Math.max(
            ...kept
              .filter((_, n) => (worst[n] as number) >= (floor ?? 0))
              .map((films) => meanOf(model, films)),
          );
          const found = choose(model, solver, { seek: "mean", floor });
          if (found === null) {
            expect(kept).toEqual([]);
            return;
          }
          expect(keepsRows(model, found)).toBe(true);
          expect(worstFitted(model, found)).toBeGreaterThan((floor ?? 0) - 1e-4 * (high - low + 1e6));
          expect(meanOf(model, found)).toBeGreaterThan(best - 1e-4 * Math.abs(best) - 1);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("seeks the least downside where asked", () => {
    const model = planted(3, 6, { budget: 3e7 });
    const kept = subsets(6).filter((films) => keepsRows(model, films));
    const safest = choose(model, solver, { seek: "worst", floor: null }) as readonly number[];
    const best = Math.max(...kept.map((films) => worstFitted(model, films)));
    // A little downside is given for much more return.
    expect(worstFitted(model, safest)).toBeGreaterThan(best - 1e5);
  });
});

describe("the frontier", async () => {
  const model = planted(11, 9, { budget: 6e7, stands: { "2": "must", "4": "never" } });
  const frontierFor = async (of: PortfolioModel) => frontierOf(of, await loadSolver(), quiet);

  test("goes from the most return to the least downside; no plan beats another on both", async () => {
    const frontier = await frontierFor(model);
    expect(frontier.length).toBeGreaterThan(2);
    for (const [at, { plan }] of frontier.entries()) {
      const before = frontier[at - 1]?.plan;
      if (before) expect(plan.mean < before.mean && plan.worst > before.worst).toBe(true);
      expect(plan.films).toContain("2");
      expect(plan.films).not.toContain("4");
      expect(plan.low).toBeLessThanOrEqual(plan.high);
      expect(plan.cost).toBeLessThanOrEqual(6e7);
      // Films that do not all fail at once spare each other some of the downside.
      expect(plan.worst).toBeGreaterThanOrEqual(plan.worstApart - 1e-6);
    }
  });

  test("is judged by scenarios, all of them, not by those alone that it was chosen on", async () => {
    const [{ plan, films }] = (await frontierFor(model)) as [Awaited<ReturnType<typeof frontierFor>>[number]];
    expect(plan.worst).toBeCloseTo(gainOf(together(model, films)).worst, 6);
    expect(model.gains[0]?.length).toBeGreaterThan(fitted);
  });

  test("is empty where obligations cannot be kept", async () => {
    expect(await frontierFor(planted(11, 5, { budget: 1, stands: { "2": "must" } }))).toEqual([]);
  });

  test("every concept has its reason, and parts of the worst tenth add up to that of the plan", async () => {
    const frontier = await frontierFor(model);
    const decisions = await decisionsOf(model, frontier, 1, await loadSolver(), quiet);
    const plan = (frontier[1] as (typeof frontier)[number]).plan;
    const parts = decisions.reduce((sum, { worstPart }) => sum + (worstPart ?? 0), 0);
    expect(parts).toBeCloseTo(plan.worst, 0);
    expect(decisions.map(({ chosen, id }) => chosen === plan.films.includes(id))).not.toContain(false);
    expect(decisions[2]?.heldBy).toBe("must");
    expect(decisions[4]?.heldBy).toBe("never");
    for (const { heldBy, worth } of decisions) expect(worth === null).toBe(heldBy !== null);
  });

  test("a concept left out is in once it costs what is said to bring it in, at any place of the frontier", async () => {
    const frontier = await frontierFor(model);
    const highs = await loadSolver();
    let tried = 0;
    for (const [picked, { floor, films }] of frontier.entries()) {
      const decisions = await decisionsOf(model, frontier, picked, highs, quiet);
      for (const { id, entersAt, chosen } of decisions) {
        if (entersAt === null) continue;
        expect(chosen).toBe(false);
        const cost = entersAt - 2000;
        if (cost < 0) continue;
        const { question } = model;
        const cheaper = portfolioModel({ ...question, wish: { ...question.wish, costs: { [id]: cost } } });
        // Cheaper, it is in a plan that brings more than the picked one and keeps its floor.
        const best = choose(cheaper, highs, {
          seek: "mean",
          floor,
          decided: { film: Number(id), chosen: true },
        });
        expect(best).not.toBeNull();
        expect(meanOf(cheaper, best as readonly number[])).toBeGreaterThan(meanOf(cheaper, films));
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(1);
  });
});

test("a concept whose cost nobody knows stays out, and says so", async () => {
  const model = planted(5, 4, {});
  const concepts = model.question.concepts.map((each, n) =>
    n === 1 ? { ...each, concept: { ...each.concept, budget: null } } : each,
  );
  const unknown = portfolioModel({ ...model.question, concepts });
  const frontier = await frontierOf(unknown, solver, quiet);
  const decisions = await decisionsOf(unknown, frontier, 0, solver, quiet);
  expect(decisions[1]).toMatchObject({ chosen: false, heldBy: "cost", cost: null });
});
