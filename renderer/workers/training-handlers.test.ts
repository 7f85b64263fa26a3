import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import { forgetMembers } from "../../electron/data/privacy/forget.ts";
import { sampleToday, writeSample } from "../../electron/data/sample/sample.ts";
import type { Session } from "../../electron/data/session.ts";
import {
  closeLibrary,
  createLibrary,
  type Library,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import type { Forgotten } from "../../shared/contract/privacy.ts";
import type { Reason, TrainProgress } from "../../shared/contract/training.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { blankSketch } from "../../shared/domain/film-sketch.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { openEngines } from "../models/engine.ts";
import { learnedHandlers } from "./learned-handlers.ts";

const root = join(import.meta.dirname, "../..");
const migrations = readMigrations(join(root, "electron/migrations"));
const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const fail = (error: unknown): never => {
  throw error;
};

let home: string;
let session: Session;
let data: DataClient;
let training: LearnedClient;
const channels = [new MessageChannel(), new MessageChannel()] as const;
const quick = { hidden: 16, epochs: 3, batch: 512 };

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "training-"));
  const library = valueOrThrow(createLibrary(join(home, "sample.marquee"), migrations));
  const assets = join(root, "assets");
  await writeSample(
    library,
    { seed: 1, today: sampleToday, assets },
    () => undefined,
    new AbortController().signal,
  );
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("nothing to print")) };
  serve(
    portOf(channels[0].port1),
    dataContract,
    handlersOf(session, new LibraryWatch(session), migrations, assets),
    fail,
  );
  data = connect(portOf(channels[0].port2), dataContract);
  serve(
    portOf(channels[1].port1),
    learnedContract,
    learnedHandlers(openEngines({}), Promise.resolve(data)),
    fail,
  );
  training = connect(portOf(channels[1].port2), learnedContract);
}, 120_000);
afterAll(() => {
  for (const { port1 } of channels) port1.close();
  if (session.library) closeLibrary(session.library);
  rmSync(home, { recursive: true });
});

const sum = (reasons: readonly Reason[]): number => reasons.reduce((total, { share }) => total + share, 0);

test("without a model, predictions say so", async () => {
  expect(await training.recommend({ member: 1 })).toEqual({ ok: false, error: { type: "NoModel" } });
});

test("engines are named with their reasons; what cannot be had is refused", async () => {
  const { auto, engines } = valueOrThrow(await training.engines({}));
  expect(auto).toBe("wasm");
  expect(engines.find(({ name }) => name === "webgl")).toMatchObject({
    available: false,
    reason: "unavailable",
  });
  expect(await training.train({ name: "autoencoder", engine: "webgl" })).toEqual({
    ok: false,
    error: { type: "EngineUnavailable", engine: "webgl", reason: "unavailable" },
  });
  expect(await training.train({ name: "autoencoder", params: { depth: 3 } })).toEqual({
    ok: false,
    error: { type: "BadParameter", parameter: "depth" },
  });
});

test("a training that began before members were forgotten leaves neither model nor checkpoint", async () => {
  const { db } = session.library as Library;
  const member = db.prepare("SELECT max(member) FROM interaction").pluck().get() as number;
  let forgetting: Promise<Forgotten> | null = null;
  const onProgress = ({ epoch }: TrainProgress): void => {
    if (epoch === 1) forgetting ??= forgetMembers(db, [member], () => {});
  };
  const answer = await training.train({ name: "autoencoder", params: quick }, { onProgress });
  expect(await forgetting).toMatchObject({ members: 1 });
  expect(answer).toEqual({ ok: false, error: { type: "ForgottenMeanwhile" } });
  expect(valueOrThrow(await data.listModels({})).cards).toEqual([]);
  expect(valueOrThrow(await data.listCheckpoints({})).checkpoints).toEqual([]);
});

test("a cancelled training leaves neither model nor checkpoint", async () => {
  const cancel = new AbortController();
  const answer = await training.train(
    { name: "autoencoder", params: { hidden: 16 } },
    {
      signal: cancel.signal,
      onProgress: ({ epoch }) => {
        if (epoch === 1) cancel.abort();
      },
    },
  );
  expect(answer).toEqual({ ok: false, error: { type: "Cancelled" } });
  expect(valueOrThrow(await data.listModels({})).cards).toEqual([]);
  expect(valueOrThrow(await data.listCheckpoints({})).checkpoints).toEqual([]);
});

let matrixFactorisation = "";
test("trains a matrix factorisation on the sample library, stores it and beats the mean", async () => {
  const progress: TrainProgress[] = [];
  const { card } = valueOrThrow(
    await training.train(
      { name: "matrix-factorization", params: { factors: 8, epochs: 12 } },
      { onProgress: (step) => void progress.push(step) },
    ),
  );
  matrixFactorisation = card.id;
  expect(new Set(progress.map(({ phase }) => phase))).toEqual(
    new Set(["reading", "training", "evaluating", "saving"]),
  );
  expect(
    progress
      .filter(({ loss }) => loss)
      .every(({ secondsLeft, phase }) => phase !== "training" || secondsLeft !== null),
  ).toBe(true);
  expect(card.engine).toBe("wasm");
  expect(card.metrics.rmse).toBeLessThan(1);
  expect(card.metrics["coverage@90"]).toBeGreaterThan(0.86);
  expect(card.metrics["coverage@90"]).toBeLessThan(0.94);
  expect(card.report.liked.support + card.report.notLiked.support).toBe(card.data.test);
  expect(new Set(card.evaluation?.groups.map(({ by }) => by))).toContain("segment");
  expect(card.evaluation?.groups.every(({ members }) => members >= usualMinimum)).toBe(true);
  expect(valueOrThrow(await data.listModels({})).cards).toMatchObject([{ id: card.id }]);
  expect(valueOrThrow(await data.listCheckpoints({})).checkpoints).toEqual([]);
}, 120_000);

test("a member's recommendations: unseen films, best first, reasons that add up", async () => {
  const { items } = valueOrThrow(await training.recommend({ member: 1, top: 10 }));
  expect(items).toHaveLength(10);
  for (const [rank, item] of items.entries()) {
    expect(item.interval[0]).toBeLessThan(item.score);
    expect(item.interval[1]).toBeGreaterThanOrEqual(item.score);
    expect(sum(item.reasons)).toBeCloseTo(item.score, 4);
    if (rank > 0) expect(item.score).toBeLessThanOrEqual((items[rank - 1]?.score as number) + 1e-6);
  }
  expect(await training.recommend({ member: 99_999_999 })).toMatchObject({
    ok: false,
    error: { type: "UnknownMember" },
  });
});

test("a film watched without a rating is recommended no more, and its watcher is no longer among those who will want it", async () => {
  const { items } = valueOrThrow(await training.recommend({ member: 5, top: 1 }));
  const film = items[0]?.film as number;
  const wanting = async (): Promise<readonly number[]> =>
    valueOrThrow(await training.audience({ film, top: 20 })).members.map(({ member }) => member);
  const [keenest] = (await wanting()) as [number];
  session.library?.db
    .prepare(
      "INSERT INTO interaction (member, film, kind, at, value) VALUES (5, @film, 1, 1, 1), (@keenest, @film, 1, 1, 1)",
    )
    .run({ film, keenest });
  const again = valueOrThrow(await training.recommend({ member: 5, top: 50 }));
  expect(again.items.some((item) => item.film === film)).toBe(false);
  expect(await wanting()).not.toContain(keenest);
});

test("feedback is in the list at once: what is disliked or waved away leaves it, a thumb up moves it, undo brings all back", async () => {
  const list = async () => valueOrThrow(await training.recommend({ member: 9, top: 40 })).items;
  const before = await list();
  const [liked, disliked, dismissed] = [3, 1, 2].map((at) => before[at]?.film as number) as [
    number,
    number,
    number,
  ];
  const react = async (film: number, kind: "up" | "down" | "dismissed") =>
    valueOrThrow(await training.react({ member: 9, film, kind }));
  const up = await react(liked, "up");
  expect(up.effect).toMatchObject({ rankBefore: 4, rankAfter: expect.any(Number) });
  expect(up.effect?.rankAfter).toBeLessThanOrEqual(4);
  const down = await react(disliked, "down");
  expect(down.effect).toMatchObject({ rankAfter: null });
  const away = await react(dismissed, "dismissed");
  expect(away.effect).toEqual({ rankBefore: expect.any(Number), rankAfter: null, entered: 1 });
  const after = (await list()).map(({ film }) => film);
  expect(after).toContain(liked);
  expect(after).not.toContain(disliked);
  expect(after).not.toContain(dismissed);
  const rows = valueOrThrow(await data.listFeedback({ offset: 0, limit: 10, member: 9 })).rows;
  expect(rows.map(({ film, rankAfter }) => [film, rankAfter])).toEqual([
    [dismissed, null],
    [disliked, null],
    [liked, up.effect?.rankAfter],
  ]);
  for (const { changeSet } of rows) valueOrThrow(await data.undoChangeSet({ id: changeSet }));
  expect(await list()).toEqual(before);
});

test("a file of feedback is measured as single pieces are", async () => {
  const before = valueOrThrow(await training.recommend({ member: 12, top: 5 })).items;
  const [first, , third] = before.map(({ film }) => film) as [number, number, number];
  const path = join(home, "feedback.csv");
  writeFileSync(path, `member,film,kind\n12,${third},attendance\n12,${first},dismissed\n`);
  const file = crypto.randomUUID();
  session.files.set(file, path);
  expect(valueOrThrow(await training.reactToFile({ file }))).toEqual({
    rows: 2,
    given: 2,
    same: 0,
    measured: 2,
  });
  const { rows } = valueOrThrow(await data.listFeedback({ offset: 0, limit: 10, member: 12 }));
  expect(rows.map(({ film, rankBefore, rankAfter }) => [film, rankBefore, rankAfter])).toEqual(
    expect.arrayContaining([
      [first, 1, null],
      [third, 3, null],
    ]),
  );
  for (const { changeSet } of rows) valueOrThrow(await data.undoChangeSet({ id: changeSet }));
});

test("a corrected rating is folded in without reading the library again, and undone the same way", async () => {
  const { db } = session.library as NonNullable<Session["library"]>;
  const list = async () => valueOrThrow(await training.recommend({ member: 10, top: 20 })).items;
  const before = await list();
  const [film, value] = db
    .prepare("SELECT film, value FROM interaction WHERE member = 10 AND kind = 0 ORDER BY value DESC LIMIT 1")
    .raw()
    .get() as [number, number];
  const rating = value > 2 ? 0.5 : 5;
  const correctedAndUndone = async () => {
    const { changeSet } = valueOrThrow(
      await training.react({ member: 10, film, kind: "rating", value: rating }),
    );
    expect(await list()).not.toEqual(before);
    valueOrThrow(await data.undoChangeSet({ id: changeSet as number }));
    expect(await list()).toEqual(before);
  };
  expect(await quickestOfThree(correctedAndUndone)).toBeLessThan(500);
});

/** Other work shares the machine: the quickest of three tells what an answer takes. */
const quickestOfThree = async (answer: () => Promise<unknown>): Promise<number> => {
  const milliseconds: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const start = performance.now();
    await answer();
    milliseconds.push(performance.now() - start);
  }
  return Math.min(...milliseconds);
};

test("a protocol that leaves nothing to judge says what is lacking, and no figure", async () => {
  const cold = [{ seed: 1, films: [] }];
  expect(
    await training.evaluate({ protocol: "cold-films", model: "content-ridge", seeds: [1], cold }),
  ).toEqual({
    ok: false,
    error: { type: "NothingToJudge", protocol: "cold-films", needs: "describedFilms" },
  });
});

test("a newcomer with five films is answered within 100 ms once the model is loaded", async () => {
  const { filmIds } = valueOrThrow(await data.filmTraits({}));
  const chosen = Array.from(filmIds.slice(0, 5), (film) => ({ film, rating: null }));
  await training.recommendForNew({ films: chosen });
  const answer = async () => valueOrThrow(await training.recommendForNew({ films: chosen, top: 10 }));
  expect(await quickestOfThree(answer)).toBeLessThan(100);
  const { items } = await answer();
  expect(items.some(({ film }) => chosen.some((one) => one.film === film))).toBe(false);
  expect(items[0]?.reasons.some(({ kind }) => kind === "film")).toBe(true);
});

test("a list by novelty and rules answers within 100 ms once somebody is known, and says what it cost", async () => {
  const whose = { member: 7 };
  const own = valueOrThrow(await training.list({ whose, top: 20 }));
  const { items } = valueOrThrow(await training.recommend({ member: 7, top: 20 }));
  expect(own.items.map(({ film }) => film)).toEqual(items.map(({ film }) => film));
  const rules = { caps: [{ trait: "genre" as const, value: null, most: 3 }], oldest: 1990 };
  await training.list({ whose, rules, top: 20 });
  const novelties = [0.2, 0.4, 0.5];
  const milliseconds = await quickestOfThree(async () =>
    valueOrThrow(await training.list({ whose, rules, top: 20, novelty: novelties.pop(), diversity: 0.3 })),
  );
  expect(milliseconds).toBeLessThan(100);
  const ruled = valueOrThrow(await training.list({ whose, rules, top: 20, novelty: 0.6, diversity: 0.3 }));
  expect(ruled.items.length).toBeGreaterThan(10);
  expect(ruled.steps.diversity.score).toBeLessThan(ruled.steps.model.score);
  expect(ruled.steps.novelty.known).toBeLessThan(ruled.steps.rules.known);
  expect(ruled.keptOut.length).toBeGreaterThan(0);
  const ofSegment = valueOrThrow(
    await training.list({ whose: { members: Array.from({ length: 30 }, (_, n) => n + 1) }, top: 5 }),
  );
  expect(ofSegment.items).toHaveLength(5);
});

test("a film's audience and the share who would like it, for all and for a segment", async () => {
  const { filmIds } = valueOrThrow(await data.filmTraits({}));
  const film = filmIds[3] as number;
  const { share, members } = valueOrThrow(await training.audience({ film, top: 12 }));
  expect(members).toHaveLength(12);
  expect(share.low).toBeLessThan(share.likeShare);
  expect(share.high).toBeGreaterThan(share.likeShare);
  const keen = members.map(({ member }) => member);
  const { shares } = valueOrThrow(await training.likeShares({ films: [film], members: keen }));
  expect(shares[0]?.likeShare).toBeGreaterThan(share.likeShare);
  const { items } = valueOrThrow(await training.recommendForSegment({ members: keen, top: 5 }));
  expect(items).toHaveLength(5);
  for (const item of items) expect(sum(item.reasons)).toBeCloseTo(item.score, 3);
});

test("whoever knows a film is left out where only new audiences are asked for, and others are all but those given", async () => {
  const { filmIds } = valueOrThrow(await data.filmTraits({}));
  const films = [filmIds[3] as number];
  const one = async (asked: Partial<Parameters<typeof training.likeShares>[0]>) =>
    valueOrThrow(await training.likeShares({ films, ...asked })).shares[0]?.likeShare as number;
  const all = await one({});
  const fresh = await one({ fresh: true });
  expect(fresh).toBeGreaterThan(0);
  expect(fresh).toBeLessThan(all);
  const members = valueOrThrow(await data.listMembers({ offset: 0, limit: 100 })).rows.map(({ id }) => id);
  const { counts } = valueOrThrow(await data.libraryInfo({}));
  const [some, others] = [await one({ members }), await one({ members, others: true })];
  if (counts.members <= 2000)
    expect((some * 100 + others * (counts.members - 100)) / counts.members).toBeCloseTo(all, 3);
  else expect(others).toBeGreaterThan(0);
});

test("whatever Preferences lets a user wait for stops at a cancel", async () => {
  const { segments } = valueOrThrow(await data.listSegments({}));
  const { members: column } = valueOrThrow(await data.segmentMembers({ segment: segments[0]?.id as number }));
  const members = [...column];
  const { groups } = valueOrThrow(await training.peopleGroups({}));
  const [{ by, name }] = groups as [(typeof groups)[number]];
  for (const ask of [
    (signal) => training.audience({ film: 3 }, { signal }),
    (signal) => training.list({ whose: { member: 5 }, novelty: 0, diversity: 0 }, { signal }),
    (signal) => training.list({ whose: { members }, novelty: 0, diversity: 0 }, { signal }),
    (signal) => training.likeShares({ films: [3, 4], members }, { signal }),
    (signal) => training.explain({ whose: { members }, film: 3 }, { signal }),
    (signal) => training.nearestFilms({ film: 3 }, { signal }),
    (signal) => training.nearestMembers({ member: 5 }, { signal }),
    (signal) => training.segmentReasons({ film: 3, members }, { signal }),
    (signal) => training.recommendForPeople({ groups: [{ by, name }] }, { signal }),
  ] satisfies ((signal: AbortSignal) => Promise<{ readonly ok: boolean }>)[]) {
    const cancel = new AbortController();
    const answer = ask(cancel.signal);
    cancel.abort();
    expect(await answer).toEqual({ ok: false, error: { type: "Cancelled" } });
  }
});

test("a run that a crash cut off is resumed under its own name", async () => {
  const cut = new MessageChannel();
  serve(
    portOf(cut.port1),
    learnedContract,
    learnedHandlers(
      openEngines({}),
      Promise.resolve({ ...data, dropCheckpoint: async () => ({ ok: true, value: {} }) }),
    ),
    fail,
  );
  const doomed = connect(portOf(cut.port2), learnedContract);
  await new Promise<void>((resolve) => {
    void doomed.train(
      { name: "autoencoder", params: quick },
      {
        onProgress: ({ epoch }) => {
          if (epoch !== 1) return;
          cut.port1.close(); // as a crash would
          resolve();
        },
      },
    );
  });
  const { checkpoints } = valueOrThrow(await data.listCheckpoints({}));
  expect(checkpoints).toHaveLength(1);
  const run = checkpoints[0]?.run as string;
  const { card } = valueOrThrow(await training.resume({ run }));
  expect(card.id).toBe(run);
  expect(card.metrics.rmse).toBeNull();
  expect(card.metrics["ndcg@10"]).toBeGreaterThan(0);
  expect(valueOrThrow(await data.listCheckpoints({})).checkpoints).toEqual([]);
  expect(await training.resume({ run: "gone" })).toEqual({
    ok: false,
    error: { type: "UnknownRun", run: "gone" },
  });
}, 120_000);

test("the first model of each task is its champion: what is chosen next ranks lists, ratings say how much a film is liked", async () => {
  const { champions } = valueOrThrow(await data.champions({}));
  expect(champions.map(({ task }) => task)).toEqual(["ratings", "choices"]);
  expect(champions[0]?.model).toBe(matrixFactorisation);
  const lists = async (task?: "ratings") =>
    valueOrThrow(await training.recommend({ member: 2, top: 3, ...(task ? { task } : {}) })).model;
  expect(await lists()).toBe(champions[1]?.model);
  expect(await lists("ratings")).toBe(matrixFactorisation);
  const { filmIds } = valueOrThrow(await data.filmTraits({}));
  expect(valueOrThrow(await training.audience({ film: filmIds[3] as number, top: 3 })).model).toBe(
    matrixFactorisation,
  );
});

test("two models are compared on the ratings held out from both, and only on those", async () => {
  const { cards } = valueOrThrow(await data.listModels({}));
  const other = cards.find(({ id }) => id !== matrixFactorisation)?.id as string;
  const { differences } = valueOrThrow(
    await training.compareModels({ first: matrixFactorisation, second: other }),
  );
  const ndcg = differences.find(({ metric }) => metric === "ndcg@10");
  expect(ndcg?.difference).toBeCloseTo((ndcg?.second ?? 0) - (ndcg?.first ?? 0), 9);
  expect(ndcg?.interval[0]).toBeLessThanOrEqual(ndcg?.difference as number);
  expect(ndcg?.interval[1]).toBeGreaterThanOrEqual(ndcg?.difference as number);
  // A model of choices says no ratings: there is nothing to compare.
  expect(differences.some(({ metric }) => metric === "rmse")).toBe(false);
  const { card } = valueOrThrow(await training.train({ name: "popularity", seed: 2 }));
  expect(await training.compareModels({ first: other, second: card.id })).toEqual({
    ok: false,
    error: { type: "NotComparable", reason: "split" },
  });
  expect(await training.compareModels({ first: other, second: "gone" })).toEqual({
    ok: false,
    error: { type: "NoModel" },
  });
});

test("older models stay loadable, and engines agree on them", async () => {
  const { model, items } = valueOrThrow(
    await training.recommend({ model: matrixFactorisation, member: 2, top: 3 }),
  );
  expect(model).toBe(matrixFactorisation);
  expect(items.every(({ unit }) => unit === "rating")).toBe(true);
  const { engines, largestDifference } = valueOrThrow(await training.compareEngines({ model, members: 16 }));
  expect(engines).toEqual(["wasm", "cpu"]);
  expect(largestDifference).toBeLessThan(1e-3);
});

test("a search keeps what it judged when cancelled, goes on from there, and says so when the data changed", async () => {
  const request = { name: "item-knn" as const, seed: 3, trials: 4 };
  const cancel = new AbortController();
  const cut = await training.tune(request, {
    signal: cancel.signal,
    onProgress: ({ report }) => {
      if (report?.results.length === 2) cancel.abort();
    },
  });
  expect(cut).toEqual({ ok: false, error: { type: "Cancelled" } });
  const { searches } = valueOrThrow(await data.listSearches({}));
  expect(searches).toHaveLength(1);
  const search = searches[0]?.id as string;
  const kept = valueOrThrow(await data.loadSearch({ search })).results;
  expect(kept.length).toBeGreaterThanOrEqual(2);

  const { report } = valueOrThrow(await training.tune({ ...request, resume: search }));
  expect(report.id).toBe(search);
  expect(report.results.slice(0, kept.length)).toEqual(kept);
  expect(report.complete).toBe(true);
  expect(new Set(report.results.map(({ trial }) => trial)).size).toBe(4);
  expect(report.best?.score).toBeGreaterThanOrEqual(report.defaults?.score as number);
  expect(valueOrThrow(await training.searchReport({ search }))).toEqual({ report, dataChanged: false });

  expect(await training.tune({ ...request, split: "random", resume: search })).toMatchObject({
    ok: false,
    error: { type: "UnknownSearch" },
  });
  expect(await training.tune({ name: "choice-blend" })).toEqual({
    ok: false,
    error: { type: "NotTunable", name: "choice-blend" },
  });
  session.library?.db.exec("UPDATE setting SET value = value + 1 WHERE name = 'interaction_revision'");
  session.library?.db
    .prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (7, 9, 1, 1, 1)")
    .run();
  expect(await training.tune({ ...request, resume: search })).toEqual({
    ok: false,
    error: { type: "DataChanged", search, trials: report.results.length },
  });
  expect(valueOrThrow(await training.searchReport({ search })).dataChanged).toBe(true);
  valueOrThrow(await data.dropSearch({ search }));
  expect(valueOrThrow(await data.listSearches({})).searches).toEqual([]);
}, 60_000);

test("a library's own defaults are what a training starts from, until it goes back", async () => {
  valueOrThrow(await data.keepDefaults({ name: "item-knn", params: { neighbours: 33, shrink: 4 } }));
  const own = valueOrThrow(await training.train({ name: "item-knn", params: { shrink: 5 } })).card;
  expect(own.params).toMatchObject({ neighbours: 33, shrink: 5 });
  valueOrThrow(await data.dropDefaults({ name: "item-knn" }));
  const models = valueOrThrow(await training.train({ name: "item-knn" })).card;
  expect(models.params).toMatchObject({ neighbours: 100, shrink: 10 });
}, 60_000);

test("what-if: the model it needs is named, then each segment is told with its change, and what is wrong is named", async () => {
  const sketch = { ...blankSketch, genres: ["Drama"] };
  expect(await training.openWhatIf({ film: 3 })).toEqual({
    ok: false,
    error: { type: "NoContentModel", train: "content-ridge" },
  });
  expect(await training.whatIf({ film: 3, model: matrixFactorisation, sketch })).toEqual({
    ok: false,
    error: { type: "NotByContent", model: matrixFactorisation, name: "matrix-factorization" },
  });
  valueOrThrow(await training.train({ name: "content-ridge", split: "cold-films" }));
  for (const [wrong, error] of [
    [
      { film: 3, model: "no such" },
      { type: "UnknownModel", model: "no such" },
    ],
    [{ film: 99_999 }, { type: "UnknownFilm", film: 99_999 }],
    [
      { film: 3, sketch: { ...sketch, runtime: 0 } },
      { type: "BadTrait", trait: "runtime", value: 0 },
    ],
  ] as const)
    expect(await training.whatIf({ sketch, ...wrong })).toEqual({ ok: false, error });

  const shares: number[] = [];
  const opened = valueOrThrow(
    await training.openWhatIf({ film: 3 }, { onProgress: ({ share }) => void shares.push(share) }),
  );
  expect(shares.at(-1)).toBe(1);
  expect(opened.cold?.ratings).toBeGreaterThan(0);
  expect(opened.known.genre?.length).toBeGreaterThan(3);
  const { segments } = valueOrThrow(await data.listSegments({}));
  const told = segments.filter(({ members }) => members !== null && members > 0);
  expect(opened.groups.map(({ segment }) => segment)).toEqual([null, ...told.map(({ id }) => id)]);
  expect(opened.kept).toBe(segments.filter(({ members }) => members === null).length);

  const edit = (runtime: number) =>
    training.whatIf({ film: 3, sketch: { ...opened.sketch, genres: ["Horror"], runtime } });
  const took: number[] = [];
  for (const runtime of [80, 95, 110, 125, 140]) {
    const start = performance.now();
    valueOrThrow(await edit(runtime));
    took.push(performance.now() - start);
  }
  expect(Math.min(...took)).toBeLessThan(100);
  const other = valueOrThrow(await edit(190));
  expect(other.groups).toHaveLength(opened.groups.length);
  expect(other.groups.some(({ choice }) => Math.abs(choice.change?.value ?? 0) > 0.005)).toBe(true);
  const same = valueOrThrow(await training.whatIf({ film: 3, sketch: opened.sketch }));
  for (const [g, { like }] of same.groups.entries())
    expect({ ...like, change: null }).toEqual(opened.asItIs?.groups[g]?.like);
}, 60_000);

test("what-if: a segment that falls below the smallest group is told of no more", async () => {
  const before = valueOrThrow(await training.openWhatIf({ film: null }));
  const smallest = Math.min(...before.groups.map(({ members }) => members));
  valueOrThrow(await data.setMinimumGroup({ minimum: smallest + 1 }));
  const after = valueOrThrow(await training.openWhatIf({ film: null }));
  expect(after.groups.every(({ members }) => members > smallest)).toBe(true);
  expect(after.kept).toBeGreaterThan(before.kept);
  valueOrThrow(await data.setMinimumGroup({ minimum: usualMinimum }));
}, 60_000);
