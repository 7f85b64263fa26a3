/** Models of texts. Networks learned from nothing are small: every step of theirs is read back, which graphics are slow at. */
import type { TextModelName, textContract } from "../../shared/contract/texts.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { EngineLostError, type Engines } from "../models/engine.ts";
import { runTextProtocol } from "../models/protocols/texts.ts";
import { type OpenEncoder, tuningAlgorithm } from "./encoder-handlers.ts";

const networks: ReadonlySet<string> = new Set(["text-cnn", "gru", "attention"] satisfies TextModelName[]);

export const forTextModel = async (engines: Engines, name: string): Promise<void> => {
  if (networks.has(name) && !(await engines.use("wasm")).ok) await engines.use("cpu");
};

export const textHandlers = (engines: Engines, open: OpenEncoder): Handlers<typeof textContract> => ({
  async evaluateTexts(request, { signal, progress }) {
    await forTextModel(engines, request.model);
    const started = performance.now();
    const breathe = breather(30);
    const told = (share: number): void => {
      const elapsed = (performance.now() - started) / 1000;
      progress({ share, secondsLeft: share > 0 ? (elapsed * (1 - share)) / share : null });
    };
    const hooks = {
      async breathe() {
        await breathe();
        signal.throwIfAborted();
      },
      told,
    };
    const { encoder: choice } = request;
    if (!choice) return runTextProtocol(request, hooks);
    const opened = await open(choice.file, signal, () => undefined);
    if (!opened.ok) return opened;
    const used = await engines.use(choice.engine);
    if (!used.ok) return used;
    // With folds or seeds the share starts anew in each trial; the protocol tells those that are done.
    const single = request.protocol === "text-split" && request.seeds.length === 1;
    const onBatch = (share: number): void => (single ? told(0.9 * share) : undefined);
    const algorithm = tuningAlgorithm(opened.value.encoder, choice.tuning, engines, signal, onBatch);
    try {
      return await runTextProtocol(request, hooks, algorithm);
    } catch (error) {
      if (error instanceof EngineLostError)
        return err({ type: "EngineLost", engine: used.value.name, run: "" });
      throw error;
    }
  },
});
