import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schedulingContract } from "../../shared/contract/scheduling.ts";
import { type Client, connect, type Port, serve } from "../../shared/contract/wire.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { realisticWeek } from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { schedulingHandlers } from "./scheduling-handlers.ts";

const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});

const whole = realisticWeek(2);
const problem = { ...whole, days: whole.days.slice(0, 1) };
const options = { slateSize: 6 };
let channel: MessageChannel;
let scheduling: Client<typeof schedulingContract>;
beforeAll(() => {
  channel = new MessageChannel();
  serve(portOf(channel.port1), schedulingContract, schedulingHandlers(loadSolver), (error) => {
    throw error;
  });
  scheduling = connect(portOf(channel.port2), schedulingContract);
});
afterAll(() => channel.port1.close());

describe("the scheduling service over a real message channel", () => {
  it("plans, values what it planned alike, and explains a showing", async () => {
    const progress: number[] = [];
    const onProgress = ({ bestValue }: { bestValue: number }): void => void progress.push(bestValue);
    const { plan } = valueOrThrow(await scheduling.plan({ problem, options }, { onProgress }));
    const planned = plan.proof.reduce((sum, { value }) => sum + value, 0);
    expect(progress.at(-1)).toBeCloseTo(planned, 6);

    const again = valueOrThrow(
      await scheduling.value({ problem, showings: plan.showings, bounds: plan.proof }),
    );
    expect(again.total).toBeCloseTo(planned, 6);
    expect(again.forecast).toEqual(plan.forecast);
    expect(again.proof[0]?.gap).toBeCloseTo(plan.proof[0]?.gap as number, 9);

    const held = valueOrThrow(await scheduling.hold({ problem }));
    const byName = valueOrThrow(
      await scheduling.value({ problem: held, showings: plan.showings, bounds: plan.proof }),
    );
    expect(byName).toEqual(again);

    const fewer = plan.showings.slice(1);
    const less = valueOrThrow(await scheduling.value({ problem, showings: fewer, bounds: plan.proof }));
    const showing = plan.showings[0] as (typeof plan.showings)[number];
    const why = valueOrThrow(await scheduling.explain({ problem, showings: plan.showings, id: showing.id }));
    expect(why.value).toBeCloseTo(again.total - less.total, 6);
    expect(why.factors.length).toBeGreaterThan(3);
    const moves = why.alternatives.filter(({ kind }) => kind === "move");
    const move = moves[0];
    if (move) {
      const moved = { ...showing, screen: move.screen, start: move.start };
      const other = valueOrThrow(await scheduling.value({ problem, showings: [...fewer, moved] }));
      expect(other.total - again.total).toBeCloseTo(move.change, 6);
    }
    const { places } = valueOrThrow(
      await scheduling.places({ problem: held, showings: plan.showings, showing }),
    );
    expect(places).toContainEqual({ screen: showing.screen, start: showing.start, change: 0 });
    for (const { screen, start, change } of moves) expect(places).toContainEqual({ screen, start, change });
    // The schedule is within 1 % of the best: no single move may gain more than that.
    for (const { change } of moves) expect(change).toBeLessThanOrEqual(0.01 * planned);
  }, 60_000);

  it("answers a cancel with a whole plan", async () => {
    const cancel = new AbortController();
    const onProgress = (): void => cancel.abort();
    // A whole week takes long enough that the first progress always comes before the end.
    const week = realisticWeek(1);
    const answer = await scheduling.plan({ problem: week, options }, { signal: cancel.signal, onProgress });
    const { plan, complete } = valueOrThrow(answer);
    expect(complete).toBe(false);
    expect(plan.showings.length).toBeGreaterThan(20);
  }, 60_000);

  it("forecasts every candidate, day and day-part within its interval", async () => {
    const { cells, repeatExponent } = valueOrThrow(await scheduling.forecast({ problem }));
    expect(repeatExponent).toBeGreaterThan(0.2);
    expect(cells.length).toBeGreaterThan(problem.candidates.length * 2);
    for (const { low, mean, high } of cells) expect(low <= mean && mean <= high).toBe(true);
  });

  it("answers unknown ids and impossible requests with typed failures", async () => {
    expect(await scheduling.explain({ problem, showings: [], id: "x" })).toEqual({
      ok: false,
      error: { type: "UnknownShowing", id: "x" },
    });
    const unknown = await scheduling.plan({ problem, options: { slate: [-1] } });
    expect(unknown).toEqual({ ok: false, error: { type: "UnknownFilm", film: -1 } });
  });
});
