/**
 * Faces in a picture: the tiny face detector of face-api, a YOLOv2 (Redmon & Farhadi 2017) of one convolution and five depthwise separable ones, pooled by
 * two in between. At each of 10 x 10 cells five anchors p tell t = (t_x, t_y, t_w, t_h, t_o):
 *   centre (c + σ(t_xy)) / cells,   size p e^(t_wh) / cells,   sure σ(t_o).
 * Boxes that a surer one overlaps by 0.4 of their union are the same face. Pixels come as (x − mean) / 255.
 */
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { decodeArtefact, storedArray } from "../../../shared/blocks/artefact.ts";
import { type Face, faceNetwork } from "../../../shared/domain/faces.ts";

const { name, side } = faceNetwork;
const mean = [117.001, 114.697, 97.404] as const;
const anchors = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const;
/** Less sure is no face. */
export const leastSure = 0.5;
const overlap = 0.4;
const leak = 0.1;

const Header = z.object({
  name: z.literal(name),
  weights: z.array(
    z.object({ name: z.string(), shape: z.array(z.number()), min: z.number(), scale: z.number() }),
  ),
});

export interface FaceNetwork {
  /** In RGBA of `side` by `side`; the surest first, as shares of the square. */
  find(pixels: Uint8ClampedArray): Promise<Face[]>;
  dispose(): void;
}

const σ = (t: number): number => 1 / (1 + Math.exp(-t));

const shared = (a: Face, b: Face): number => {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, across) * Math.max(0, down);
  return both / (a.width * a.height + b.width * b.height - both);
};

/** From [cells x cells x anchors x 5]. */
const facesOf = (told: Float32Array, cells: number): Face[] => {
  const found: Face[] = [];
  for (let n = 0; n < told.length / 5; n++) {
    const [tx = 0, ty = 0, tw = 0, th = 0, to = 0] = told.subarray(5 * n, 5 * n + 5);
    const sure = σ(to);
    if (sure < leastSure) continue;
    const [wide, high] = anchors[n % anchors.length] as (typeof anchors)[number];
    const cell = Math.floor(n / anchors.length);
    const [width, height] = [(wide * Math.exp(tw)) / cells, (high * Math.exp(th)) / cells];
    const x = ((cell % cells) + σ(tx)) / cells - width / 2;
    const y = (Math.floor(cell / cells) + σ(ty)) / cells - height / 2;
    found.push({ x, y, width, height, sure });
  }
  const kept: Face[] = [];
  for (const face of found.sort((a, b) => b.sure - a.sure))
    if (kept.every((other) => shared(face, other) < overlap)) kept.push(face);
  return kept;
};

/** `bytes` as the build packs them. Throws on others. */
export const openFaceNetwork = (bytes: Uint8Array): FaceNetwork => {
  const { header, arrays } = decodeArtefact(bytes);
  const weights = new Map(
    Header.parse(header).weights.map(({ name: weight, shape, min, scale }) => {
      const values = Float32Array.from(storedArray(arrays, weight, Uint8Array), (q) => q * scale + min);
      return [weight, tf.tensor(values, shape)];
    }),
  );
  const weight = <T extends tf.Tensor>(of: string): T => weights.get(of) as T;
  const leaky = (x: tf.Tensor): tf.Tensor4D => tf.maximum(x, tf.mul(x, leak));
  const convolved = (x: tf.Tensor4D, layer: string): tf.Tensor =>
    tf.add(tf.conv2d(x, weight<tf.Tensor4D>(`${layer}/filters`), 1, "valid"), weight(`${layer}/bias`));
  const separable = (x: tf.Tensor4D, layer: string): tf.Tensor4D =>
    leaky(
      tf.add(
        tf.separableConv2d(
          x,
          weight<tf.Tensor4D>(`${layer}/depthwise_filter`),
          weight<tf.Tensor4D>(`${layer}/pointwise_filter`),
          1,
          "same",
        ),
        weight(`${layer}/bias`),
      ),
    );
  return {
    async find(pixels) {
      const values = new Float32Array(side * side * 3);
      for (let at = 0; at < side * side; at++)
        for (let c = 0; c < 3; c++)
          values[3 * at + c] = ((pixels[4 * at + c] as number) - (mean[c] as number)) / 255;
      const out = tf.tidy(() => {
        let x = leaky(convolved(tf.tensor4d(values, [1, side, side, 3]), "conv0"));
        for (const layer of ["conv1", "conv2", "conv3", "conv4", "conv5"])
          x = separable(tf.maxPool(x, 2, 2, "same"), layer);
        return convolved(tf.maxPool(x, 2, 1, "same"), "conv8");
      });
      const cells = out.shape[1] as number;
      const told = (await out.data()) as Float32Array;
      out.dispose();
      return facesOf(told, cells);
    },
    dispose() {
      for (const tensor of weights.values()) tensor.dispose();
    },
  };
};
