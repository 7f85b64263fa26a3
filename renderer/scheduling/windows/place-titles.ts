/** Own titles in their weeks, and what every other week would cost: means from the fitted world, intervals from draws of it. */
import type { z } from "zod";
import type {
  barriers,
  WindowAnswer,
  WindowFailure,
  WindowOption,
  WindowQuestion,
} from "../../../shared/contract/windows.ts";
import { normal, type Random, seededRandom } from "../../../shared/domain/random.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { dayNumber } from "../calendar.ts";
import type { Solver } from "../solver.ts";
import { type AssignmentProblem, assignWeeks } from "./assignment.ts";
import { type Felt, holdingOf } from "./holding.ts";
import { seasonOf } from "./season.ts";
import { runWeeks, type WindowWorth, windowWorth } from "./window-worth.ts";

interface Call {
  readonly signal: AbortSignal;
  progress(done: { readonly done: number; readonly of: number }): void;
}
type Barrier = (typeof barriers)[number];
type Title = WindowQuestion["titles"][number];

const draws = 200;
const drawsAtOnce = 20;
/** Ends of 80 % intervals. */
const tail = 0.1;
const takersTold = 2;
/** Of a 90 % interval's half width. */
const deviations = 1.645;

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const range = (value: number, drawn: readonly number[]) => {
  const sorted = [...drawn].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? value;
  return { value, low: Math.min(value, at(tail)), high: Math.max(value, at(1 - tail)) };
};

const weekOf = (weeks: readonly string[], date: string): number =>
  Math.floor((dayNumber(date) - dayNumber(weeks[0] as string)) / 7);

/** What keeps a title from weeks by itself. */
const barrierOf = (
  weeks: readonly string[],
  { earliest, latest, fixed }: Title,
  w: number,
): Barrier | null => {
  if (fixed !== null) return weekOf(weeks, fixed) === w ? null : "fixed";
  if (earliest !== null && (weeks[w] as string) < earliest) return "earliest";
  return latest !== null && (weeks[w] as string) > latest ? "latest" : null;
};

export const apartOf = (a: Title, b: Title): number =>
  a.series !== "" && a.series === b.series ? Math.max(a.apart, b.apart) : 0;

export const placeTitles = async (
  { weeks, titles, competitors, overlap, days, played, playedOverlap }: WindowQuestion,
  solver: Solver,
  { signal, progress }: Call,
): Promise<Result<WindowAnswer, z.infer<typeof WindowFailure>>> => {
  const started = performance.now();
  if (titles.length === 0) return err({ type: "NoTitles" });
  const of = draws + draws / 4;
  progress({ done: 0, of });
  const first = dayNumber(weeks[0] as string);
  const season = seasonOf(days, first);
  const holding = holdingOf(days, first, season, played, playedOverlap);
  const { opening } = holding;
  const sizeless = titles.filter(({ admissions }) => admissions === null && opening === null);
  if (sizeless.length > 0) return err({ type: "NoSize", films: sizeless.map(({ film }) => film) });
  const barrier = titles.map((title) => weeks.map((_, w) => barrierOf(weeks, title, w)));
  const stuck = titles.find((_, i) => barrier[i]?.every((each) => each !== null));
  if (stuck) return err({ type: "NoWeek", film: stuck.film });
  await breathe();
  signal.throwIfAborted();

  /** A usual film's whole run. */
  const usualRun = ({ hold }: Felt): number =>
    (opening?.admissions ?? 1) *
    Array.from({ length: runWeeks }, (_, k) => hold ** k).reduce((a, b) => a + b, 0);
  const likeOf = ({ like }: Title, random: Random | null): number => {
    if (like === null || !opening?.like) return 1;
    const drawn = random
      ? like.value + (normal(random) * (like.high - like.low)) / 2 / deviations
      : like.value;
    return Math.max(0.05, drawn) / opening.like;
  };
  const worldOf = (felt: Felt, beta: Float64Array | undefined, random: Random | null): WindowWorth => {
    const runs = titles.map((title) => {
      if (title.admissions !== null) return title.admissions;
      const chance = random && opening ? Math.exp(normal(random) * opening.spread) : 1;
      return usualRun(felt) * likeOf(title, random) * chance;
    });
    return windowWorth({
      weeks: weeks.length,
      season: Float64Array.from({ length: weeks.length + runWeeks }, (_, w) =>
        season.at(first + 7 * w, beta),
      ),
      ...felt,
      runs: Float64Array.from(runs),
      sizes: Float64Array.from(runs, (run) => (opening ? run / usualRun(felt) : 1)),
      rivals: competitors.map(({ date, size }) => ({ week: weekOf(weeks, date), size })),
      overlap,
    });
  };

  const world = worldOf(holding.mean, undefined, null);
  const apart = (i: number, j: number): number => apartOf(titles[i] as Title, titles[j] as Title);
  const problem: AssignmentProblem = {
    values: titles.map((_, i) =>
      Float64Array.from(weeks, (_week, w) =>
        barrier[i]?.[w] === null ? world.alone(i, w) : Number.NEGATIVE_INFINITY,
      ),
    ),
    loss: world.pair,
    apart,
  };
  const placed = assignWeeks(problem, solver);
  progress({ done: draws / 4, of });
  await breathe();
  signal.throwIfAborted();
  if (!placed) return err({ type: "NoPlacement" });
  for (const [i, row] of barrier.entries())
    for (const w of row.keys())
      if (row[w] === null && placed.weeks.some((other, j) => j !== i && Math.abs(w - other) < apart(i, j)))
        row[w] = "series";

  /** Of title i in week w beside the others where they are: its own run, and what that changes for all. */
  const standing = (worth: WindowWorth, i: number, w: number) => {
    let own = worth.alone(i, w);
    let all = own;
    for (const [j, other] of placed.weeks.entries()) {
      if (j === i) continue;
      const mine = worth.given(i, w, j, other);
      own -= mine;
      all -= mine + worth.given(j, other, i, w);
    }
    return { own, all };
  };
  const runsDrawn = titles.map(() => weeks.map((): number[] => []));
  const lossDrawn = titles.map(() => weeks.map((): number[] => []));
  const bestDrawn = titles.map(() => new Int32Array(weeks.length));
  const held: number[] = [];
  const felt: number[] = [];
  const random = seededRandom(1);
  for (let n = 0; n < draws; n++) {
    const beta = season.draw(random);
    const drawn = holding.draw(random);
    held.push(drawn.hold);
    felt.push(drawn.competition);
    const other = worldOf(drawn, beta, random);
    for (const i of titles.keys()) {
      const here = weeks.map((_, w) => standing(other, i, w));
      const chosen = (here[placed.weeks[i] as number] as { all: number }).all;
      let top = placed.weeks[i] as number;
      for (const [w, { own, all }] of here.entries()) {
        runsDrawn[i]?.[w]?.push(own);
        lossDrawn[i]?.[w]?.push(chosen - all);
        if (barrier[i]?.[w] === null && all > (here[top] as { all: number }).all) top = w;
      }
      const best = bestDrawn[i] as Int32Array;
      best[top] = (best[top] as number) + 1;
    }
    if (n % drawsAtOnce === 0) {
      progress({ done: draws / 4 + n, of });
      await breathe();
      signal.throwIfAborted();
    }
  }

  const optionOf = (i: number, w: number): WindowOption => {
    const { own, all } = standing(world, i, w);
    const chosen = standing(world, i, placed.weeks[i] as number).all;
    const uncontested = world.plain(i) * world.seasonOf(w);
    const takers = [
      ...placed.weeks.map((other, j) => ({
        other: j,
        share: j === i ? 0 : world.given(i, w, j, other) / uncontested,
      })),
      ...competitors.map((_, c) => ({
        other: titles.length + c,
        share: (world.without(i, w, c) - world.alone(i, w)) / uncontested,
      })),
    ];
    return {
      week: w,
      barrier: barrier[i]?.[w] ?? null,
      admissions: range(own, runsDrawn[i]?.[w] ?? []),
      loss: range(chosen - all, lossDrawn[i]?.[w] ?? []),
      best: (bestDrawn[i]?.[w] as number) / draws,
      season: world.seasonOf(w),
      taken: Math.max(0, 1 - own / uncontested),
      takers: takers
        .filter(({ share }) => share > 0.001)
        .sort((a, b) => b.share - a.share)
        .slice(0, takersTold),
    };
  };
  const answer: WindowAnswer = {
    weeks,
    titles: titles.map(({ film }, i) => {
      const options = weeks.map((_, w) => optionOf(i, w));
      const week = placed.weeks[i] as number;
      return { film, week, admissions: (options[week] as WindowOption).admissions, options };
    }),
    value: placed.value,
    bound: placed.bound,
    gap: placed.bound > 0 ? Math.max(0, (placed.bound - placed.value) / placed.bound) : 0,
    learned: {
      hold: range(holding.mean.hold, held),
      competition: range(holding.mean.competition, felt),
      weeks: season.weeks,
      pairs: holding.pairs,
    },
    seconds: (performance.now() - started) / 1000,
  };
  progress({ done: of, of });
  return ok(answer);
};
