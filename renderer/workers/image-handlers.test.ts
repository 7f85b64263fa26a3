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
import type { HeadProgress } from "../../shared/contract/images.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { openEngines } from "../models/engine.ts";
import { lookOf } from "../models/images/look.ts";
import { learnedHandlers } from "./learned-handlers.ts";
import { noPictures } from "./poster-handlers.ts";

const root = join(import.meta.dirname, "../..");
const films = 60;
const members = 30;
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
/** Stands in for the browser's decoder: a picture is one byte here, its grey; the lower half is darker. */
const decode = async ([grey]: Uint8Array): Promise<Uint8ClampedArray | null> => {
  if (grey === undefined) return null;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < pixels.length; at += 4) {
    const tone = at < pixels.length / 2 ? grey : grey / 2;
    pixels.set([tone, tone, tone], at);
  }
  return pixels;
};
const isDark = (film: number): boolean => film % 3 === 0;

let home: string;
let library: Library;
let data: DataClient;
let training: LearnedClient;
const channels = [new MessageChannel(), new MessageChannel()] as const;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "images-"));
  library = valueOrThrow(
    createLibrary(join(home, "a.marquee"), readMigrations(join(root, "electron/migrations"))),
  );
  const { db } = library;
  const random = seededRandom(5);
  db.transaction(() => {
    db.exec("INSERT INTO genre (id, name) VALUES (1, 'Horror'), (2, 'Comedy'), (3, 'Rare')");
    db.exec("INSERT INTO segment (id, name, rule) VALUES (1, 'Few', '{}'), (2, 'Many', '{}')");
    for (let film = 1; film <= films; film++) {
      db.prepare("INSERT INTO film (id, title) VALUES (?, ?)").run(film, `Film ${film}`);
      db.prepare("INSERT INTO poster (film, media_type, image) VALUES (?, 'image/png', ?)").run(
        film,
        Buffer.of(isDark(film) ? 40 : 200),
      );
      db.prepare("INSERT INTO film_genre VALUES (?, ?)").run(film, isDark(film) ? 1 : 2);
      if (film === 1) db.prepare("INSERT INTO film_genre VALUES (1, 3)").run();
    }
    for (let member = 1; member <= members; member++) {
      db.prepare("INSERT INTO member (id, key) VALUES (?, ?)").run(member, Buffer.from(`m${member}`));
      db.prepare("INSERT INTO segment_member VALUES (?, ?)").run(member <= 3 ? 1 : 2, member);
      for (let film = 1; film <= films; film++)
        db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)").run(
          member,
          film,
          1_600_000_000 + film,
          (isDark(film) ? 2 : 4) + Math.round(random()) / 2,
        );
    }
    db.exec("INSERT INTO rating_scale VALUES (1, 0.5, 5, 0.5)");
  })();
  const session: Session = {
    library,
    files: new Map(),
    printPdf: () => Promise.reject(new Error("nothing to print")),
  };
  serve(
    portOf(channels[0].port1),
    dataContract,
    handlersOf(session, new LibraryWatch(session), [], ""),
    fail,
  );
  data = connect(portOf(channels[0].port2), dataContract);
  serve(
    portOf(channels[1].port1),
    learnedContract,
    learnedHandlers(openEngines({}), Promise.resolve(data), {
      ...noPictures,
      network: packPosterNetwork,
      decode,
    }),
    fail,
  );
  training = connect(portOf(channels[1].port2), learnedContract);
  // What the network would say of dark posters and of light ones, without its work.
  const embeddings = Float32Array.from({ length: films * length }, (_, at) => {
    const film = 1 + Math.floor(at / length);
    return 0.5 + 0.2 * normal(random) + (isDark(film) === at % 2 > 0 ? 0.1 : 0);
  });
  const looks = [];
  for (let film = 1; film <= films; film++)
    looks.push(lookOf((await decode(Uint8Array.of(isDark(film) ? 40 : 200))) as Uint8ClampedArray, side));
  valueOrThrow(
    await data.keepPosterEmbeddings({
      films: Int32Array.from({ length: films }, (_, n) => n + 1),
      embeddings,
      looks,
    }),
  );
}, 60_000);
afterAll(() => {
  for (const { port1 } of channels) port1.close();
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

test("before anything is learned there is nothing to tell", async () => {
  expect(await training.posterLabels({ film: 1 })).toEqual({ ok: false, error: { type: "NoHead" } });
  expect(valueOrThrow(await data.imageHead({})).card).toBeNull();
});

test("labels of enough posters are learned, judged on posters held out, kept, and told of a poster", async () => {
  const seen: HeadProgress[] = [];
  const { card } = valueOrThrow(
    await training.trainImageHead({}, { onProgress: (progress) => void seen.push(progress) }),
  );
  expect(card.labels.map(({ name }) => name).sort()).toEqual(["Comedy", "Horror"]);
  expect(card.macro.ap).toBeGreaterThan(0.95);
  expect(card.macro.ap).toBeGreaterThan(card.macro.baselineAp);
  expect(card.appeal?.r2).toBeGreaterThan(0.8);
  expect(card.ablation.map(({ using }) => using)).toEqual(["both", "embedding", "features"]);
  expect(new Set(seen.map(({ phase }) => phase))).toEqual(new Set(["reading", "judging", "learning"]));
  expect(valueOrThrow(await data.imageHead({})).card).toEqual(card);
  const { labels } = valueOrThrow(await training.posterLabels({ film: 3 }));
  expect(labels[0]).toMatchObject({ kind: "genre", name: "Horror", is: true });
  expect(labels[0]?.p).toBeGreaterThan(0.7);
});

test("where a label is seen is told of each place, and of no label that was not learned", async () => {
  const { map } = valueOrThrow(await training.labelMap({ film: 3, kind: "genre", name: "Horror" }));
  expect(map).toHaveLength(49);
  expect(map.every(Number.isFinite)).toBe(true);
  expect(await training.labelMap({ film: 3, kind: "genre", name: "Rare" })).toMatchObject({
    error: { type: "NoHead" },
  });
}, 30_000);

test("two posters are compared by all and by segments that are large enough; the same twice differs by nothing", async () => {
  const picture = (grey: number) => ({ image: Uint8Array.of(grey), mediaType: "image/png" });
  const same = valueOrThrow(await training.comparePosters({ a: picture(90), b: picture(90) }));
  expect(same.all).toMatchObject({
    difference: 0,
    low: expect.closeTo(0),
    high: expect.closeTo(0),
    certain: false,
  });
  const { all, segments, keptBack, looks } = valueOrThrow(
    await training.comparePosters({ a: picture(200), b: picture(40) }),
  );
  expect(all.low).toBeLessThanOrEqual(all.difference);
  expect(all.high).toBeGreaterThanOrEqual(all.difference);
  expect(all.a - all.b).toBeCloseTo(all.difference, 6);
  expect(segments.map(({ name }) => name)).toEqual(["Many"]);
  expect(keptBack).toBe(1);
  expect(looks.a.features.brightness).toBeGreaterThan(looks.b.features.brightness);
  expect(
    await training.comparePosters({ a: picture(1), b: { image: new Uint8Array(0), mediaType: "image/png" } }),
  ).toMatchObject({ error: { type: "NoPicture", problem: "b" } });
}, 60_000);

test("a few posters are too few to learn from", async () => {
  library.db.exec("DELETE FROM film WHERE id > 20");
  expect(await training.trainImageHead({})).toMatchObject({
    error: { type: "TooFewPosters", posters: 20, needed: 40 },
  });
});
