import { expect, test } from "vitest";
import { blankConcept } from "../../../shared/domain/concept.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { type Attended, lackingOf } from "./lacking.ts";

/** Everybody likes comedies somewhat; this audience wants ghosts, and the maker makes many of them or none. */
const attended = (seed: number, ghosts: number, makerGhosts: number): Attended[] => {
  const random = seededRandom(seed);
  return Array.from({ length: 700 }, (_, id) => {
    const own = id % 20 === 0;
    const ghost = random() < (own ? makerGhosts : 0.1);
    const sea = random() < 0.1;
    const comedy = random() < 0.4;
    const level = 4 + 0.6 * normal(random);
    const drawn = Math.round(Math.exp(level + (ghost ? ghosts : 0) + (sea ? Math.log(1.6) : 0)));
    return {
      film: {
        id,
        concept: {
          ...blankConcept,
          year: 2000 + (id % 20),
          genres: comedy ? ["comedy"] : ["drama"],
          keywords: [...(ghost ? ["ghost"] : []), ...(sea ? ["sea"] : [])],
        },
        voteAverage: null,
        voteCount: 0,
        memberRating: null,
        memberRatings: 0,
        revenue: null,
      },
      drawn,
      everybody: Math.round(Math.exp(6 + 0.6 * normal(random))),
      own,
    };
  });
};

test("what an audience wants and few films have leads, with what everybody makes of it beside it", () => {
  const lacking = lackingOf(attended(1, Math.log(2.5), 0.1), 300, { maker: false, audience: true });
  expect(lacking?.traits.map(({ value }) => value).slice(0, 2)).toEqual(["ghost", "sea"]);
  const [ghost] = lacking?.traits ?? [];
  expect(ghost?.draw.low).toBeLessThan(2.5);
  expect(ghost?.draw.high).toBeGreaterThan(2.5);
  expect(ghost?.everybody?.low).toBeLessThan(1.1);
  expect(ghost?.ownShare).toBeNull();
});

test("traits that go together make sketches whose draw is about the product, told with how many films have both", () => {
  const lacking = lackingOf(attended(2, Math.log(2.5), 0.1), 300, { maker: false, audience: true });
  const [sketch] = lacking?.sketches ?? [];
  expect(sketch?.traits.map(({ value }) => value).sort()).toEqual(["ghost", "sea"]);
  expect(sketch?.draw.value).toBeGreaterThan(2.8);
  expect(sketch?.draw.value).toBeLessThan(5.6);
  expect(sketch?.films).toBeLessThan(30);
});

test("what a maker makes already is not lacking of them", () => {
  const values = (share: number): string[] =>
    lackingOf(attended(3, Math.log(2.5), share), 300, { maker: true, audience: true })?.traits.map(
      ({ value }) => value,
    ) ?? [];
  expect(values(0)).toContain("ghost");
  expect(values(0.9)).not.toContain("ghost");
});

test("what nobody wants more is not told, and too few films tell nothing", () => {
  const found = lackingOf(attended(4, 0, 0.1), 300, { maker: false, audience: true });
  expect(found?.traits.map(({ value }) => value)).not.toContain("ghost");
  expect(lackingOf(attended(5, 0, 0.1).slice(0, 40), 300, { maker: false, audience: true })).toBeNull();
});
