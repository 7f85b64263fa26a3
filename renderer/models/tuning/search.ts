/** One search: jobs that halving.ts names are fitted and judged until none is left, time is up, or it is cancelled. */
import type { SearchReport, SearchRequest, TrialResult } from "../../../shared/contract/tuning.ts";
import type { FilmTraits, Ratings } from "../../../shared/domain/interactions.ts";
import { algorithms } from "../algorithms.ts";
import { breather } from "../breather.ts";
import type { TrainingHooks } from "../model.ts";
import { type Job, nextJob, ranked, type SearchPlan, η } from "./halving.ts";
import { importanceOf } from "./importance.ts";
import { type Figures, judge, judgedMembers, scoreOf } from "./judge.ts";
import type { SearchSpace } from "./spaces.ts";
import { type TrialData, trialData, withShareOfMembers } from "./trial-data.ts";

/** Rungs at most, and members below which a share of them says little of all. */
const mostRungs = 3;
const fewestMembers = 300;

export interface SearchWatcher {
  /** Before a trial is fitted. */
  onStart(job: Job, secondsLeft: number | null): void;
  /** A result counts once this resolves. */
  keep(result: TrialResult): Promise<void>;
}

const sharesOf = ({ budget }: SearchSpace, members: number): number[] => {
  if (budget === "none") return [1];
  const shares = Array.from({ length: mostRungs }, (_, rung) => η ** (rung - mostRungs + 1));
  return shares.filter((share) => share === 1 || budget !== "members" || share * members >= fewestMembers);
};

/** Mean seconds at each rung times what is likely to come there. */
const secondsLeft = (plan: SearchPlan, results: readonly TrialResult[]): number | null => {
  let started = plan.trials - new Set(results.map(({ trial }) => trial)).size;
  let left = 0;
  for (const rung of plan.shares.keys()) {
    const there = results.filter((result) => result.rung === rung);
    if (there.length === 0) return null;
    left += (started * there.reduce((sum, { seconds }) => sum + seconds, 0)) / there.length;
    started = Math.floor(started / η);
  }
  return left;
};

export class Search {
  readonly plan: SearchPlan;
  readonly #request: SearchRequest;
  readonly #space: SearchSpace;
  readonly #trial: TrialData;
  readonly #results: TrialResult[];
  /**
   * By trial and rung: figures of the defaults, which the others are compared with, and those of trials that stopped early by
   * themselves, whom a larger budget would bring no further.
   */
  readonly #known = new Map<string, Figures>();

  constructor(
    request: SearchRequest,
    space: SearchSpace,
    ratings: Ratings,
    traits: FilmTraits,
    results: readonly TrialResult[],
  ) {
    this.#request = request;
    this.#space = space;
    this.#trial = trialData(ratings, traits, request, space.judging);
    this.#results = [...results];
    const { defaults } = algorithms[request.name];
    this.plan = {
      ranges: space.ranges,
      defaults: Object.fromEntries(space.ranges.map(({ name }) => [name, defaults[name] as number])),
      shares: sharesOf(space, ratings.memberIds.length),
      lowerIsBetter: space.judging === "ratings",
      trials: request.trials,
      seed: request.seed,
    };
  }

  /** Throws `hooks.signal.reason` on cancel; returns when done or when `minutes` are over. */
  async run(hooks: TrainingHooks, { onStart, keep }: SearchWatcher): Promise<void> {
    const { minutes } = this.#request;
    const deadline = performance.now() + 60_000 * (minutes ?? Number.POSITIVE_INFINITY);
    for (;;) {
      const job = nextJob(this.plan, this.#results);
      const milliseconds = deadline - performance.now();
      if (!job || milliseconds <= 0) return;
      const left = secondsLeft(this.plan, this.#results);
      onStart(job, minutes === null ? left : Math.min(left ?? milliseconds / 1000, milliseconds / 1000));
      const over = minutes === null ? null : AbortSignal.timeout(Math.ceil(milliseconds));
      const signal = over ? AbortSignal.any([hooks.signal, over]) : hooks.signal;
      try {
        const result = await this.#judged(job, { ...hooks, signal });
        await keep(result);
        this.#results.push(result);
      } catch (error) {
        hooks.signal.throwIfAborted();
        if (over?.aborted && error === signal.reason) return;
        throw error;
      }
    }
  }

  async #judged(job: Job, hooks: TrainingHooks): Promise<TrialResult> {
    const started = performance.now();
    const { unit } = algorithms[this.#request.name];
    const usual = { trial: 0, rung: job.rung, params: this.plan.defaults };
    const defaults = job.trial === 0 ? null : await this.#figures(usual, hooks);
    const score = scoreOf(unit, await this.#figures(job, hooks), defaults);
    return { ...job, ...score, seconds: (performance.now() - started) / 1000 };
  }

  async #figures({ trial, rung, params }: Job, hooks: TrainingHooks): Promise<Figures> {
    const known = this.#known.get(`${trial} ${rung}`);
    if (known) return known;
    const { seed, name } = this.#request;
    const { data, held, among } = this.#trial;
    const { budget, scaled } = this.#space;
    const share = this.plan.shares[rung] as number;
    const algorithm = algorithms[name];
    const parameters = scaled({ ...algorithm.defaults, ...params }, share);
    const { model, curve } = await algorithm.fit(
      budget === "members" ? withShareOfMembers(data, share, seed) : data,
      parameters,
      seed,
      hooks,
      null,
    );
    const breathe = breather(30);
    const figures = await judge(model, data.training, held, among, async () => {
      await breathe();
      hooks.signal.throwIfAborted();
    });
    if (trial === 0) this.#known.set(`${trial} ${rung}`, figures);
    if (budget === "epochs" && curve.length > 0 && curve.length < (parameters.epochs as number))
      for (let more = rung + 1; more < this.plan.shares.length; more++)
        this.#known.set(`${trial} ${more}`, figures);
    return figures;
  }

  report(id: string, fingerprint: string, startedAt: number): SearchReport {
    const { plan } = this;
    const results = this.#results;
    const inFull = ranked(
      plan,
      results.filter(({ rung, score }) => rung === plan.shares.length - 1 && score !== null),
    );
    const { judging, budget, ranges } = this.#space;
    const { held } = this.#trial;
    const members = judgedMembers(held);
    return {
      id,
      request: this.#request,
      fingerprint,
      startedAt,
      judging,
      metric: judging === "ratings" ? "rmse" : "ndcg@10",
      judged:
        judging === "ratings"
          ? members.reduce((sum, u) => sum + (held.start[u + 1] as number) - (held.start[u] as number), 0)
          : members.length,
      ranges: [...ranges],
      budget,
      shares: [...plan.shares],
      results: [...results],
      defaults: inFull.find(({ trial }) => trial === 0) ?? null,
      best: inFull[0] ?? null,
      importance: importanceOf(plan, results),
      complete: nextJob(plan, results) === null,
    };
  }
}
