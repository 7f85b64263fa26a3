import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, call, Desk } from "../session.fixture.ts";

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
});
afterEach(() => desk.end());

const weights = Uint8Array.of(1);
const judged = { split: "time", holdout: 0.1, seed: 1, data: { fingerprint: "1:9" } };
const save = (id: string, name: string, createdAt: number, metrics: Record<string, number> = {}, more = {}) =>
  ask(
    desk.handlers.saveModel(
      { card: { id, name, createdAt, ...judged, metrics, ...more }, weights, forgettings: 0 },
      call,
    ),
  );
const champion = async (task: string): Promise<string | undefined> =>
  (await ask(desk.handlers.champions({}, call))).champions.find((each) => each.task === task)?.model;
const promote = (model: string, sure = false) =>
  desk.handlers.promote({ model, sure, cause: "chosen", note: null }, call);
const rollBack = () => desk.handlers.rollBackChampion({ task: "ratings" }, call);

test("a first model is champion by itself, a second one only when it is made so", async () => {
  await save("a", "matrix-factorization", 1000, { rmse: 0.9 });
  await save("b", "bayesian-factors", 2000, { rmse: 0.8 });
  await save("c", "ease", 3000, { "ndcg@10": 0.3 });
  await save("d", "content-ridge", 4000);
  expect([await champion("ratings"), await champion("choices"), await champion("cold")]).toEqual([
    "a",
    "c",
    "d",
  ]);
  expect(await ask(promote("b"))).toMatchObject({ task: "ratings", former: "a" });
  expect(await ask(promote("b"))).toMatchObject({ promotion: null });
  expect(await champion("ratings")).toBe("b");
  expect(await promote("x")).toEqual({ ok: false, error: { type: "NotFound" } });
});

test("a worse model, or one that learned from forgotten members, asks first and says why", async () => {
  await save("a", "matrix-factorization", 1000, { rmse: 0.8 });
  await save("b", "bayesian-factors", 2000, { rmse: 0.9 }, { forgotten: 3 });
  const doubts = [
    { type: "worse", metric: "rmse", champion: 0.8, candidate: 0.9 },
    { type: "forgotten", members: 3 },
  ];
  expect(await promote("b")).toEqual({ ok: false, error: { type: "AskFirst", doubts } });
  expect(await champion("ratings")).toBe("a");
  await ask(promote("b", true));
  expect(await champion("ratings")).toBe("b");
  expect((await ask(desk.handlers.champions({}, call))).history[0]).toMatchObject({
    cause: "chosen",
    note: { doubts },
  });
  await save("c", "matrix-factorization", 3000, { rmse: 2 }, { seed: 2 });
  await ask(promote("c")); // judged on another split: no figures to compare
});

test("rolling back goes to the champion before, again and again, and can be turned", async () => {
  await save("a", "matrix-factorization", 1000);
  for (const [at, id] of ["b", "c"].entries()) {
    await save(id, "matrix-factorization", 2000 + at);
    await ask(promote(id));
  }
  const rolled = await ask(rollBack());
  expect(rolled).toMatchObject({ from: "c", to: "b" });
  expect(await ask(rollBack())).toMatchObject({ from: "b", to: "a" });
  expect(await rollBack()).toEqual({ ok: false, error: { type: "NoFormerChampion", task: "ratings" } });
  expect(await champion("ratings")).toBe("a");
  await ask(desk.handlers.turnPromotion({ promotion: rolled.promotion, stands: true }, call));
  expect(await champion("ratings")).toBe("c");
  const { history } = await ask(desk.handlers.champions({}, call));
  expect(history.map(({ model, rolledBackAt }) => [model, rolledBackAt !== null])).toEqual([
    ["c", false],
    ["b", true],
    ["a", false],
  ]);
});

test("a deleted champion leaves its task to the former one, and takes it up again when it comes back", async () => {
  await save("a", "matrix-factorization", 1000);
  await save("b", "matrix-factorization", 2000);
  await ask(promote("b"));
  const stored = await ask(desk.handlers.loadModel({ id: "b" }, call));
  await ask(desk.handlers.deleteModel({ id: "b" }, call));
  expect(await champion("ratings")).toBe("a");
  await ask(desk.handlers.saveModel(stored, call));
  expect(await champion("ratings")).toBe("b");
  for (const id of ["a", "b"]) await ask(desk.handlers.deleteModel({ id }, call));
  expect(await champion("ratings")).toBeUndefined();
});
