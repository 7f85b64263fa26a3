/**
 * How much of the sample's hidden truth about visits comes back: each effect on ratings with its interval, beside what was planted, in
 * stars as they can be given (the scale ends at five), averaged over the visits concerned; and the share of effects that are claimed where
 * none was planted.
 *
 *   node scripts/run.mjs bench experience [worlds = 3] [first seed = 1]
 */
import { join } from "node:path";
import { experienceEffect } from "../../electron/data/sample/ratings.ts";
import { sampleToday } from "../../electron/data/sample/sample.ts";
import { readSources } from "../../electron/data/sample/sources.ts";
import { tasteOf } from "../../electron/data/sample/taste.ts";
import { ratingTruth } from "../../electron/data/sample/truth.ts";
import { makeWorld } from "../../electron/data/sample/world.ts";
import { habitsOf } from "../../renderer/models/experience/comparison.ts";
import { audienceConditions, conditionsOf } from "../../renderer/models/experience/conditions.ts";
import { effectsOf } from "../../renderer/models/experience/effects.ts";
import { foretoldRatings } from "../../renderer/models/experience/taste.ts";
import { withFalseDiscoveries } from "../../renderer/models/experience/with-false-discoveries.ts";
import type { Visits } from "../../shared/domain/experience.ts";
import type { Condition, Effect } from "../../shared/domain/experience-report.ts";
import { normalBelow } from "../../shared/domain/normal-distribution.ts";
import { dayPartOf } from "../../shared/domain/slate.ts";

const [worlds = 3, firstSeed = 1] = process.argv.slice(2).map(Number);
const sources = readSources(join(import.meta.dirname, "../../assets"));
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Mean of a rating drawn around v, as it is written down: half stars from .5 to 5. */
const written = (v: number): number => {
  let mean = 0.5;
  for (let stars = 1; stars <= 5; stars += 0.5)
    mean += 0.5 * (1 - normalBelow((stars - 0.25 - v) / ratingTruth.noise));
  return mean;
};

const holds = (
  { kind, ...condition }: Condition,
  visits: Visits,
  columns: ReturnType<typeof conditionsOf>,
) => {
  if (kind === "matinee")
    return (n: number) => dayPartOf(visits.start[n] as number) in { morning: 0, afternoon: 0 };
  const all = { kind, ...condition } as Condition;
  if (all.kind === "change")
    return (n: number) =>
      visits.screen[n] === all.screen &&
      (visits.day[n] as number) >= dayOf(all.from) &&
      (visits.day[n] as number) <= dayOf(all.to);
  if (all.kind === "screen") return (n: number) => visits.screen[n] === all.screen;
  const text = JSON.stringify(all);
  const values = columns.find((column) => JSON.stringify(column.condition) === text)?.values;
  return (n: number) => values?.[n] === 1;
};

let [planted, recovered, nulls, claimed, claimedAfterControl] = [0, 0, 0, 0, 0];
for (let seed = firstSeed; seed < firstSeed + worlds; seed++) {
  const world = await makeWorld(sources, sampleToday, seed, () => {}, new AbortController().signal);
  const versions = [...new Set(world.showings.map(({ version }) => version))];
  const versionAt = new Map(versions.map((version, at) => [version, at]));
  const key = (member: number, film: number): number => member * 1000 + film;
  const rated = new Map(
    world.ratings.map((rating, row) => [key(rating.member.id, rating.film.id), { ...rating, row }]),
  );
  const all = [...world.visits].sort(
    (a, b) =>
      a.member.id - b.member.id || a.showing.film.id - b.showing.film.id || a.showing.id - b.showing.id,
  );
  const ratingAt = all.map(({ member, showing }) => {
    const rating = rated.get(key(member.id, showing.film.id));
    return rating?.showing === showing ? rating : null;
  });
  const int = (value: (n: number) => number): Int32Array => Int32Array.from(all, (_, n) => value(n));
  const float = (value: (n: number) => number): Float32Array => Float32Array.from(all, (_, n) => value(n));
  const visit = (n: number) => all[n] as (typeof all)[number];
  const visits: Visits = {
    member: int((n) => visit(n).member.id),
    film: int((n) => visit(n).showing.film.id),
    showing: int((n) => visit(n).showing.id),
    screen: int((n) => visit(n).showing.screen),
    at: Float64Array.from(all, ({ showing }) => world.instant(showing.date, showing.start)),
    day: int((n) => dayOf(visit(n).showing.date)),
    start: int((n) => visit(n).showing.start),
    seats: float((n) => visit(n).seats),
    filled: float((n) => visit(n).showing.admissions / visit(n).showing.capacity),
    price: float((n) => visit(n).showing.gross / visit(n).showing.admissions),
    version: int((n) => versionAt.get(visit(n).showing.version) as number),
    rating: float((n) => ratingAt[n]?.value ?? Number.NaN),
    versions,
    unmatched: 0,
  };
  const films = new Map(world.films.map(({ id, runtime, language }) => [id, { runtime, language }]));
  const started = process.cpuUsage();
  const breathe = async (): Promise<void> => {};
  const known = await foretoldRatings(
    {
      member: Int32Array.from(world.ratings, ({ member }) => member.id),
      film: Int32Array.from(world.ratings, ({ film }) => film.id),
      value: Float32Array.from(world.ratings, ({ value }) => value),
    },
    world.members.length + 1,
    Math.max(...films.keys()) + 1,
    seed,
    breathe,
  );
  const conditions = conditionsOf(visits, films);
  const audiences = world.segments.map(({ segment, members }) => ({
    name: segment.name,
    nameZh: null,
    members: new Set(members.map(({ id }) => id)),
  }));
  const common = {
    outcome: "rating",
    visits,
    habits: habitsOf(visits),
    foretold: Float64Array.from(ratingAt, (rating) => (rating ? (known[rating.row] as number) : Number.NaN)),
    fewestMembers: 20,
    step: breathe,
  } as const;
  const whole = await effectsOf({ ...common, conditions, audience: null });
  const found = [...whole.effects];
  const ofAudiences = audienceConditions(visits, conditions);
  for (const audience of audiences)
    found.push(...(await effectsOf({ ...common, conditions: ofAudiences, audience, changes: [] })).effects);
  const effects = withFalseDiscoveries(found);
  console.log(`inseparable: ${JSON.stringify(whole.inseparable)}`);
  const seconds = (process.cpuUsage(started).user / 1e6).toFixed(1);

  const plain = ratingAt.map((rating) =>
    rating
      ? ratingTruth.mean +
        rating.member.bias +
        rating.film.quality +
        tasteOf(world.taste, rating.member.id - 1, rating.film)
      : Number.NaN,
  );
  const effectAt = all.map(({ member, showing }) => experienceEffect(member, showing, sampleToday));
  /** What was planted, in stars as written: with all that was so at the visit, and without what this condition brings. */
  const truthOf = ({ condition, segment }: Effect): number | null => {
    const brings = (n: number): number => {
      const { member, showing } = visit(n);
      const { film, start, version } = showing;
      const without = (changed: Partial<typeof showing>) =>
        (effectAt[n] as number) - experienceEffect(member, { ...showing, ...changed }, sampleToday);
      switch (condition.kind) {
        case "format":
          return without({ version: { ...version, format: "2D" } });
        case "dubbed":
          return without({ version: { ...version, audio: film.language } });
        case "longAndLate":
          return without({ start: 1200 });
        case "filled":
          return without({ admissions: 0 });
        case "change":
          return without({ date: sampleToday });
        case "matinee":
          return start < 1020 ? without({ start: 1200 }) : 0;
        case "dayPart":
          return condition.part === "late" ? 0 : without({ start: 1200 });
        default:
          return 0;
      }
    };
    const inside = segment ? audiences.find(({ name }) => name === segment.name)?.members : null;
    const held = holds(condition, visits, conditions);
    const mean = (chosen: (n: number) => boolean): number => {
      let [sum, count] = [0, 0];
      for (const n of all.keys())
        if (!Number.isNaN(plain[n] as number) && held(n) && chosen(n)) {
          const without = (effectAt[n] as number) - brings(n);
          sum +=
            written((plain[n] as number) + (effectAt[n] as number)) - written((plain[n] as number) + without);
          count++;
        }
      return count === 0 ? 0 : sum / count;
    };
    if (condition.kind === "price" || condition.kind === "screen") return 0;
    return mean((n) => inside?.has(visits.member[n] as number) ?? true);
  };

  console.log(
    `\nseed ${seed}: ${all.length} visits, ${effects.length} effects, ${seconds} s of processor time`,
  );
  for (const effect of effects) {
    const truth = truthOf(effect) ?? 0;
    const inside = effect.low <= truth && truth <= effect.high;
    const isPlanted = Math.abs(truth) >= 0.02;
    if (isPlanted) {
      planted++;
      if (inside) recovered++;
    } else {
      nulls++;
      if (effect.low > 0 || effect.high < 0) claimed++;
      if (effect.q <= 0.05) claimedAfterControl++;
    }
    const name = `${JSON.stringify(effect.condition)}${effect.segment ? ` for ${effect.segment.name}` : ""}`;
    const figures = [effect.estimate, effect.low, effect.high, truth].map((value) => value.toFixed(3));
    const [estimate, low, high, its] = figures;
    if (isPlanted || effect.q <= 0.05 || !inside)
      console.log(`  ${inside ? "in " : "OUT"} ${estimate} (${low} to ${high}), planted ${its}  ${name}`);
  }
}
console.log(
  `\n${recovered} of ${planted} planted effects lie in their 95 % interval; ${claimed} of ${nulls} others are claimed at that level (${((100 * claimed) / nulls).toFixed(1)} %), ${claimedAfterControl} with q <= .05.`,
);
