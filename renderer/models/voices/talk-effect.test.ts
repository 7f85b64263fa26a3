import { expect, test } from "vitest";
import type { Said } from "../../../shared/contract/said.ts";
import type { Change, TalkEffect } from "../../../shared/contract/talk.ts";
import type { FilmDays } from "../../../shared/domain/attendance.ts";
import type { Ratings } from "../../../shared/domain/interactions.ts";
import { normal, type Random, seededRandom } from "../../../shared/domain/random.ts";
import { talkBenefit } from "./talk-benefit.ts";
import { fewestFilms, studentT, talkEffect } from "./talk-effect.ts";
import { talkPanel } from "./talk-panel.ts";
import { textBenefit } from "./text-benefit.ts";
import { projectedOut } from "./two-way.ts";

const poisson = (mean: number, random: Random): number => {
  let n = 0;
  for (let product = random(); product > Math.exp(-mean); product *= random()) n++;
  return n;
};

interface Truth {
  /** What twice as many texts in all windows, and a tenth more praise, do to log attendance. */
  readonly volume: number;
  readonly feeling: number;
  /** Texts for an admission of the day: those who came write. */
  readonly echo?: number;
  readonly films?: number;
}

/** Films that come one a week and run six; weather; noise that lasts; talk with moods of its own. */
const town = (
  { volume, feeling, echo = 0, films = 36 }: Truth,
  seed: number,
): { said: Said; days: FilmDays } => {
  const random = seededRandom(seed);
  const first = 20_000;
  const weather = Array.from({ length: 7 * films + 80 }, () => 0.15 * normal(random));
  const texts: { film: number; day: number; positive: number }[] = [];
  const rows: { film: number; day: number; seen: number; expected: number }[] = [];
  for (let film = 1; film <= films; film++) {
    const release = first + 20 + 7 * film;
    const level = 0.5 + 0.2 * normal(random);
    const history = new Map<number, { n: number; praise: number }>();
    let [noise, stir, mood] = [0, 0, 0];
    const within = (day: number, from: number, to: number): { n: number; praise: number } => {
      const sum = { n: 0, praise: 0 };
      for (let t = day + from; t <= day + to; t++) {
        sum.n += history.get(t)?.n ?? 0;
        sum.praise += history.get(t)?.praise ?? 0;
      }
      return sum;
    };
    for (let day = release - 14; day < release + 42; day++) {
      stir = 0.8 * stir + 0.5 * normal(random);
      mood = 0.85 * mood + 0.12 * normal(random);
      noise = 0.3 * noise + 0.1 * normal(random);
      const windows = [
        [-3, -1],
        [-7, -4],
        [-14, -8],
      ].map(([from, to]) => within(day, from as number, to as number));
      const talked = windows.reduce((sum, { n }) => sum + Math.log(1 + n), 0);
      const praised = windows.reduce((sum, { n, praise }) => sum + (praise - n * level) / (n + 3), 0);
      const expected = 120 * Math.exp(-0.03 * (day - release)) * (day % 7 < 2 ? 1.8 : 1);
      const log =
        (volume / Math.log(2)) * talked + 10 * feeling * praised + noise + (weather[day - first] as number);
      const seen = day < release ? 0 : poisson(Math.min(500, expected * Math.exp(log)), random);
      if (day >= release) rows.push({ film, day, seen, expected });
      const n = poisson(Math.exp(0.3 + stir) + echo * seen, random);
      let praise = 0;
      for (let k = 0; k < n; k++) {
        const positive = Math.min(1, Math.max(0, level + mood + 0.25 * normal(random)));
        praise += positive;
        texts.push({ film, day, positive });
      }
      history.set(day, { n, praise });
    }
  }
  texts.sort((a, b) => a.day - b.day);
  return {
    said: {
      ids: Int32Array.from(texts, (_, n) => n + 1),
      films: Int32Array.from(texts, ({ film }) => film),
      venues: new Int32Array(texts.length),
      brands: [],
      at: Float64Array.from(texts, ({ day }) => day * 86_400 + 3600),
      positive: Float32Array.from(texts, ({ positive }) => positive),
      languages: new Uint8Array(texts.length),
      copies: new Uint8Array(texts.length),
      bursts: new Int32Array(texts.length),
      mentions: { of: new Int32Array(0), aspects: new Uint8Array(0), feelings: new Float32Array(0) },
      keptBack: 0,
    },
    days: {
      film: Int32Array.from(rows, ({ film }) => film),
      day: Int32Array.from(rows, ({ day }) => day),
      seen: Float64Array.from(rows, ({ seen }) => seen),
      expected: Float64Array.from(rows, ({ expected }) => expected),
    },
  };
};

const found = (truth: Truth, seed: number, film: number | null = null): TalkEffect => {
  const { said, days } = town(truth, seed);
  const effect = talkEffect(talkPanel(said, days), film);
  if (typeof effect === "number") throw new Error(`${effect} films`);
  return effect;
};

const holds = ({ low, high }: Change, log: number): boolean =>
  Math.log1p(low) <= log && log <= Math.log1p(high);
const seeds = Array.from({ length: 8 }, (_, n) => n + 1);

test("an effect that was planted lies within its interval, and texts afterwards show none", () => {
  // In each of three windows.
  const effects = seeds.map((seed) => found({ volume: 0.06, feeling: 0.05, films: 14 }, seed, 5));
  const share = (of: (effect: TalkEffect) => boolean): number => effects.filter(of).length / seeds.length;
  for (const [part, truth] of [
    ["volume", 0.18],
    ["feeling", 0.15],
  ] as const) {
    expect(share((effect) => holds(effect[part].all, truth))).toBeGreaterThanOrEqual(0.85);
    expect(share((effect) => effect[part].verdict === "goes")).toBeGreaterThanOrEqual(0.7);
    expect(share((effect) => holds(effect[part].after, 0))).toBeGreaterThanOrEqual(0.85);
    expect(share(({ [part]: { own } }) => own !== null && holds(own, truth))).toBeGreaterThanOrEqual(0.85);
  }
});

test("where none was planted at most as many are claimed as the interval allows, even where those who came write", () => {
  for (const echo of [0, 0.03]) {
    const effects = seeds.flatMap((seed) => {
      const { volume, feeling } = found({ volume: 0, feeling: 0, echo, films: 14 }, seed);
      return [volume, feeling];
    });
    // Of sixteen one is allowed; more than three would come by chance once in a hundred times.
    expect(effects.filter(({ verdict }) => verdict === "goes").length).toBeLessThanOrEqual(3);
  }
});

test("few films, bursts and silence tell nothing", () => {
  const { said, days } = town({ volume: 0, feeling: 0, films: fewestFilms - 2 }, 1);
  const first = talkEffect(talkPanel(said, days), null);
  expect(first).toBe(fewestFilms - 2);
  expect(talkEffect(talkPanel({ ...said, bursts: said.ids.slice() }, days), null)).toBe(0);
  const nothing = {
    film: new Int32Array(0),
    day: new Int32Array(0),
    seen: new Float64Array(0),
    expected: new Float64Array(0),
  };
  expect(talkEffect(talkPanel(said, nothing), null)).toBe(0);
});

test("what a day does to all films and a film's level and trend leave a column", () => {
  const film = Int32Array.from({ length: 60 }, (_, i) => i % 3);
  const day = Int32Array.from({ length: 60 }, (_, i) => Math.floor(i / 3) + (i % 3));
  const random = seededRandom(3);
  const w = Float64Array.from(film, () => 0.5 + random());
  const project = projectedOut({ film, day, w });
  const shocks = Array.from({ length: 30 }, () => normal(random));
  const held = Float64Array.from(
    film,
    (f, i) => f + 0.1 * f * (day[i] as number) + (shocks[day[i] as number] as number),
  );
  for (const value of project(held)) expect(Math.abs(value)).toBeLessThan(1e-6);
  const own = Float64Array.from(film, () => normal(random));
  const left = project(own);
  expect(project(left).every((value, i) => Math.abs(value - (left[i] as number)) < 1e-6)).toBe(true);
});

test("Student's t at 97.5 %", () => {
  expect(studentT(10)).toBeCloseTo(2.228, 2);
  expect(studentT(29)).toBeCloseTo(2.045, 3);
});

const benefitOf = (truth: Truth, seed: number): NonNullable<TalkEffect["benefit"]> => {
  const { said, days } = town(truth, seed);
  const benefit = talkBenefit(talkPanel(said, days));
  if (!benefit) throw new Error("nothing to judge");
  return benefit;
};

test("talk that drives attendance makes a forecast better on days to come; talk that does not is told to add nothing", () => {
  const driven = benefitOf({ volume: 0.1, feeling: 0.05 }, 3);
  expect(driven).toMatchObject({ verdict: "helps", chosen: true });
  expect(driven.without - driven.with).toBeCloseTo(driven.gain.value, 10);
  const idle = benefitOf({ volume: 0, feeling: 0 }, 3);
  expect(idle.verdict).not.toBe("helps");
  expect(Math.abs(idle.gain.value)).toBeLessThan(0.01);
});

test("what is said on the day and after it changes no forecast of the day", () => {
  const { said, days } = town({ volume: 0.1, feeling: 0.05 }, 5);
  const panel = talkPanel(said, days);
  const last = Math.max(...panel.day);
  const late = said.at.map((at) => (at >= last * 86_400 ? 1 : 0));
  const otherwise = { ...said, positive: said.positive.map((p, n) => (late[n] ? 1 - p : p)) };
  expect(talkBenefit(talkPanel(otherwise, days))).toEqual(talkBenefit(panel));
});

test("with too few films spoken of nothing is judged", () => {
  const { said, days } = town({ volume: 0, feeling: 0, films: 12 }, 1);
  expect(talkBenefit(talkPanel(said, days))).toBeNull();
});

/** Films of a quality that texts tell and few ratings have told yet; members come one after the other. */
const rated = (told: number, seed: number): { ratings: Ratings; said: Said } => {
  const random = seededRandom(seed);
  const films = 80;
  const quality = Float64Array.from({ length: films }, () => normal(random));
  const rows = Array.from({ length: 4000 }, (_, n) => {
    const at = 1_000_000 + 1000 * n;
    // Films open one after the other, so that the last ratings are of films that few have rated before.
    const newest = Math.floor((films * n) / 4000);
    const film = Math.max(0, newest - Math.floor(12 * random()));
    return { at, film, member: n % 200, value: 3 + 0.6 * (quality[film] as number) + 0.6 * normal(random) };
  });
  const texts = Array.from(quality, (q, film) =>
    Array.from({ length: 12 }, (_, k) => ({
      film: film + 1,
      at: 1_000_000 + (1000 * 4000 * (film - 10)) / films + k,
      positive: Math.min(1, Math.max(0, 0.5 + told * 0.2 * q + 0.15 * normal(random))),
    })),
  )
    .flat()
    .sort((a, b) => a.at - b.at);
  const { said } = town({ volume: 0, feeling: 0, films: 1 }, 1);
  return {
    ratings: {
      memberIds: Int32Array.from({ length: 200 }, (_, u) => u + 1),
      filmIds: Int32Array.from({ length: films }, (_, i) => i + 1),
      member: Int32Array.from(rows, ({ member }) => member),
      film: Int32Array.from(rows, ({ film }) => film),
      value: Float32Array.from(rows, ({ value }) => value),
      at: Float64Array.from(rows, ({ at }) => at),
      scale: { min: 1, max: 5, step: 0.5 },
    },
    said: {
      ...said,
      ids: Int32Array.from(texts, (_, n) => n + 1),
      films: Int32Array.from(texts, ({ film }) => film),
      venues: new Int32Array(texts.length),
      at: Float64Array.from(texts, ({ at }) => at),
      positive: Float32Array.from(texts, ({ positive }) => positive),
      languages: new Uint8Array(texts.length),
      copies: new Uint8Array(texts.length),
      bursts: new Int32Array(texts.length),
    },
  };
};

test("texts that tell of films what few ratings have told help to foretell ratings; texts by chance are told to add nothing", () => {
  const [telling, idle] = [rated(1, 2), rated(0, 2)];
  expect(textBenefit(telling.ratings, telling.said)).toMatchObject({ verdict: "helps", chosen: true });
  expect(textBenefit(idle.ratings, idle.said)?.verdict).not.toBe("helps");
});

test("texts and ratings of the days judged change nothing that is known of a film before", () => {
  const { ratings, said } = rated(1, 4);
  const found = textBenefit(ratings, said);
  const from = (found?.from ?? 0) * 86_400 + 86_400;
  const otherwise = {
    ...said,
    positive: said.positive.map((p, n) => ((said.at[n] as number) > from ? 1 - p : p)),
  };
  expect(textBenefit(ratings, otherwise)).toEqual(found);
});
