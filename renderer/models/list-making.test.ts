import { describe, expect, test } from "vitest";
import { brokenBy, countedAs, HouseRules, noRules } from "../../shared/domain/house-rules.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { fitted, trainingData, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { type Candidates, chooseList, figuresOf, makeLists } from "./list-making.ts";
import { ListMaker } from "./personal-list.ts";
import { memberListing, recommend } from "./preferences.ts";
import { allHistories } from "./split.ts";

const drawn = (random: Random, C: number): Candidates => {
  const score = Float64Array.from({ length: C }, () => random()).sort((a, b) => b - a);
  const likeness = new Float32Array(C * C);
  for (let i = 0; i < C; i++)
    for (let j = 0; j <= i; j++) {
      likeness[i * C + j] = i === j ? 1 : random() < 0.5 ? 0 : random();
      likeness[j * C + i] = likeness[i * C + j] as number;
    }
  return {
    score,
    likeness,
    novelty: Float64Array.from({ length: C }, () => 10 * random()),
    counted: Array.from({ length: C }, () => [
      { key: `genre ${Math.floor(4 * random())}`, most: 3 },
      { key: `decade ${Math.floor(3 * random())}`, most: 4 },
    ]),
    include: [],
  };
};
const unlimited = (candidates: Candidates): Candidates => ({
  ...candidates,
  counted: candidates.counted.map(() => []),
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])("drawn candidates %i", (seed) => {
  const random = seededRandom(seed);
  const candidates = drawn(random, 60);

  test("sliders at zero leave the model's order", () => {
    const lists = makeLists(unlimited(candidates), 10);
    expect(chooseList(lists, { novelty: 0, diversity: 0 }).places).toEqual([...Array(10).keys()]);
  });

  test("a slider alone never raises the expected score, and never lowers what it is for", () => {
    for (const of of [candidates, unlimited(candidates)]) {
      const lists = makeLists(of, 10);
      const settings = Array.from({ length: 41 }, (_, step) => step / 40);
      const byNovelty = settings.map((novelty) => chooseList(lists, { novelty, diversity: 0 }));
      const byDiversity = settings.map((diversity) => chooseList(lists, { novelty: 0, diversity }));
      for (let step = 1; step < settings.length; step++) {
        const [before, after] = [byNovelty[step - 1], byNovelty[step]] as [
          (typeof lists)[0],
          (typeof lists)[0],
        ];
        expect(after.liked).toBeLessThanOrEqual(before.liked);
        expect(after.new).toBeGreaterThanOrEqual(before.new);
        expect(figuresOf(of, after.places).score).toBeLessThanOrEqual(
          figuresOf(of, before.places).score + 1e-12,
        );
        expect(byDiversity[step]?.liked).toBeLessThanOrEqual(byDiversity[step - 1]?.liked as number);
        expect(byDiversity[step]?.various).toBeGreaterThanOrEqual(byDiversity[step - 1]?.various as number);
      }
    }
  });

  test("limits hold wherever the sliders stand, films that must be in are in, none comes twice", () => {
    // Of each genre and decade at most one must be in, so that the limits leave room.
    const include = [57, 41];
    const of = { ...candidates, include };
    const lists = makeLists(of, 9);
    for (let n = 0; n < 30; n++) {
      const { places } = chooseList(lists, { novelty: random(), diversity: random() });
      expect(new Set(places).size).toBe(places.length);
      expect(places).toEqual(expect.arrayContaining(include));
      const counts = new Map<string, number>();
      for (const place of places)
        for (const { key, most } of of.counted[place] ?? []) {
          counts.set(key, (counts.get(key) ?? 0) + 1);
          expect(counts.get(key)).toBeLessThanOrEqual(most);
        }
    }
  });
});

describe("lists for a member of a trained model", async () => {
  await useEngine("wasm");
  const source = planted();
  const { model } = await fitted(algorithms.ease, trainingData(source), { penalty: 20 });
  const audience = {
    memberIds: source.ratings.memberIds,
    histories: allHistories(source.ratings),
    scale: source.ratings.scale,
  };
  const nothing = new Map<number, number[]>();
  const { traits, filmIds } = model.catalogue;
  const factsOf = (film: number) => ({
    year: traits.years[film] as number,
    certificate: traits.certificates[film] as string,
    language: traits.languages[film] as string,
    studio: traits.studios[film] as string,
    genres: traits.genres[film] as string[],
  });
  const makerFor = (member: number) =>
    new ListMaker(memberListing(model, audience, member, nothing), audience.memberIds.length);
  const still = { novelty: 0, diversity: 0, top: 8 };

  test("without rules and sliders it is the model's own list, and nothing is marked or costs anything", () => {
    for (const member of [0, 3, 9]) {
      const { items, keptOut, steps } = valueOrThrow(makerFor(member).make({ ...still, rules: noRules }));
      const unmarked = items.map(({ mark, ...item }) => {
        expect(mark).toBeNull();
        return item;
      });
      expect(unmarked).toEqual(recommend(model, audience, member, nothing, 8));
      expect(keptOut).toEqual([]);
      expect(steps.diversity).toEqual(steps.model);
    }
  });

  test("drawn rules always hold; what they brought and kept out is said", () => {
    const random = seededRandom(3);
    let made = 0;
    for (let n = 0; n < 40; n++) {
      const rules = HouseRules.parse({
        certificates: random() < 0.4 ? ["U"] : [],
        languages: random() < 0.4 ? ["en"] : [],
        oldest: random() < 0.4 ? 1995 : null,
        watched: random() < 0.5,
        caps: [
          { trait: "genre", value: null, most: 1 + Math.floor(4 * random()) },
          { trait: "decade", value: "2000", most: Math.floor(4 * random()) },
          { trait: "studio", value: null, most: 2 },
        ],
        include: random() < 0.5 ? [filmIds[Math.floor(60 * random())]] : [],
      });
      const member = Math.floor(20 * random());
      const seen = memberListing(model, audience, member, nothing).seen;
      const answer = makerFor(member).make({ novelty: random(), diversity: random(), top: 8, rules });
      if (!answer.ok) {
        expect(answer.error.film).toBe(rules.include[0]);
        continue;
      }
      made++;
      const { items, keptOut } = answer.value;
      const films = items.map(({ film }) => filmIds.indexOf(film));
      for (const film of films) expect(brokenBy(rules, factsOf(film))).toBeNull();
      if (!rules.watched) for (const film of films) expect(seen.has(film)).toBe(false);
      const counts = new Map<string, number>();
      for (const film of films)
        for (const { key, most } of countedAs(rules, factsOf(film))) {
          counts.set(key, (counts.get(key) ?? 0) + 1);
          expect(counts.get(key)).toBeLessThanOrEqual(most);
        }
      for (const film of rules.include) expect(items.find((item) => item.film === film)?.mark).toBe("must");
      for (const { film, rule } of keptOut)
        if (["certificate", "language", "oldest"].includes(rule))
          expect(brokenBy(rules, factsOf(filmIds.indexOf(film)))).toBe(rule);
    }
    expect(made).toBeGreaterThan(10);
  });

  test("a film that must be in but breaks a rule is refused by name", () => {
    const make = (rules: object) => makerFor(0).make({ ...still, rules: HouseRules.parse(rules) });
    const french = filmIds[10] as number;
    expect(make({ include: [french], languages: ["en"], watched: true })).toEqual({
      ok: false,
      error: { type: "RulesConflict", film: french, rule: "language" },
    });
    const seen = filmIds[audience.histories.film[0] as number] as number;
    expect(make({ include: [seen] })).toEqual({
      ok: false,
      error: { type: "RulesConflict", film: seen, rule: "watched" },
    });
    expect(make({ include: [99] })).toEqual({
      ok: false,
      error: { type: "RulesConflict", film: 99, rule: "unknown" },
    });
  });

  test("full novelty shows films that fewer members know, at a cost that is told", () => {
    const { steps } = valueOrThrow(makerFor(4).make({ ...still, novelty: 1, rules: noRules }));
    expect(steps.novelty.known).toBeLessThan(steps.rules.known);
    expect(steps.novelty.score).toBeLessThan(steps.rules.score);
    expect(steps.diversity).toEqual(steps.novelty);
  });
});
