/** The weights of the face network out of the npm package `@vladmandic/face-api`, 8 bits a number as shipped there, with its licence. Nothing else of it is used. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encodeArtefact } from "../../shared/blocks/artefact.ts";
import { faceNetwork } from "../../shared/domain/faces.ts";
import { root } from "../runtime/places.ts";

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization: { readonly min: number; readonly scale: number };
}

export const faceNetworkFile = join(root, ".cache", "face-network.bin");
const home = join(root, "node_modules", "@vladmandic", "face-api");

export const packFaceNetwork = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const file = (ending: string): string => join(home, "model", `tiny_face_detector_model${ending}`);
  const [manifest] = JSON.parse(await readFile(file("-weights_manifest.json"), "utf8")) as {
    readonly weights: readonly Weight[];
  }[];
  const bytes = await readFile(file(".bin"));
  const weights: { name: string; shape: readonly number[]; min: number; scale: number }[] = [];
  const arrays: Record<string, Uint8Array> = {};
  let at = 0;
  for (const { name, shape, quantization } of manifest?.weights ?? []) {
    const size = shape.reduce((product, length) => product * length, 1);
    weights.push({ name, shape, min: quantization.min, scale: quantization.scale });
    arrays[name] = new Uint8Array(bytes.subarray(at, at + size));
    at += size;
  }
  const licence = await readFile(join(home, "LICENSE"), "utf8");
  return encodeArtefact({ header: { name: faceNetwork.name, licence, weights }, arrays });
};

export const writeFaceNetwork = async (): Promise<void> => {
  await mkdir(dirname(faceNetworkFile), { recursive: true });
  await writeFile(faceNetworkFile, await packFaceNetwork());
};
