import { expect, test } from "vitest";
import { seededRandom } from "../../shared/domain/random.ts";
import type { Histories } from "./model.ts";
import { fitPeople, type Group, recommendForPeople } from "./people.ts";

const scale = { min: 0.5, max: 5, step: 0.5 };
const films = 12;
const filmIds = Int32Array.from({ length: films }, (_, i) => 100 + i);
const nothing = async (): Promise<void> => undefined;

/** The young choose and like the first half of the films, the old the second; where they live says nothing. */
const audience = (members: number, chance: number) => {
  const random = seededRandom(4);
  const film: number[] = [];
  const rating: number[] = [];
  const start = new Int32Array(members + 1);
  for (let u = 0; u < members; u++) {
    for (let i = 0; i < films; i++) {
      const theirs = (u % 2 === 0) === i < films / 2;
      if (random() > (theirs ? chance : 0.15)) continue;
      film.push(i);
      rating.push(theirs ? 4.5 : 2);
    }
    start[u + 1] = film.length;
  }
  const histories: Histories = {
    start,
    film: Int32Array.from(film),
    rating: Float32Array.from(rating),
    at: new Uint32Array(film.length),
  };
  const those = (is: (u: number) => boolean): Int32Array => Int32Array.from(Array(members).keys()).filter(is);
  const groups: Group[] = [
    { by: "ageBand", name: "18-24", nameZh: null, members: those((u) => u % 2 === 0) },
    { by: "ageBand", name: "65+", nameZh: null, members: those((u) => u % 2 === 1) },
    { by: "area", name: "North", nameZh: null, members: those((u) => u % 4 < 2) },
    { by: "area", name: "South", nameZh: null, members: those((u) => u % 4 >= 2) },
  ];
  return { histories, groups };
};

test("the young are told of what the young choose, because they are young", async () => {
  const { histories, groups } = audience(200, 0.6);
  const weights = await fitPeople(histories, films, scale, groups, 1, nothing);
  expect(weights.τ).toBeGreaterThan(0.5);
  const chosen = [groups[0] as Group, groups[2] as Group];
  const items = recommendForPeople(histories, filmIds, scale, weights, chosen, 6);
  expect(items.every(({ film }) => film < 106)).toBe(true);
  const [first] = items;
  expect(first?.reasons[0]).toMatchObject({ kind: "people", by: "ageBand", name: "18-24" });
  expect(first?.like).toBeGreaterThan(0.6);
  const old = recommendForPeople(histories, filmIds, scale, weights, [groups[1] as Group], films);
  expect(old.find(({ film }) => film === first?.film)?.like).toBeLessThan(0.5);
});

test("parts of a reason add up to the log-odds over everybody", async () => {
  const { histories, groups } = audience(200, 0.6);
  const weights = await fitPeople(histories, films, scale, groups, 1, nothing);
  const logOf = (score: number): number => Math.log(-Math.expm1(Math.log1p(-score) / 10));
  const told = (chosen: readonly Group[]) =>
    new Map(
      recommendForPeople(histories, filmIds, scale, weights, chosen, films).map((item) => [item.film, item]),
    );
  const theirs = told([groups[0] as Group, groups[3] as Group]);
  const everybody = told([]);
  const off = [...theirs].map(([film, { score, reasons }]) => {
    const lift = logOf(score) - logOf(everybody.get(film)?.score as number);
    return lift - reasons.reduce((sum, { share }) => sum + share, 0);
  });
  // What is left is the norm, the same for all films.
  for (const rest of off) expect(rest).toBeCloseTo(off[0] as number, 6);
});

test("where traits say nothing they have no say, and nobody is recommended by nothing", async () => {
  const { histories, groups } = audience(200, 0.15);
  const idle = await fitPeople(histories, films, scale, groups, 1, nothing);
  const items = recommendForPeople(histories, filmIds, scale, idle, [groups[0] as Group], films);
  for (const { reasons } of items) expect(Math.abs(reasons[0]?.share as number)).toBeLessThan(0.25);
  const none: Histories = {
    start: new Int32Array(2),
    film: new Int32Array(0),
    rating: new Float32Array(0),
    at: new Uint32Array(0),
  };
  const weights = await fitPeople(none, films, scale, [], 1, nothing);
  for (const { score, interval, like, likeInterval } of recommendForPeople(
    none,
    filmIds,
    scale,
    weights,
    [],
    films,
  ))
    expect([score, ...interval, like, ...likeInterval].every(Number.isFinite)).toBe(true);
});
