import { expect, test } from "vitest";
import type { Importance, TrialResult } from "../../../../shared/contract/tuning.ts";
import { gainOf, named, verdictOn } from "./what-mattered.ts";

const parameter = (name: string, share: number) => ({ name, share, deviation: 0.1, from: 1, to: 2 });
const importance = (change: Partial<Importance>): Importance => ({
  trials: 20,
  foretold: 0.8,
  spread: 0.05,
  chance: 0.01,
  best: 0.85,
  worst: 0.95,
  parameters: [parameter("penalty", 0.7), parameter("factors", 0.12), parameter("dropout", 0.02)],
  ...change,
});

test("one parameter, several, none, or not known: each has a verdict of its own", () => {
  expect(verdictOn({ importance: null })).toBe("tooFew");
  expect(verdictOn({ importance: importance({}) })).toBe("one");
  const shared = [parameter("penalty", 0.4), parameter("factors", 0.35)];
  expect(verdictOn({ importance: importance({ parameters: shared }) })).toBe("several");
  expect(verdictOn({ importance: importance({ spread: 0.009 }) })).toBe("nothing");
  expect(verdictOn({ importance: importance({ foretold: 0.1 }) })).toBe("unclear");
  expect(named(importance({})).map(({ name }) => name)).toEqual(["penalty", "factors"]);
});

test("a gain is clear only beyond two errors of the difference, and points the right way for both figures", () => {
  const result = (score: number): TrialResult => ({
    trial: 0,
    rung: 0,
    params: {},
    score,
    error: 0.005,
    seconds: 1,
  });
  expect(gainOf({ metric: "rmse", defaults: result(0.9), best: result(0.88) })).toEqual({
    gain: expect.closeTo(0.02),
    error: 0.005,
    clear: true,
  });
  expect(gainOf({ metric: "ndcg@10", defaults: result(0.2), best: result(0.205) })).toMatchObject({
    clear: false,
  });
  expect(gainOf({ metric: "rmse", defaults: null, best: null })).toBeNull();
});
