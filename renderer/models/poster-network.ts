/**
 * What a picture shows as 1,792 numbers: MobileNetV2 of width 1.4 (Sandler et al. 2018) without its classifier, the mean over all places of
 * what its last convolution tells. A block is expand 1x1 → depthwise 3x3 → project 1x1, added to what came in where the shapes agree; batch
 * norms are folded into weights and offsets. Pixels come as x / 127.5 − 1.
 */
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { decodeArtefact, storedArray } from "../../shared/blocks/artefact.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";

/** Of the depthwise convolution of each block. */
const strides = [1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1] as const;

const { side, length, name } = posterNetwork;

const Header = z.object({
  name: z.literal(name),
  weights: z.array(
    z.object({ name: z.string(), shape: z.array(z.number()), min: z.number(), scale: z.number() }),
  ),
});

export interface PosterNetwork {
  /** Pictures as RGBA of `side` by `side`, one after the other; [pictures x length]. */
  embed(pictures: readonly Uint8ClampedArray[]): Promise<Float32Array<ArrayBuffer>>;
  /** What the last convolution tells of each of 7 x 7 places, row by row; its mean over the places is the embedding. */
  places(picture: Uint8ClampedArray): Promise<Float32Array<ArrayBuffer>>;
  dispose(): void;
}

/** `bytes` as the build packs them. Throws on others. */
export const openPosterNetwork = (bytes: Uint8Array): PosterNetwork => {
  const { header, arrays } = decodeArtefact(bytes);
  const weights = new Map(
    Header.parse(header).weights.map(({ name: weight, shape, min, scale }) => {
      const values = Float32Array.from(storedArray(arrays, weight, Uint8Array), (q) => q * scale + min);
      return [weight, tf.tensor(values, shape)];
    }),
  );
  const weight = <T extends tf.Tensor>(of: string): T => weights.get(of) as T;

  const convolved = (x: tf.Tensor4D, layer: string, stride: 1 | 2, activation: "relu6" | "linear") =>
    tf.fused.conv2d({
      x,
      filter: weight<tf.Tensor4D>(`${layer}/Conv2D_weights`),
      bias: weight(`${layer}/Conv2D_bn_offset`),
      strides: stride,
      pad: "same",
      activation,
    });
  const inDepth = (x: tf.Tensor4D, layer: string, stride: 1 | 2) =>
    tf.fused.depthwiseConv2d({
      x,
      filter: weight<tf.Tensor4D>(`${layer}/depthwise_weights`),
      bias: weight(`${layer}/depthwise_bn_offset`),
      strides: stride,
      pad: "same",
      activation: "relu6",
    });

  const forward = (pixels: tf.Tensor4D): tf.Tensor4D => {
    let x = convolved(pixels, "Conv", 2, "relu6");
    for (const [n, stride] of strides.entries()) {
      const block = n === 0 ? "expanded_conv" : `expanded_conv_${n}`;
      const expanded = n === 0 ? x : convolved(x, `${block}/expand`, 1, "relu6");
      const projected = convolved(
        inDepth(expanded, `${block}/depthwise`, stride),
        `${block}/project`,
        1,
        "linear",
      );
      x = stride === 1 && x.shape[3] === projected.shape[3] ? tf.add(x, projected) : projected;
    }
    return convolved(x, "Conv_1", 1, "relu6");
  };

  const tensorOf = (pictures: readonly Uint8ClampedArray[]): tf.Tensor4D => {
    const pixels = new Float32Array(pictures.length * side * side * 3);
    let at = 0;
    for (const picture of pictures)
      for (let p = 0; p < side * side; p++)
        for (let c = 0; c < 3; c++) pixels[at++] = (picture[4 * p + c] as number) / 127.5 - 1;
    return tf.tensor4d(pixels, [pictures.length, side, side, 3]);
  };
  const taken = async (result: tf.Tensor): Promise<Float32Array<ArrayBuffer>> => {
    const values = (await result.data()) as Float32Array<ArrayBuffer>;
    result.dispose();
    return values;
  };

  return {
    async embed(pictures) {
      const values = await taken(tf.tidy(() => tf.mean(forward(tensorOf(pictures)), [1, 2])));
      if (values.length !== pictures.length * length) throw new Error("the poster network has other outputs");
      return values;
    },
    places: (picture) => taken(tf.tidy(() => forward(tensorOf([picture])))),
    dispose() {
      for (const tensor of weights.values()) tensor.dispose();
    },
  };
};
