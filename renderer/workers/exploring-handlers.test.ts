import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import type { Session } from "../../electron/data/session.ts";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { dataContract } from "../../shared/contract/data.ts";
import type { ModelCard } from "../../shared/contract/training.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { fitted, trainingData } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "../models/algorithms.ts";
import { openEngines } from "../models/engine.ts";
import { exploringHandlers } from "./exploring-handlers.ts";
import { openTrainingLibrary } from "./training-library.ts";

const root = join(import.meta.dirname, "../..");
const migrations = readMigrations(join(root, "electron/migrations"));
const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});

let home: string;
let session: Session;
let library: ReturnType<typeof openTrainingLibrary>;
const channel = new MessageChannel();
const audience = planted();
const { ratings, traits } = audience;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "exploring-"));
  const stored = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
  const { db } = stored;
  db.transaction(() => {
    const film = db.prepare("INSERT INTO film (id, title) VALUES (?, ?)");
    for (const [i, id] of ratings.filmIds.entries()) film.run(id, traits.titles[i]);
    const member = db.prepare("INSERT INTO member (id, key) VALUES (?, ?)");
    for (const id of ratings.memberIds) member.run(id, Buffer.from(String(id)));
    const rating = db.prepare(
      "INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)",
    );
    for (const [n, u] of ratings.member.entries())
      rating.run(
        ratings.memberIds[u],
        ratings.filmIds[ratings.film[n] as number],
        ratings.at[n],
        ratings.value[n],
      );
    db.exec("UPDATE setting SET value = '1' WHERE name = 'interaction_revision'");
  })();
  session = {
    library: stored,
    files: new Map(),
    printPdf: () => Promise.reject(new Error("nothing to print")),
  };
  serve(
    portOf(channel.port1),
    dataContract,
    handlersOf(session, new LibraryWatch(session), migrations, join(root, "assets")),
    (error) => {
      throw error;
    },
  );
  library = openTrainingLibrary(Promise.resolve(connect(portOf(channel.port2), dataContract)));
});
afterAll(() => {
  channel.port1.close();
  if (session.library) closeLibrary(session.library);
  rmSync(home, { recursive: true });
});

test("the map is the first that asks a model for scores: an engine is chosen for it", async () => {
  const read = valueOrThrow(await (await library()).read());
  const { model } = await fitted(algorithms["matrix-factorization"], trainingData(audience), {
    factors: 4,
    epochs: 8,
  });
  const score = { precision: 1, recall: 1, f1: 1, support: 1 };
  const card: ModelCard = {
    id: "m",
    name: "matrix-factorization",
    engine: "wasm",
    device: "",
    split: "random",
    holdout: 0.1,
    seed: 1,
    params: {},
    metrics: { rmse: 1 },
    report: { liked: score, notLiked: score, micro: score, macro: score, weighted: score, accuracy: 1 },
    curve: [],
    data: { fingerprint: "", members: 1, films: 1, training: 1, validation: 1, test: 1, licence: null },
    scale: ratings.scale,
    seconds: 1,
    createdAt: 1000,
  };
  valueOrThrow(await (await library()).save(card, model, {}, read));
  expect(tf.engine().backendName).toBeUndefined();
  const { tasteMap } = exploringHandlers(openEngines({}), library);
  const made = await tasteMap(
    { seed: 1 },
    { signal: new AbortController().signal, progress: () => undefined, block: async () => undefined },
  );
  expect(made).toMatchObject({ ok: true, value: { basis: "model", model: "m" } });
});
