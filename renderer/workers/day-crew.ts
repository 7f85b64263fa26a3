/** Days searched by workers side by side. Which worker has a day changes nothing of what is found. */
import { type Client, connect, type Port } from "../../shared/contract/wire.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import type { DayCrew, DayHand, DayToSearch, PricedDay } from "../scheduling/day-hand.ts";
import { type Choice, type DayProblem, shortfallOf } from "../scheduling/day-problem.ts";
import { gapOf } from "../scheduling/day-search.ts";
import { type Ending, Stopped } from "../scheduling/dive.ts";
import { type DayMethod, type DayState, dayContract, plainDay } from "./day-contract.ts";

export interface HiredWorker {
  readonly port: Port;
  dismiss(): void;
}
type Worker = Client<typeof dayContract>;

/** A worker that is deep in branch and bound hears no cancel: it is left alone after this. */
const patience = 300; // ms

class RemoteDay implements DayHand {
  readonly lane: number;
  readonly #day: number;
  readonly #worker: Worker;
  readonly #onBetter: () => void;
  #problem: DayProblem;
  chosen: readonly Choice[] = [];
  bound = 0;
  seconds = 0;

  constructor(lane: number, day: number, worker: Worker, { problem, onBetter }: DayToSearch) {
    this.lane = lane;
    this.#day = day;
    this.#worker = worker;
    this.#problem = problem;
    this.#onBetter = onBetter;
  }

  get gap(): number {
    return gapOf(this.#problem, this.chosen, this.bound);
  }

  get isFeasible(): boolean {
    return shortfallOf(this.#problem, this.chosen) === 0;
  }

  async begin(problem: DayProblem, { at }: Ending): Promise<void> {
    const changed = problem === this.#problem ? null : plainDay(problem);
    const input = { day: this.#day, problem: changed, endsAt: at };
    const begun = valueOrThrow(await this.#worker.begin(input));
    this.#problem = problem;
    this.take(begun);
  }

  price(prices: Float64Array, ending: Ending): Promise<PricedDay | null> {
    return this.#ask("price", [prices], ending);
  }

  relax(ending: Ending): Promise<boolean> {
    return this.#ask("relax", [], ending);
  }

  dive(ending: Ending): Promise<void> {
    return this.#ask("dive", [], ending);
  }

  improve(gap: number, rounds: number, seconds: number, ending: Ending): Promise<void> {
    return this.#ask("improve", [gap, rounds, seconds], ending);
  }

  polish(gap: number, seconds: number, ending: Ending): Promise<void> {
    return this.#ask("polish", [gap, seconds], ending);
  }

  shortfall(ending: Ending): Promise<Float64Array> {
    return this.#ask("shortfall", [], ending);
  }

  take({ chosen, bound, seconds }: DayState): void {
    this.chosen = Array.from(chosen, (j) => this.#problem.choices[j] as Choice);
    this.bound = bound;
    this.seconds = seconds;
    this.#onBetter();
  }

  async #ask<T>(method: DayMethod, args: readonly unknown[], { signal, at }: Ending): Promise<T> {
    let isOver = false;
    const onProgress = (state: DayState): void => {
      if (!isOver) this.take(state);
    };
    const input = { day: this.#day, method, args, endsAt: at };
    const late = lateAfter(signal);
    const found = await Promise.race([this.#worker.ask(input, { signal, onProgress }), late.promise]);
    late.forget();
    isOver = true;
    if (found === null || (!found.ok && found.error.type === "Cancelled")) throw new Stopped();
    const { state, answer, isStopped } = valueOrThrow(found);
    this.take(state);
    if (isStopped) throw new Stopped();
    return answer as T;
  }
}

const lateAfter = (signal: AbortSignal): { readonly promise: Promise<null>; forget(): void } => {
  let wait = (): void => undefined;
  const promise = new Promise<null>((resolve) => {
    wait = () => void setTimeout(() => resolve(null), patience);
  });
  if (signal.aborted) wait();
  else signal.addEventListener("abort", wait, { once: true });
  return { promise, forget: () => signal.removeEventListener("abort", wait) };
};

/** At most `most` workers, hired with the first days and dismissed with the last; a single day is searched by `alone`. */
export const crewOf = (most: number, hire: () => HiredWorker, alone: DayCrew): DayCrew => {
  const hired: { readonly worker: Worker; dismiss(): void }[] = [];
  return {
    open: async (days) => {
      const lanes = Math.min(most, days.length);
      if (lanes < 2) return alone.open(days);
      while (hired.length < lanes) {
        const { port, dismiss } = hire();
        hired.push({ worker: connect(port, dayContract), dismiss });
      }
      const workers = hired.map(({ worker }) => worker).slice(0, lanes);
      const ofLane = workers.map((worker, lane) =>
        days.flatMap((day, d) =>
          d % lanes === lane ? [{ d, day, hand: new RemoteDay(lane, d, worker, day) }] : [],
        ),
      );
      await Promise.all(
        workers.map(async (worker, lane) => {
          const mine = ofLane[lane] ?? [];
          const opened = await worker.open({
            days: mine.map(({ d, day: { problem, meters } }) => ({
              day: d,
              problem: plainDay(problem),
              ...(meters ? { meters } : {}),
            })),
          });
          for (const [n, state] of valueOrThrow(opened).entries()) mine[n]?.hand.take(state);
        }),
      );
      return ofLane
        .flat()
        .sort((a, b) => a.d - b.d)
        .map(({ hand }) => hand);
    },
    close: () => {
      alone.close();
      for (const { dismiss } of hired.splice(0)) dismiss();
    },
  };
};
