/**
 * The weights of the poster network out of the npm package `nsfwjs`: its MobileNetV2 without the classifier, 8 bits a number as it is
 * shipped there, with the package's licence. Nothing else of the package is used.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { encodeArtefact } from "../../shared/blocks/artefact.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { root } from "../runtime/places.ts";

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization: { readonly min: number; readonly scale: number };
}
interface Model {
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly Weight[];
  }[];
}

export const posterNetworkFile = join(root, ".cache", "poster-network.bin");

const trunk = /^.*\/predict\/MobilenetV2\//;

export const packPosterNetwork = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const load = createRequire(import.meta.url);
  const dist = join(dirname(load.resolve("nsfwjs")), "..");
  const file = (name: string): string => join(dist, "models", "mobilenet_v2_mid", `${name}.min.js`);
  // Every file there is a script that exports its content: JSON, or the bytes of a shard as Base64.
  const { weightsManifest } = load(file("model")) as Model;
  const shards = weightsManifest.flatMap(({ paths }) => paths.map((path) => load(file(path)) as string));
  const bytes = Buffer.concat(shards.map((shard) => Buffer.from(shard, "base64")));
  const weights: { name: string; shape: readonly number[]; min: number; scale: number }[] = [];
  const arrays: Record<string, Uint8Array> = {};
  let at = 0;
  for (const { name, shape, quantization } of weightsManifest.flatMap((group) => group.weights)) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (trunk.test(name)) {
      const short = name.replace(trunk, "");
      weights.push({ name: short, shape, min: quantization.min, scale: quantization.scale });
      arrays[short] = new Uint8Array(bytes.subarray(at, at + size));
    }
    at += size;
  }
  const licence = await readFile(join(dist, "..", "LICENSE"), "utf8");
  return encodeArtefact({ header: { name: posterNetwork.name, licence, weights }, arrays });
};

export const writePosterNetwork = async (): Promise<void> => {
  await mkdir(dirname(posterNetworkFile), { recursive: true });
  await writeFile(posterNetworkFile, await packPosterNetwork());
};
