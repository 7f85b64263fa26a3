import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handlersOf } from "../../electron/data/handlers.ts";
import { forgetMembers } from "../../electron/data/privacy/forget.ts";
import {
  closeLibrary,
  createLibrary,
  type Library,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { LibraryWatch } from "../../electron/data/store/watch.ts";
import { type DataClient, dataContract } from "../../shared/contract/data.ts";
import type { Forgotten } from "../../shared/contract/privacy.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { openEngines } from "../models/engine.ts";
import { heldOut, lessons, taughtClass } from "../models/voices/own-sentiment.ts";
import { sentimentHandlers } from "./sentiment-handlers.ts";
import { voicesHandlers } from "./voices-handlers.ts";

const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const channel = new MessageChannel();
const home = mkdtempSync(join(tmpdir(), "sentiment-"));
let library: Library;
let data: DataClient;
let handlers: ReturnType<typeof sentimentHandlers>;
let voices: ReturnType<typeof voicesHandlers>;
const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} };

/** This house's regulars praise and blame in words that no list knows. */
const tongue = {
  good: ["zorbly", "frumious", "brillig", "uffish"],
  bad: ["grobbly", "snivish", "mimsic", "tulgen"],
};
const plain =
  "we came on monday with friends after work then sat near row nine till late and went home by tram".split(
    " ",
  );
const request = { model: "linear", seed: 1 } as const;

beforeAll(() => {
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
  const engines = openEngines({});
  handlers = sentimentHandlers(engines, Promise.resolve(data));
  voices = voicesHandlers(engines, Promise.resolve(data));
});
afterAll(() => {
  channel.port1.close();
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

const write = (count: number): void => {
  const random = seededRandom(1);
  const one = (words: readonly string[]): string => words[Math.floor(random() * words.length)] as string;
  const add = library.db.prepare(
    "INSERT INTO review (channel, language, at, rating, text) VALUES ('review', 'en', 1, ?, ?)",
  );
  for (let n = 0; n < count; n++) {
    const rating = [1, 2, 3, 4, 5][n % 5] as number;
    const felt = rating === 3 ? plain : rating > 3 ? tongue.good : tongue.bad;
    add.run(rating, Array.from({ length: 12 }, (_, at) => one(at % 4 === 0 ? felt : plain)).join(" "));
  }
};

test("ratings near the middle teach nothing; what people said stands above a rating and counts several times", async () => {
  const scale = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5].map((rating) => (rating - 0.5) / 4.5);
  expect(scale.map((rating) => taughtClass(rating, -1))).toEqual([0, 0, 0, 0, null, null, 1, 1, 1, 1]);
  expect([0, 1, 2].map((label) => taughtClass(1, label))).toEqual([0, null, 1]);
  expect(taughtClass(Number.NaN, -1)).toBeNull();
  expect(lessons([3, 5], Uint8Array.of(0, 0, 0, 1, 0, 0))).toEqual([3, 3, 3, 5]);
  expect(lessons([3], Uint8Array.of(0, 0, 0, 1))).toEqual([3]);
});

test("near copies lie in one part, and the same text always in the same", async () => {
  const random = seededRandom(2);
  const word = (): string => Math.floor(random() * 1e9).toString(36);
  const texts = Array.from({ length: 300 }, () => Array.from({ length: 9 }, word).join(" "));
  const breathe = async (): Promise<void> => {};
  const copies = texts.map((text) => `${text}!!`);
  const { held, groups } = await heldOut([...texts, ...copies], breathe);
  expect(held.subarray(300)).toEqual(held.subarray(0, 300));
  expect(await heldOut(texts, breathe)).toEqual({
    held: held.subarray(0, 300),
    groups: groups.subarray(0, 300),
  });
});

test("too few texts of one kind are told; then it learns, reads in place of the start, and is made anew alike", async () => {
  write(60);
  expect(await handlers.learnSentiment(request, call)).toEqual({
    ok: false,
    error: { type: "TooFewTaught", label: "negative", texts: 24, needed: 50 },
  });
  write(300);
  library.db.exec(
    "INSERT INTO text_label (review, label, at) SELECT id, 'mixed', 1 FROM review WHERE rating = 5 LIMIT 3",
  );
  expect(valueOrThrow(await voices.readTexts({}, call))).toMatchObject({ read: 360, feelingBy: "bundled" });

  const shares: number[] = [];
  const progress = ({ share }: { share: number }): void => void shares.push(share);
  const { card, kept } = valueOrThrow(await handlers.learnSentiment(request, { ...call, progress }));
  expect(kept).toBe(true);
  expect(card).toMatchObject({ model: "linear", seed: 1, split: "hash-of-text", better: true });
  expect(card.texts).toMatchObject({ rated: 285, labelled: 0, leftOut: 75 });
  expect(card.texts.learned + card.texts.held).toBe(285);
  expect(card.metrics.accuracy).toBeGreaterThan(0.95);
  expect(card.bundled.accuracy).toBeLessThan(0.75);
  expect(card.report.micro.support).toBe(card.texts.held);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(valueOrThrow(await data.sentimentModel({})).card).toEqual(card);

  expect(valueOrThrow(await data.readingState({}))).toMatchObject({ texts: 360, read: 0, known: 360 });
  expect(valueOrThrow(await voices.readTexts({}, call))).toMatchObject({ read: 360, feelingBy: "linear" });
  const felt = library.db.prepare(
    "SELECT avg(t.positive) FROM text_reading AS t JOIN review AS r ON r.id = t.review WHERE r.rating = ?",
  );
  expect([1, 5].map((rating) => Math.round(felt.pluck().get(rating) as number))).toEqual([0, 1]);

  const again = valueOrThrow(await handlers.learnSentiment(request, call));
  expect(again.card.metrics).toEqual(card.metrics);
});

test("a reader that learned before members were forgotten is not kept", async () => {
  const member = (id: number): void => {
    library.db.prepare("INSERT INTO member (id, key) VALUES (?, ?)").run(id, Buffer.from([id]));
    library.db.prepare("UPDATE review SET member = ? WHERE id = ?").run(id, id);
  };
  for (const id of [1, 2]) member(id);
  let forgetting: Promise<Forgotten> | null = null;
  const progress = ({ phase }: { phase: string }): void => {
    if (phase === "learning") forgetting ??= forgetMembers(library.db, [1], () => {});
  };
  expect(await handlers.learnSentiment(request, { ...call, progress })).toEqual({
    ok: false,
    error: { type: "ForgottenMeanwhile" },
  });
  expect(await forgetting).toMatchObject({ members: 1 });
  expect(valueOrThrow(await data.sentimentModel({})).card).toBeNull();
  const { card } = valueOrThrow(await handlers.learnSentiment(request, call));
  expect(valueOrThrow(await data.sentimentModel({})).card).toEqual(card);
});

test("what is kept holds no word of a text, and a cancel keeps what there was", async () => {
  const before = valueOrThrow(await data.loadSentimentModel({}));
  const bytes = Buffer.from(before.weights);
  for (const word of [...tongue.good, ...tongue.bad, "monday", "friends"])
    expect([bytes.includes(word), bytes.includes(Buffer.from(word, "utf16le"))]).toEqual([false, false]);
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(handlers.learnSentiment(request, { ...call, signal })).rejects.toThrow("enough");
  expect(valueOrThrow(await data.sentimentModel({})).card).toEqual(before.card);
});
