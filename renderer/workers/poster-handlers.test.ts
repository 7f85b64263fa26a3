import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import type { Session } from "../../electron/data/session.ts";
import {
  closeLibrary,
  createLibrary,
  type Library,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { packPosterNetwork } from "../../scripts/vite/poster-network.ts";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import type { EmbeddingProgress } from "../../shared/contract/posters.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { lookFeatures } from "../../shared/domain/poster-look.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { openEngines } from "../models/engine.ts";
import { learnedHandlers } from "./learned-handlers.ts";
import { noPictures } from "./poster-handlers.ts";
import { readPosters } from "./poster-traits.ts";

const root = join(import.meta.dirname, "../..");
const films = 42;
const broken = 7;
const { side, length } = posterNetwork;
const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const fail = (error: unknown): never => {
  throw error;
};

/** Stands in for the browser's decoder, which `test/e2e` has: a picture is one byte here, its grey. */
const decode = async ([grey]: Uint8Array): Promise<Uint8ClampedArray | null> =>
  grey === undefined ? null : new Uint8ClampedArray(side * side * 4).fill(grey);

let home: string;
let library: Library;
let session: Session;
let data: DataClient;
let training: LearnedClient;
const channels = [new MessageChannel(), new MessageChannel()] as const;
const embeddedFilms = (): number[] =>
  library.db.prepare("SELECT film FROM poster_embedding ORDER BY film").pluck().all() as number[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "posters-"));
  library = valueOrThrow(
    createLibrary(join(home, "a.marquee"), readMigrations(join(root, "electron/migrations"))),
  );
  const film = library.db.prepare("INSERT INTO film (id, title) VALUES (?, ?)");
  const poster = library.db.prepare(
    "INSERT INTO poster (film, media_type, image) VALUES (?, 'image/png', ?)",
  );
  for (let id = 1; id <= films; id++) {
    film.run(id, `Film ${id}`);
    poster.run(id, id === broken ? Buffer.alloc(0) : Buffer.of(6 * id));
  }
  film.run(films + 1, "Without a poster");
  session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("nothing to print")) };
  const watch = new LibraryWatch(session);
  serve(portOf(channels[0].port1), dataContract, handlersOf(session, watch, [], ""), fail);
  data = connect(portOf(channels[0].port2), dataContract);
  const pictures = { ...noPictures, network: packPosterNetwork, decode };
  serve(
    portOf(channels[1].port1),
    learnedContract,
    learnedHandlers(openEngines({}), Promise.resolve(data), pictures),
    fail,
  );
  training = connect(portOf(channels[1].port2), learnedContract);
});
afterAll(() => {
  for (const { port1 } of channels) port1.close();
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

test("a cancel keeps what is done, the next run goes on there, and pictures that are none are named", async () => {
  const cancel = new AbortController();
  const seen: EmbeddingProgress[] = [];
  const stopped = await training.embedPosters(
    {},
    {
      signal: cancel.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.done > 0) cancel.abort();
      },
    },
  );
  expect(stopped).toEqual({ ok: false, error: { type: "Cancelled" } });
  expect(seen[0]).toMatchObject({ done: 0, of: films, engine: "wasm", secondsLeft: null });
  const first = embeddedFilms();
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(films - 1);

  const done = valueOrThrow(await training.embedPosters({}));
  expect(done).toMatchObject({
    embedded: films - 1 - first.length,
    skipped: first.length,
    failed: [{ film: broken, problem: "noPicture" }],
    engine: "wasm",
  });
  expect(embeddedFilms()).toHaveLength(films - 1);
  const { look } = valueOrThrow(await data.posterLook({ film: 20 }));
  expect(look?.palette).toEqual([{ colour: "#787878", name: "grey", share: 1 }]);
  expect(valueOrThrow(await data.posterLook({ film: broken })).look).toBeNull();
  const { films: looked, features } = valueOrThrow(await data.posterLooks({}));
  expect(looked).toHaveLength(films - 1);
  expect(features[features.length - lookFeatures.length]).toBeGreaterThan(95); // the last is nearly white
  const similar = valueOrThrow(await training.similarPosters({ film: 20, top: 4 })).films;
  expect(similar.map(({ film }) => film)).toContain(21);
  expect(await training.similarPosters({ film: 999, top: 4 })).toMatchObject({
    error: { type: "UnknownFilm" },
  });
  expect(
    valueOrThrow(await training.nearestFilms({ film: 20, top: 4 })).byPoster.map(({ film }) => film),
  ).toContain(21);
}, 60_000);

test("only a picture that changed, or one of another network, is done again", async () => {
  library.db.exec("UPDATE poster SET image = x'ff' WHERE film = 3");
  library.db.exec("UPDATE poster_embedding SET network = 'older' WHERE film = 4");
  library.db.exec(`DELETE FROM poster WHERE film = ${broken}`);
  expect([...valueOrThrow(await data.embeddedPosters({})).waiting]).toEqual([3, 4]);
  expect(valueOrThrow(await training.embedPosters({}))).toMatchObject({ embedded: 2, failed: [] });
  expect(valueOrThrow(await training.embedPosters({}))).toMatchObject({ embedded: 0, engine: null });
  const { embeddings } = valueOrThrow(await data.posterEmbeddings({ films: [3] }));
  expect(embeddings).toHaveLength(length);
  expect(Math.max(...embeddings)).toBeGreaterThan(0);
});

test("a look of another method is measured again, beside its embedding", async () => {
  library.db.exec("UPDATE poster_look SET method = 'older' WHERE film = 5");
  const { posters, embedded, waiting } = valueOrThrow(await data.embeddedPosters({}));
  expect([posters, embedded.length, [...waiting]]).toEqual([films - 1, films - 1, [5]]);
  expect(valueOrThrow(await training.embedPosters({}))).toMatchObject({ embedded: 1, skipped: films - 2 });
});

test("posters are traits of their films alone, and of none where too few are known", async () => {
  const filmIds = Int32Array.from({ length: films + 1 }, (_, n) => n + 1);
  const posters = valueOrThrow(await readPosters(data, filmIds)) ?? [];
  expect(posters.flatMap((poster, n) => (poster ? [] : [n + 1]))).toEqual([broken, films + 1]);
  library.db.exec("DELETE FROM film WHERE id < 10");
  expect(valueOrThrow(await readPosters(data, filmIds))).toBeUndefined();
});
