/** Retraining and watching over a real library, to which ratings come that a champion did not learn from. */
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, call, Desk } from "../../electron/data/session.fixture.ts";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import { couldCompare, isOutdated } from "../../shared/contract/watching.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { openEngines } from "../models/engine.ts";
import { learnedHandlers } from "./learned-handlers.ts";

const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const fail = (error: unknown): never => {
  throw error;
};

const members = 120;
const films = 240;
const random = seededRandom(3);
const desk = new Desk();
const channels = [new MessageChannel(), new MessageChannel()] as const;
let data: DataClient;
let training: LearnedClient;

/** Members of two tastes; `turned`: each likes what they disliked. */
const rate = (from: number, to: number, ratings: number, start: number, turned = false): void => {
  const { db } = desk.library;
  const insert = db.prepare(
    "INSERT OR IGNORE INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)",
  );
  db.transaction(() => {
    for (let n = 0; n < ratings; n++) {
      const member = from + Math.floor(random() * (to - from));
      const film = 1 + Math.floor(random() * films);
      const likes = (member % 2 === film % 2) !== turned;
      insert.run(member, film, start + n, likes ? 4 + Math.round(random()) : 1 + Math.round(random()));
    }
    db.exec("UPDATE setting SET value = CAST(value + 1 AS TEXT) WHERE name = 'interaction_revision'");
  })();
};

beforeAll(async () => {
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  const { db } = desk.library;
  db.transaction(() => {
    db.exec(
      "INSERT INTO rating_scale VALUES (1, 1, 5, 1); INSERT INTO genre (id, name) VALUES (1, 'Odd'), (2, 'Even')",
    );
    for (let film = 1; film <= films; film++) {
      db.prepare("INSERT INTO film (id, title) VALUES (?, ?)").run(film, `Film ${film}`);
      db.prepare("INSERT INTO film_genre VALUES (?, ?)").run(film, film % 2 === 1 ? 1 : 2);
    }
    for (let member = 1; member <= members; member++)
      db.prepare("INSERT INTO member (id, key) VALUES (?, ?)").run(member, Buffer.from(`m${member}`));
  })();
  rate(1, 81, 2400, 1_000_000);
  serve(portOf(channels[0].port1), dataContract, desk.handlers, fail);
  data = connect(portOf(channels[0].port2), dataContract);
  serve(
    portOf(channels[1].port1),
    learnedContract,
    learnedHandlers(openEngines({}), Promise.resolve(data)),
    fail,
  );
  training = connect(portOf(channels[1].port2), learnedContract);
  valueOrThrow(await training.train({ name: "matrix-factorization", params: { factors: 4, epochs: 60 } }));
}, 60_000);
afterAll(async () => {
  for (const { port1 } of channels) port1.close();
  await desk.end();
});

const champion = async () => valueOrThrow(await data.champions({})).champions[0]?.model;

test("nothing came since the training: nothing drifts, and old data says so", async () => {
  const report = valueOrThrow(await training.watch({}));
  expect(couldCompare(report)).toBe(false);
  const { tasks, alerts, freshness } = report;
  expect(tasks).toMatchObject([
    { task: "ratings", since: { ratings: 0, members: 0 }, inputs: [], error: null },
  ]);
  expect(freshness).toMatchObject({ level: "alert", lastImport: null });
  expect(alerts).toMatchObject([{ kind: "freshness", level: "alert", action: "import" }]);
});

test("trained anew on the same data, the champion stays and the candidate is not kept", async () => {
  const before = await champion();
  const retrained = valueOrThrow(await training.retrain({ task: "ratings" }));
  expect(retrained).toMatchObject({
    outcome: "kept",
    champion: before,
    comparison: { metric: "rmse", gain: 0 },
  });
  expect(await champion()).toBe(before);
  expect(valueOrThrow(await data.listModels({})).cards).toHaveLength(1);
  expect(await training.retrain({ task: "choices" })).toEqual({ ok: false, error: { type: "NoModel" } });
}, 60_000);

test("more of the same is calm", async () => {
  rate(1, 81, 600, 2_000_000);
  const report = valueOrThrow(await training.watch({}));
  expect(couldCompare(report)).toBe(true);
  const [task] = report.tasks;
  expect(task?.inputs.map(({ level }) => level)).toEqual(["calm", "calm", "calm", "calm"]);
  expect(task?.error?.level).toBe("calm");
  expect(task?.error?.points.some(({ since }) => since)).toBe(true);
});

test("new members and turned tastes are seen, with their reason and what to do; a retraining mends it", async () => {
  rate(81, members + 1, 900, 3_000_000, true);
  const report = valueOrThrow(await training.watch({}));
  expect(report.tasks[0]?.inputs.find(({ kind }) => kind === "activity")?.level).toBe("alert");
  expect(report.tasks[0]?.unseen).toMatchObject({ level: "alert", films: 0 });
  expect(report.alerts).toContainEqual(
    expect.objectContaining({ kind: "unseen", level: "alert", action: "retrain" }),
  );
  expect(valueOrThrow(await data.lastWatch({})).report).toEqual(report);
  const before = await champion();
  const retrained = valueOrThrow(await training.retrain({ task: "ratings" }));
  expect(retrained).toMatchObject({ outcome: "promoted", champion: before, flattered: false });
  expect(retrained.comparison?.gain).toBeGreaterThan(0);
  expect(await champion()).toBe(retrained.candidate);
  const { history } = valueOrThrow(await data.champions({}));
  expect(history[0]).toMatchObject({ cause: "retrained", note: { comparison: { metric: "rmse" } } });
  const { alerts } = valueOrThrow(await training.watch({}));
  expect(alerts.filter(({ kind }) => kind !== "freshness")).toEqual([]);
  expect(valueOrThrow(await data.lastWatch({})).retrainings).toMatchObject([
    { task: "ratings", outcome: "promoted" },
  ]);
}, 60_000);

test("a report is made anew once it is older than a day, or was never made", () => {
  const now = Date.UTC(2026, 10, 27, 12);
  const dayAgo = now / 1000 - 86_400;
  expect(isOutdated({ checkedAt: dayAgo + 1 }, now)).toBe(false);
  expect(isOutdated({ checkedAt: dayAgo - 1 }, now)).toBe(true);
  expect(isOutdated(null, now)).toBe(true);
});
