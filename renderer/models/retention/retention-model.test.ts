import { expect, test } from "vitest";
import type { Visits } from "../../../shared/domain/experience.ts";
import { gamma, seededRandom } from "../../../shared/domain/random.ts";
import { retentionOf } from "./retention-model.ts";

const monday = 20_052;

/** Members of one house who come on Tuesdays; some stop for good. No prices, no ratings, no films known by week. */
const facts = (members: number, weeks: number, seed: number) => {
  const random = seededRandom(seed);
  const rows: { member: number; film: number; day: number }[] = [];
  for (let member = 1; member <= members; member++) {
    const λ = gamma(random, 2, 4);
    for (let w = 0; w < weeks && random() > 0.01; w++)
      while (random() < λ / (1 + λ))
        rows.push({ member, film: 1 + Math.floor(random() * 20), day: monday + 7 * w + 1 });
  }
  const int = (value: (row: (typeof rows)[number]) => number): Int32Array => Int32Array.from(rows, value);
  const same = (value: number): Float32Array => new Float32Array(rows.length).fill(value);
  const visits: Visits = {
    member: int(({ member }) => member),
    film: int(({ film }) => film),
    showing: int(() => 1),
    screen: int(() => 1),
    at: Float64Array.from(rows, ({ day }) => day * 86_400),
    day: int(({ day }) => day),
    start: int(() => 1200),
    seats: same(1),
    filled: same(0.5),
    price: same(Number.NaN),
    version: int(() => -1),
    rating: same(Number.NaN),
    versions: [],
    unmatched: 0,
  };
  return {
    visits,
    members: {
      id: Int32Array.from({ length: members }, (_, i) => i + 1),
      joined: new Int32Array(members).fill(monday - 100),
      ageBand: new Int16Array(members).fill(-1),
      ageBands: [],
    },
    playing: { film: new Int32Array(0), monday: new Int32Array(0) },
  };
};
const nothing = {
  member: new Int32Array(0),
  film: new Int32Array(0),
  value: new Float32Array(0),
  at: new Float64Array(0),
};
const first = (count: number): ReadonlySet<number> => new Set(Array.from({ length: count }, (_, i) => i + 1));

test("groups that are too small are not told of, worth is unknown without prices, and offers leave the check", async () => {
  const shares: number[] = [];
  const { report } = await retentionOf({
    facts: facts(400, 44, 3),
    rated: nothing,
    segments: [
      { name: "Few", nameZh: null, members: first(9) },
      { name: "Many", nameZh: null, members: first(40) },
    ],
    fewestMembers: 10,
    ahead: 6,
    offered: (member) => member <= 100,
    step: async (share) => void shares.push(share),
  });
  expect(report.segments.map(({ segment }) => segment?.name)).toEqual(["Many"]);
  for (const { members } of report.reasons)
    expect(members === null || members === 0 || members >= 10).toBe(true);
  expect(report.reasons.map(({ reason }) => reason.kind)).toEqual(["silence"]);
  expect(report.spend).toBeNull();
  expect(report.everybody.value).toBeNull();
  expect(report.validation).toMatchObject({ holdoutWeeks: 12, leftOut: 100, members: 300 });
  const { expected } = report.everybody;
  expect(expected.low).toBeLessThan(expected.value);
  expect(expected.high).toBeGreaterThan(expected.value);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
}, 60_000);

test("too few weeks to hold some out leave the forecast without a check", async () => {
  const { report } = await retentionOf({
    facts: facts(200, 30, 4),
    rated: nothing,
    segments: [],
    fewestMembers: 10,
    ahead: 4,
    offered: () => false,
    step: async () => {},
  });
  expect(report.validation).toBeNull();
  expect(report.weeks).toBeGreaterThan(25);
}, 60_000);
