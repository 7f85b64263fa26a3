/** The taste map is kept in the library: worked out once for the rows, the model and the minimum there are, and gone with whom it shows. */
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetMembers } from "../../electron/data/privacy/forget.ts";
import { removePeople } from "../../electron/data/privacy/share.ts";
import { ask, Desk, migrations } from "../../electron/data/session.fixture.ts";
import { type Connection, connectTo, createLibrary, saveCopy } from "../../electron/data/store/library.ts";
import { openEngines } from "../../renderer/models/engine.ts";
import { learnedHandlers } from "../../renderer/workers/learned-handlers.ts";
import { dataContract } from "../../shared/contract/data.ts";
import { type LearnedClient, learnedContract } from "../../shared/contract/learned.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

const desk = new Desk();
const ports: MessagePort[] = [];
/** How often the whole of the ratings was read. */
let readings = 0;

const pair = (): readonly [Port, Port] => {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [port1, port2].map(
    (port): Port => ({
      post: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on("message", listener),
      onClose: (listener) => void port.on("close", listener),
      close: () => port.close(),
    }),
  ) as [Port, Port];
};
const fail = (error: unknown): never => {
  throw error;
};

/** As the application does when it is started anew. */
const freshWorker = (): LearnedClient => {
  const [service, toService] = pair();
  const [worker, toWorker] = pair();
  const { ratings, ...others } = desk.handlers;
  const counted: typeof ratings = (...call) => {
    readings++;
    return ratings(...call);
  };
  serve(service, dataContract, { ...others, ratings: counted }, fail);
  serve(
    worker,
    learnedContract,
    learnedHandlers(openEngines({}), Promise.resolve(connect(toService, dataContract))),
    fail,
  );
  return connect(toWorker, learnedContract);
};
const mapOf = async (worker: LearnedClient) => {
  const before = readings;
  const { seconds: _, ...map } = valueOrThrow(await worker.tasteMap({}));
  return { map, made: readings > before };
};
const piecesIn = (db: Connection): number =>
  db.prepare("SELECT count(*) FROM block WHERE name LIKE 'taste-map.%'").pluck().get() as number;

beforeAll(() => {
  const library = valueOrThrow(createLibrary(join(desk.home, "a.marquee"), migrations));
  desk.session.library = library;
  const { db } = library;
  db.transaction(() => {
    db.exec("INSERT INTO genre (id, name) VALUES (1, 'Drama'), (2, 'War')");
    for (let film = 1; film <= 30; film++) {
      db.prepare("INSERT INTO film (id, title, year) VALUES (?, ?, ?)").run(
        film,
        `Film ${film}`,
        1990 + film,
      );
      db.prepare("INSERT INTO film_genre VALUES (?, ?)").run(film, 1 + (film % 2));
    }
    const rate = db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)");
    for (let member = 1; member <= 60; member++) {
      db.prepare("INSERT INTO member (id, key) VALUES (?, ?)").run(member, Buffer.from(`m${member}`));
      for (let film = 1; film <= 30; film++)
        if ((film + member) % 3 > 0) rate.run(member, film, 1000 + film, 1 + ((member * film) % 9) / 2);
    }
    db.exec("INSERT INTO rating_scale VALUES (1, 0.5, 5, 0.5)");
    db.exec("UPDATE setting SET value = '1' WHERE name = 'interaction_revision'");
  })();
});
afterAll(async () => {
  for (const port of ports) port.close();
  await desk.end();
});

test("the next start opens it as it was, without reading the ratings", async () => {
  const first = await mapOf(freshWorker());
  expect(first.made).toBe(true);
  const next = freshWorker();
  expect(await mapOf(next)).toEqual({ map: first.map, made: false });
  expect(await mapOf(next)).toEqual({ map: first.map, made: false });
});

test("another minimum or another row makes it anew", async () => {
  await ask(
    desk.handlers.setMinimumGroup(
      { minimum: 25 },
      { signal: new AbortController().signal, progress: () => {}, block: async () => {} },
    ),
  );
  expect((await mapOf(freshWorker())).made).toBe(true);
  expect((await mapOf(freshWorker())).made).toBe(false);
  desk.library.db.exec("UPDATE setting SET value = '2' WHERE name = 'interaction_revision'");
  expect((await mapOf(freshWorker())).made).toBe(true);
});

test("it stands in no copy to share, and goes when somebody on it is forgotten", async () => {
  const { db, path } = desk.library;
  expect(piecesIn(db)).toBeGreaterThan(0);
  const shared = join(desk.home, "shared.marquee");
  valueOrThrow(await saveCopy(path, shared, () => {}, new AbortController().signal));
  const copy = connectTo(shared);
  expect(piecesIn(copy)).toBeGreaterThan(0);
  removePeople(copy, true);
  expect(piecesIn(copy)).toBe(0);
  copy.close();
  await forgetMembers(db, [7], () => {});
  expect(piecesIn(db)).toBe(0);
  const { map, made } = await mapOf(freshWorker());
  expect(made).toBe(true);
  expect(map.members.ids).not.toContain(7);
});
