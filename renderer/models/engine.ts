/**
 * The engine that computes: TensorFlow.js on WebGL where the graphics are real hardware, else on WebAssembly, else in plain JavaScript.
 * A software renderer (SwiftShader, llvmpipe) is slower than wasm, so `auto` passes it over; who asks for it by name gets it.
 */
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { EngineChoice, EngineName, EngineReason, EngineState } from "../../shared/contract/training.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";

/** What the surroundings lend the engines. Models know no DOM: a canvas arrives from outside. */
export interface EnginePlatform {
  /** Addresses of the wasm files; absent where the package finds its own (Node). */
  readonly wasmPaths?: Readonly<Record<string, string>>;
  /** A fresh canvas with a WebGL 2 context, or null where there is none. */
  readonly openGraphics?: () => Graphics | null;
}
export interface Graphics {
  readonly canvas: ConstructorParameters<typeof MathBackendWebGL>[0];
  readonly renderer: string; // as the driver names itself, "" = hidden
  /** The context died: everything on it is lost. */
  onLost(listener: () => void): void;
  /** True before the loss is told. */
  readonly isLost: () => boolean;
  /** Kills the context as a driver reset would. */
  lose(): void;
}

export type EngineFailure = {
  readonly type: "EngineUnavailable";
  readonly engine: EngineName;
  readonly reason: EngineReason;
};

/** Names by which software renderers call themselves. */
const softwareRenderer = /swiftshader|llvmpipe|softpipe|software|basic render/i;
export const isSoftwareRenderer = (renderer: string): boolean => softwareRenderer.test(renderer);

const webglBackend = "webgl";
/** Bytes of idle textures kept for reuse; the default keeps all for ever. */
const idleTextureBytes = 256 * 1024 * 1024;

export interface Engines {
  list(): Promise<{ readonly auto: EngineName; readonly engines: EngineState[] }>;
  /** Makes an engine the one that computes. */
  use(choice: EngineChoice): Promise<Result<EngineState, EngineFailure>>;
  readonly lost: () => boolean;
  /** Calls back when the context that computes is lost, until the returned function is called. */
  readonly onLost: (listener: () => void) => () => void;
  /** A fresh context in place of a lost one; whatever was on the old one is gone. False if none can be had. */
  recover(): Promise<boolean>;
  loseGraphics(): boolean;
}

export const openEngines = (platform: EnginePlatform): Engines => {
  if (platform.wasmPaths) setWasmPaths({ ...platform.wasmPaths });
  // Its threads start from blob: scripts, which the page's content security policy rightly refuses.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  tf.env().set("WEBGL_DELETE_TEXTURE_THRESHOLD", idleTextureBytes);

  let graphics: Graphics | null = null;
  let lost = false;
  const lossListeners = new Set<() => void>();
  let states: Promise<EngineState[]> | null = null;

  const openGraphics = (): Graphics | null => {
    const opened = platform.openGraphics?.() ?? null;
    if (!opened) return null;
    graphics = opened;
    lost = false;
    opened.onLost(() => {
      if (graphics !== opened) return;
      lost = true;
      for (const listener of lossListeners) listener();
    });
    tf.removeBackend(webglBackend);
    tf.registerBackend(webglBackend, () => new MathBackendWebGL(opened.canvas), 2);
    return opened;
  };

  /** True only if the engine really is the one that runs: tfjs falls to another without a word. */
  const starts = async (name: EngineName): Promise<boolean> => {
    try {
      return (await tf.setBackend(name)) && tf.getBackend() === name && (await works());
    } catch (error) {
      console.warn(`engine ${name} does not start`, error);
      return false;
    }
  };

  const measure = async (): Promise<EngineState[]> => {
    const opened = openGraphics();
    const webgl = opened !== null && (await starts("webgl"));
    const software = webgl && isSoftwareRenderer(opened.renderer);
    const wasm = await starts("wasm");
    return [
      {
        name: "webgl",
        available: webgl,
        reason: !webgl ? "unavailable" : software ? "softwareRenderer" : "hardware",
        device: opened?.renderer ?? "",
      },
      { name: "wasm", available: wasm, reason: wasm ? "simd" : "unavailable", device: "WebAssembly" },
      { name: "cpu", available: await starts("cpu"), reason: "fallback", device: "JavaScript" },
    ];
  };
  const engineStates = (): Promise<EngineState[]> => {
    states ??= measure();
    return states;
  };
  const automatic = (engines: readonly EngineState[]): EngineState =>
    engines.find((engine) => engine.available && engine.reason !== "softwareRenderer") as EngineState;

  return {
    async list() {
      const engines = await engineStates();
      return { auto: automatic(engines).name, engines };
    },
    async use(choice) {
      const engines = await engineStates();
      const wanted =
        choice === "auto" ? automatic(engines) : (engines.find(({ name }) => name === choice) as EngineState);
      if (wanted.name === "webgl" && lost) openGraphics();
      if (wanted.available && (await starts(wanted.name))) return ok(wanted);
      return err({ type: "EngineUnavailable", engine: wanted.name, reason: "unavailable" });
    },
    lost: () => (lost || graphics?.isLost() === true) && tf.getBackend() === webglBackend,
    onLost(listener) {
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
    async recover() {
      return openGraphics() !== null && (await starts("webgl"));
    },
    loseGraphics() {
      if (!graphics) return false;
      graphics.lose();
      return true;
    },
  };
};

/** A product with a known answer. */
const works = async (): Promise<boolean> => {
  const product = tf.tidy(() =>
    tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])),
  );
  const values = await product.data();
  product.dispose();
  return [19, 22, 43, 50].every((value, index) => Math.abs(value - (values[index] as number)) < 1e-3);
};

/** The graphics context was lost and no new one could be had. */
export class EngineLostError extends Error {}
