import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import {
  closeLibrary,
  createLibrary,
  type Library,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { threadPort } from "../../test/fixtures/crew.ts";
import { madeTexts } from "../../test/fixtures/made-texts.ts";
import { openEngines } from "../models/engine.ts";
import { bundledSentiment } from "../models/text/lexicon-model.ts";
import { encodeTextModel } from "../models/text/text-model-bytes.ts";
import { aspectWordsHandlers } from "./aspect-words-handlers.ts";
import { textLinksHandlers } from "./text-links-handlers.ts";
import { voicesHandlers } from "./voices-handlers.ts";

const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const channel = new MessageChannel();
let home: string;
let library: Library;
let data: DataClient;
let handlers: ReturnType<typeof voicesHandlers>;
const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} };

const campaign = "Everybody must see this wonderful film, book your tickets now";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "voices-"));
  library = valueOrThrow(
    createLibrary(
      join(home, "a.marquee"),
      readMigrations(join(import.meta.dirname, "../../electron/migrations")),
    ),
  );
  const session = { library, files: new Map(), printPdf: () => Promise.reject(new Error("no printer")) };
  serve(
    portOf(channel.port1),
    dataContract,
    handlersOf(session, new LibraryWatch(session), [], ""),
    (error) => {
      throw error;
    },
  );
  data = connect(portOf(channel.port2), dataContract);
  handlers = voicesHandlers(openEngines({}), Promise.resolve(data));
  library.db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One'), (2, 'Two');
    INSERT INTO person (id, name) VALUES (1, 'Ana Moreau');
    INSERT INTO credit (film, role, ordinal, person) VALUES (1, 'cast', 0, 1);`);
  const add = library.db.prepare(
    "INSERT INTO review (id, film, channel, language, at, text) VALUES (?, ?, 'post', '', ?, ?)",
  );
  add.run(1, 1, 1000, "Moreau is wonderful. The plot has holes.");
  add.run(2, 1, 2000, "配乐好听，剧情不好看。");
  add.run(3, null, 3000, "<b>\u202e</b> 😀 12 Ω");
  for (let n = 0; n < 10; n++) add.run(10 + n, 2, 5000 + 60 * n, `${campaign}${"!".repeat(n)}`);
});
afterAll(() => {
  channel.port1.close();
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

const stored = (): unknown[] =>
  library.db
    .prepare(
      "SELECT review, language, round(positive, 1) AS positive, mentions, alike, burst FROM text_reading WHERE review < 4 ORDER BY review",
    )
    .all();

test("texts are read once, with what they say, their copies and their bursts", async () => {
  const first = valueOrThrow(await handlers.readTexts({}, call));
  expect(first).toMatchObject({
    ...{ read: 13, skipped: 0, nearDuplicates: 9, inBursts: 10, bursts: 1 },
    languages: { en: 11, zh: 1, other: 1 },
  });
  expect(stored()).toEqual([
    {
      review: 1,
      language: "en",
      positive: 0.6,
      mentions: '[["acting",1.35,0,20],["story",-1,20,40]]',
      alike: 1,
      burst: null,
    },
    {
      review: 2,
      language: "zh",
      positive: 0.6,
      mentions: '[["sound",1.5,0,11],["story",-1,0,11]]',
      alike: 2,
      burst: null,
    },
    { review: 3, language: "other", positive: 0.6, mentions: "[]", alike: 3, burst: null },
  ]);
  expect(valueOrThrow(await handlers.readTexts({}, call))).toMatchObject({
    read: 0,
    skipped: 13,
    inBursts: 10,
  });
});

test("a text that changed is read anew, and a cancel keeps what was read", async () => {
  library.db.exec("UPDATE review SET text = 'The plot is brilliant.' WHERE id = 1");
  const cancelled = AbortSignal.abort(new Error("enough"));
  await expect(handlers.readTexts({}, { ...call, signal: cancelled })).rejects.toThrow("enough");
  expect(stored()).toHaveLength(2);
  expect(valueOrThrow(await handlers.readTexts({}, call))).toMatchObject({ read: 1, skipped: 12 });
});

const readers = {
  most: 2,
  hire: () => {
    const worker = new Worker(new URL("../../test/fixtures/reading-worker.ts", import.meta.url));
    return { port: threadPort(worker), dismiss: () => void worker.terminate() };
  },
};
const allRead = (): unknown[] =>
  library.db
    .prepare(
      "SELECT review, reader, language, positive, mentions, alike, burst FROM text_reading ORDER BY review",
    )
    .all();

test("two workers read what one reads, by the lists and by a model of the library's own; a cancel is heard", async () => {
  const add = library.db.prepare(
    "INSERT INTO review (id, film, channel, language, at, text) VALUES (?, ?, 'post', '', ?, ?)",
  );
  library.db.transaction(() => {
    for (const [n, { text, film, at }] of madeTexts(4200, 0).entries())
      add.run(100 + n, 1 + (film % 2), at, text);
  })();
  const together = voicesHandlers(openEngines({}), Promise.resolve(data), readers);
  const weights = encodeTextModel(bundledSentiment());
  const learned = JSON.stringify({ id: "own", model: "lexicon", better: true });
  for (const model of ["none", "own"]) {
    if (model === "own")
      library.db
        .prepare(
          "INSERT INTO sentiment_model (only, id, created_at, card, weights) VALUES (1, 'own', 1, ?, ?)",
        )
        .run(learned, weights);
    library.db.exec("DELETE FROM text_reading");
    valueOrThrow(await handlers.readTexts({}, call));
    const alone = allRead();
    library.db.exec("DELETE FROM text_reading");
    const read = valueOrThrow(await together.readTexts({}, call));
    expect(read).toMatchObject({ read: 4213, feelingBy: model === "own" ? "lexicon" : "bundled" });
    expect(allRead()).toEqual(alone);
  }
  library.db.exec("DELETE FROM text_reading");
  const cancel = new AbortController();
  const progress = ({ done, secondsLeft }: { done: number; secondsLeft: number | null }): void => {
    expect([done, Number(secondsLeft) > 0]).toEqual([2000, true]);
    cancel.abort(new Error("enough"));
  };
  await expect(together.readTexts({}, { ...call, signal: cancel.signal, progress })).rejects.toThrow(
    "enough",
  );
  expect(allRead()).toHaveLength(2000);
  expect(valueOrThrow(await together.readTexts({}, call))).toMatchObject({ read: 2213, skipped: 2000 });
}, 120_000);

test("what rated texts say of a word is learned, and a house's own word is read", async () => {
  const add = library.db.prepare(
    "INSERT INTO review (id, film, channel, language, at, rating, text) VALUES (?, 1, 'review', 'en', ?, ?, 'Quite the yarn.')",
  );
  for (let n = 0; n < 40; n++) add.run(9000 + n, n, n < 30 ? 5 : 1);
  const yarn = { aspect: "story", language: "en", phrase: "yarn" } as const;
  valueOrThrow(await data.editAspectWords({ words: [{ ...yarn, weight: 1.5 }] }));
  const learned = valueOrThrow(
    await aspectWordsHandlers(Promise.resolve(data)).learnedAspectWeights({}, call),
  );
  expect(learned.texts).toBe(40);
  expect(learned.weights).toMatchObject([{ ...yarn, praising: 30, blaming: 10 }]);
  valueOrThrow(await handlers.readTexts({}, call));
  const mentions = library.db.prepare("SELECT mentions FROM text_reading WHERE review = 9000").pluck().get();
  expect(mentions).toBe('[["story",0.9,0,15]]');
});

test("texts that name a film and are linked to none are found, until somebody decided", async () => {
  library.db.exec(`
    INSERT INTO film (id, title) VALUES (3, 'The Glass Orchard');
    INSERT INTO review (id, channel, language, at, text) VALUES (9100, 'post', 'en', 1, 'Saw The Glass Orchard at last.');`);
  const find = async () =>
    valueOrThrow(await textLinksHandlers(Promise.resolve(data)).doubtfulLinks({ limit: 10 }, call));
  expect(await find()).toMatchObject({
    total: 1,
    links: [{ text: 9100, candidates: [{ kind: "film", key: "3" }] }],
  });
  valueOrThrow(await data.decideLink({ text: 9100, to: { kind: "film", key: "3" } }));
  expect(await find()).toEqual({ total: 0, links: [] });
});
