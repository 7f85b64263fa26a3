/**
 * Adam with decoupled weight decay (Kingma & Ba 2015; Loshchilov & Hutter 2019), per named parameter θ with gradient g:
 *   t ← t + 1;  m ← β₁m + (1 − β₁)g;  v ← β₂v + (1 − β₂)g²
 *   θ ← θ − α( (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) + λθ )
 * ε is always given: the default of TensorFlow.js depends on the engine. Each parameter counts its own steps t.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Arrays } from "../../shared/blocks/artefact.ts";

export interface AdamWOptions {
  readonly learningRate: number; // α
  readonly weightDecay: number; // λ
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** What α is multiplied with in step t. */
  readonly schedule?: (t: number) => number;
}

interface Moments {
  value: tf.Tensor;
  m: tf.Tensor;
  v: tf.Tensor;
  t: number;
}

/** Owns the tensors of parameters and constants: `dispose` frees them. */
export class AdamW {
  readonly #parameters = new Map<string, Moments>();
  readonly #constants = new Map<string, tf.Tensor>();
  readonly #options: Required<AdamWOptions>;

  constructor(options: AdamWOptions) {
    this.#options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, schedule: () => 1, ...options };
  }

  add(name: string, value: tf.Tensor): void {
    this.#parameters.set(name, {
      value: tf.keep(value),
      m: tf.keep(tf.zerosLike(value)),
      v: tf.keep(tf.zerosLike(value)),
      t: 0,
    });
  }

  /** Adds what no step changes. */
  hold(name: string, value: tf.Tensor): void {
    this.#constants.set(name, tf.keep(value));
  }

  /** A parameter or constant. */
  find(name: string): tf.Tensor | undefined {
    return this.#parameters.get(name)?.value ?? this.#constants.get(name);
  }

  value<T extends tf.Tensor>(name: string): T {
    return this.#of(name).value as T;
  }

  /** One step along `gradient`; `decay` false for parameters that must not shrink (biases). */
  apply(name: string, gradient: tf.Tensor, decay = true): void {
    const { learningRate, weightDecay, beta1: β1, beta2: β2, epsilon, schedule } = this.#options;
    const parameter = this.#of(name);
    const t = parameter.t + 1;
    const α = learningRate * schedule(t);
    const next = tf.tidy(() => {
      const m = tf.add(tf.mul(parameter.m, β1), tf.mul(gradient, 1 - β1));
      const v = tf.add(tf.mul(parameter.v, β2), tf.mul(tf.square(gradient), 1 - β2));
      const denominator = tf.add(tf.mul(tf.sqrt(v), 1 / Math.sqrt(1 - β2 ** t)), epsilon);
      const step = tf.mul(tf.div(m, denominator), α / (1 - β1 ** t));
      const λ = decay ? weightDecay : 0;
      const shrunk = λ === 0 ? parameter.value : tf.mul(parameter.value, 1 - α * λ);
      return { value: tf.sub(shrunk, step), m, v };
    });
    tf.dispose([parameter.value, parameter.m, parameter.v]);
    this.#parameters.set(name, { value: tf.keep(next.value), m: tf.keep(next.m), v: tf.keep(next.v), t });
  }

  /** The parameters' values. */
  async values(): Promise<Record<string, Float32Array>> {
    const values: Record<string, Float32Array> = {};
    for (const [name, { value }] of this.#parameters) values[name] = (await value.data()) as Float32Array;
    return values;
  }

  /** Values, moments and step counts. */
  async state(): Promise<{ readonly arrays: Arrays; readonly steps: Readonly<Record<string, number>> }> {
    const arrays: Record<string, Float32Array> = {};
    const steps: Record<string, number> = {};
    for (const [name, { value, m, v, t }] of this.#parameters) {
      arrays[`value/${name}`] = (await value.data()) as Float32Array;
      arrays[`m/${name}`] = (await m.data()) as Float32Array;
      arrays[`v/${name}`] = (await v.data()) as Float32Array;
      steps[name] = t;
    }
    return { arrays, steps };
  }

  restore(arrays: Arrays, steps: Readonly<Record<string, number>>): void {
    for (const [name, { value, m, v }] of this.#parameters) {
      const { shape } = value;
      tf.dispose([value, m, v]);
      const tensor = (kind: string): tf.Tensor =>
        tf.keep(tf.tensor(arrays[`${kind}/${name}`] as Float32Array, shape, "float32"));
      this.#parameters.set(name, {
        value: tensor("value"),
        m: tensor("m"),
        v: tensor("v"),
        t: steps[name] ?? 0,
      });
    }
  }

  dispose(): void {
    for (const { value, m, v } of this.#parameters.values()) tf.dispose([value, m, v]);
    this.#parameters.clear();
    tf.dispose([...this.#constants.values()]);
    this.#constants.clear();
  }

  #of(name: string): Moments {
    const parameter = this.#parameters.get(name);
    if (!parameter) throw new Error(`no parameter ${name}`);
    return parameter;
  }
}
