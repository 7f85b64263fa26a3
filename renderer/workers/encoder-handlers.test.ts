import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
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
import type { TuningProgress } from "../../shared/contract/encoders.ts";
import { connect, type Port, serve } from "../../shared/contract/wire.ts";
import type { LabelledTexts } from "../../shared/domain/labelled-texts.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { tinyEncoder } from "../../test/models/encoder-files.ts";
import { useEngine } from "../../test/models/fixture.ts";
import { encoderHandlers, encoderOpener } from "./encoder-handlers.ts";
import { textHandlers } from "./text-handlers.ts";

const portOf = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on("message", listener),
  onClose: (listener) => void port.on("close", listener),
  close: () => port.close(),
});
const channel = new MessageChannel();
const home = mkdtempSync(join(tmpdir(), "encoders-"));
const files = new Map<string, string>();
let library: Library;
let data: DataClient;
let handlers: ReturnType<typeof encoderHandlers>;
let texts: ReturnType<typeof textHandlers>;
const { signal } = new AbortController();
const call = { signal, progress: () => {}, block: async () => {} };

/** A folder of an encoder, as a user would choose it. */
const folderOf = async (name: string, seed: number): Promise<string> => {
  const words = ["good", "bad", "film", "a", "the", "of"];
  const { files: made } = tinyEncoder(words, { width: 16, layers: 2, heads: 2, inner: 32, places: 16 }, seed);
  const folder = join(home, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "config.json"), made.config);
  writeFileSync(join(folder, "vocab.txt"), made.vocabulary);
  writeFileSync(join(folder, "model.safetensors"), await made.weights.read(0, made.weights.size));
  const token = randomUUID();
  files.set(token, folder);
  return token;
};
const labelled = (count: number, seed: number): LabelledTexts => {
  const random = seededRandom(seed);
  const rows = Array.from({ length: count }, () => {
    const good = random() < 0.5;
    return {
      text: `${random() < 0.5 ? "a" : "the"} ${good ? "good" : "bad"} film`,
      label: good ? "yes" : "no",
    };
  });
  return { texts: rows.map(({ text }) => text), labels: rows.map(({ label }) => label) };
};

let encoder: string;
beforeAll(async () => {
  library = valueOrThrow(
    createLibrary(
      join(home, "a.marquee"),
      readMigrations(join(import.meta.dirname, "../../electron/migrations")),
    ),
  );
  const session = { library, files, printPdf: () => Promise.reject(new Error("no printer")) };
  serve(
    portOf(channel.port1),
    dataContract,
    handlersOf(session, new LibraryWatch(session), [], ""),
    (error) => {
      throw error;
    },
  );
  data = connect(portOf(channel.port2), dataContract);
  const engines = await useEngine("wasm");
  const open = encoderOpener(Promise.resolve(data));
  handlers = encoderHandlers(engines, Promise.resolve(data), open);
  texts = textHandlers(engines, open);
  encoder = await folderOf("tiny", 1);
});
afterAll(() => {
  channel.port2.close();
  closeLibrary(library);
  rmSync(home, { recursive: true, force: true });
});

const request = {
  tuning: { method: "adapters" as const, epochs: 4, learningRate: 1e-2 },
  engine: "wasm" as const,
  seed: 1,
  name: "reviews.tsv",
  texts: labelled(80, 1),
};

test("an encoder is tuned, kept with its card, and reads texts afterwards", async () => {
  const told: TuningProgress[] = [];
  const card = valueOrThrow(
    await handlers.tuneEncoder({ ...request, encoder }, { ...call, progress: (one) => void told.push(one) }),
  );
  expect(card).toMatchObject({ name: "reviews.tsv", classes: ["no", "yes"], learned: 80, engine: "wasm" });
  expect(card.encoder.name).toBe("tiny");
  expect(card.parameters).toBe(17 * 2 + 2 * 2 * 2 * 16 * 8);
  expect(card.report.accuracy).toBe(1);
  expect(card.curve).toHaveLength(4);
  expect(told[0]?.phase).toBe("reading");
  expect(told.at(-1)).toMatchObject({ phase: "learning", share: 1 });
  expect(valueOrThrow(await data.tunedEncoders({})).cards).toEqual([card]);
  const { probabilities, words } = valueOrThrow(
    await handlers.classifyText({ id: card.id, encoder, engine: "wasm", text: "the bad film" }, call),
  );
  expect(probabilities[0]).toBeGreaterThan(0.6);
  const strongest = [...words].sort((a, b) => b.share - a.share)[0];
  expect("the bad film".slice(strongest?.from, strongest?.to)).toBe("bad");
  const other = await folderOf("other", 2);
  expect(
    await handlers.classifyText({ id: card.id, encoder: other, engine: "wasm", text: "x" }, call),
  ).toEqual({
    ok: false,
    error: { type: "OtherEncoder", name: "tiny" },
  });
  valueOrThrow(await data.deleteTunedEncoder({ id: card.id }));
  expect(await handlers.classifyText({ id: card.id, encoder, engine: "wasm", text: "x" }, call)).toEqual({
    ok: false,
    error: { type: "NotFound" },
  });
});

test("an encoder is judged by the protocols of texts", async () => {
  const evaluated = valueOrThrow(
    await texts.evaluateTexts(
      {
        protocol: "text-split",
        model: "best",
        seeds: [1],
        texts: request.texts,
        test: labelled(40, 2),
        encoder: { file: encoder, tuning: request.tuning, engine: "wasm" },
      },
      call,
    ),
  );
  expect(evaluated.model).toBe("encoder");
  expect(evaluated.metrics.accuracy?.mean).toBe(1);
});

test("what cannot be is told", async () => {
  const tuned = (over: Partial<Parameters<typeof handlers.tuneEncoder>[0]>) =>
    handlers.tuneEncoder({ ...request, encoder, ...over }, call);
  expect(await tuned({ encoder: randomUUID() })).toMatchObject({ error: { type: "UnknownFile" } });
  expect(await tuned({ texts: labelled(19, 1) })).toMatchObject({
    error: { type: "TooFewTexts", needed: 20 },
  });
  const bare = randomUUID();
  files.set(bare, home);
  expect(await tuned({ encoder: bare })).toMatchObject({
    error: { type: "MissingEncoderFile", name: "config.json" },
  });
  const cut = await folderOf("cut", 3);
  writeFileSync(join(home, "cut", "model.safetensors"), "1234");
  expect(await tuned({ encoder: cut })).toMatchObject({ error: { type: "BadWeights", problem: "tooShort" } });
  const controller = new AbortController();
  controller.abort();
  await expect(
    handlers.tuneEncoder({ ...request, encoder }, { ...call, signal: controller.signal }),
  ).rejects.toThrow("abort");
  expect(valueOrThrow(await data.tunedEncoders({})).cards).toEqual([]);
});
