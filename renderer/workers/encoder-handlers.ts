/** Encoders from the user's disk in the training worker: read through the data service, fine-tuned here, kept in the library. */
import { decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import type { DataClient } from "../../shared/contract/data.ts";
import {
  type EncoderFailure,
  EncoderFileFailure,
  type encoderContract,
  mostTunedBytes,
  type TunedEncoder,
  type TuningRequest,
} from "../../shared/contract/encoders.ts";
import type { EngineChoice, EngineName, LossPoint } from "../../shared/contract/training.ts";
import type { Fault, Handlers } from "../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { EngineLostError, type Engines } from "../models/engine.ts";
import { lossHooks } from "../models/engine-loss.ts";
import { encoderAlgorithm, encoderModel } from "../models/text/encoder/encoder-model.ts";
import {
  fineTune,
  type Tuning,
  type TuningHooks,
  trainedNumbers,
  tuningDefaults,
} from "../models/text/encoder/fine-tuning.ts";
import { type Encoder, readEncoder } from "../models/text/encoder/loaded.ts";
import type { FileBytes } from "../models/text/encoder/safetensors.ts";
import { readText } from "../models/text/reading.ts";
import type { TextAlgorithm } from "../models/text/text-model.ts";
import { received } from "./received.ts";

/** Fewer leave too little to choose the epoch by. */
const fewest = 20;
const recoveries = 3;
const piece = 16 * 1024 * 1024;

export interface OpenedEncoder {
  readonly encoder: Encoder;
  readonly name: string;
  readonly fingerprint: string;
}

/** The answer of a read of the folder: other faults than its own are bugs. */
const folderRead = <T>(
  answer: Result<T, EncoderFileFailure | Fault>,
  signal?: AbortSignal,
): Result<T, EncoderFileFailure> => {
  if (answer.ok) return answer;
  const known = EncoderFileFailure.safeParse(answer.error);
  if (known.success) return err(known.data);
  signal?.throwIfAborted();
  throw new Error(`the data service failed: ${JSON.stringify(answer.error)}`);
};

/** Carries a failure of the data service out of a read. */
class NotRead extends Error {
  readonly fault: EncoderFailure;
  constructor(fault: EncoderFailure) {
    super(fault.type);
    this.fault = fault;
  }
}

const weightsIn = (data: DataClient, file: string, size: number): FileBytes => ({
  size,
  async read(from, length) {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += piece) {
      const part = { file, from: from + at, length: Math.min(piece, length - at) };
      const answer = folderRead(await data.readEncoderWeights(part));
      if (!answer.ok) throw new NotRead(answer.error);
      // The file was cut since it was measured.
      if (answer.value.bytes.length !== part.length)
        throw new NotRead({ type: "BadWeights", problem: "bounds", tensor: "" });
      bytes.set(answer.value.bytes, at);
    }
    return bytes;
  },
});

/** Opens encoders; the last one stays, for a folder is often asked of again. */
export const encoderOpener = (connected: Promise<DataClient>) => {
  let last: OpenedEncoder | null = null;
  return async (
    file: string,
    signal: AbortSignal,
    told: (share: number) => void,
  ): Promise<Result<OpenedEncoder, EncoderFailure>> => {
    const data = await connected;
    const read = folderRead(await data.readEncoder({ file }, { signal }), signal);
    if (!read.ok) return read;
    const { name, fingerprint, weightsBytes, ...files } = read.value;
    if (last?.fingerprint === fingerprint) return ok({ ...last, name });
    last = null;
    try {
      const weights = weightsIn(data, file, weightsBytes);
      const encoder = await readEncoder({ ...files, weights }, async (share) => {
        signal.throwIfAborted();
        told(share);
      });
      if (!encoder.ok) return encoder;
      last = { encoder: encoder.value, name, fingerprint };
      return ok(last);
    } catch (error) {
      if (error instanceof NotRead) return err(error.fault);
      throw error;
    }
  };
};
export type OpenEncoder = ReturnType<typeof encoderOpener>;

export const tuningOf = ({ method, ...given }: TuningRequest): Tuning => ({
  ...tuningDefaults[method],
  ...given,
});

/** Fine-tunes this encoder where an algorithm is wanted. */
export const tuningAlgorithm = (
  encoder: Encoder,
  tuning: TuningRequest,
  engines: Engines,
  signal: AbortSignal,
  onBatch: (share: number) => void,
): TextAlgorithm =>
  encoderAlgorithm(encoder, tuningOf(tuning), {
    ...lossHooks(engines, recoveries),
    signal,
    onEpoch: () => undefined,
    onBatch: (done, of) => onBatch(done / of),
  });

export const encoderHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  open: OpenEncoder,
): Handlers<typeof encoderContract> => {
  const started = async <T>(
    choice: EngineChoice,
    compute: (engine: EngineName) => Promise<T>,
  ): Promise<Result<T, EncoderFailure>> => {
    const used = await engines.use(choice);
    if (!used.ok) return used;
    const engine = used.value.name;
    try {
      return ok(await compute(engine));
    } catch (error) {
      if (error instanceof EngineLostError) return err({ type: "EngineLost", engine, run: "" });
      throw error;
    }
  };

  return {
    async tuneEncoder(
      { encoder: file, tuning: request, engine: choice, seed, name, texts },
      { signal, progress },
    ) {
      const classes = [...new Set(texts.labels)].sort();
      if (texts.texts.length < fewest)
        return err({ type: "TooFewTexts", texts: texts.texts.length, needed: fewest });
      const opened = await open(file, signal, (share) =>
        progress({ phase: "reading", share, secondsLeft: null, loss: null }),
      );
      if (!opened.ok) return opened;
      const { encoder, name: encoderName, fingerprint } = opened.value;
      const tuning = tuningOf(request);
      const parameters = trainedNumbers(encoder, tuning, classes.length);
      const needed = 4 * parameters + 64 * 1024; // and what names them
      if (needed > mostTunedBytes)
        return err({ type: "TooLargeToKeep", bytes: needed, most: mostTunedBytes });
      const begun = performance.now();
      const seconds = (): number => (performance.now() - begun) / 1000;
      let loss: LossPoint | null = null;
      const hooks: TuningHooks = {
        ...lossHooks(engines, recoveries),
        signal,
        onEpoch: (point) => {
          loss = point;
        },
        onBatch(done, of) {
          const secondsLeft = (seconds() * (of - done)) / done;
          progress({ phase: "learning", share: done / of, secondsLeft, loss });
        },
      };
      const labels = Int32Array.from(texts.labels, (label) => classes.indexOf(label));
      const task = { texts: texts.texts, labels, classes: classes.length };
      const tuned = await started(choice, async (engine) => ({
        engine,
        ...(await fineTune(encoder, task, tuning, seed, hooks)),
      }));
      if (!tuned.ok) return tuned;
      const { engine, curve, report, ...kept } = tuned.value;
      const { mostPieces } = tuning;
      const model = encoderModel(encoder, classes, { ...kept, mostPieces }, lossHooks(engines));
      const weights = encodeArtefact(model.save());
      const card: TunedEncoder = {
        id: crypto.randomUUID(),
        createdAt: Date.now(),
        name,
        encoder: { name: encoderName, fingerprint },
        classes,
        tuning,
        seed,
        engine,
        learned: texts.texts.length,
        parameters,
        bytes: weights.length,
        report: { ...report, classes: [...report.classes] },
        curve: [...curve],
        seconds: seconds(),
      };
      const stored = received(await (await connected).keepTunedEncoder({ card, weights }));
      return stored.ok ? ok(card) : stored;
    },

    async classifyText({ id, encoder: file, engine: choice, text }, { signal }) {
      const loaded = await (await connected).loadTunedEncoder({ id });
      if (!loaded.ok && loaded.error.type === "NotFound") return err({ type: "NotFound" });
      const stored = received(loaded, signal);
      if (!stored.ok) return stored;
      const { card, weights } = stored.value;
      const opened = await open(file, signal, () => undefined);
      if (!opened.ok) return opened;
      if (opened.value.fingerprint !== card.encoder.fingerprint)
        return err({ type: "OtherEncoder", name: card.encoder.name });
      const algorithm = tuningAlgorithm(opened.value.encoder, card.tuning, engines, signal, () => undefined);
      const breathe = breather(30);
      return started(choice, async () => {
        const model = algorithm.load(decodeArtefact(weights), card.classes);
        const read = readText(text);
        const P = await model.predict([read], { step: breathe });
        const likeliest = P.indexOf(Math.max(...P));
        const { shares } = await model.explain(read, likeliest);
        return {
          probabilities: [...P],
          words: read.tokens.map(({ from, to }, n) => ({ from, to, share: shares[n] as number })),
        };
      });
    },
  };
};
