/** The weights of an encoder of the BERT family (Devlin et al. 2019) by name, checked against its configuration. */
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import type { BadEncoder, EncoderConfig } from "./config.ts";
import { type BadWeights, type FileBytes, readPlaces, readTensor, type TensorPlaces } from "./safetensors.ts";

/** Products are taken as x · W: what the file has as [out, in] is turned over. */
export interface Matrix {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type EncoderWeights = ReadonlyMap<string, Matrix>;

export const layerName = (layer: number): string => `encoder.layer.${layer}`;
/** Absent where an encoder was kept without it. */
export const poolerName = "pooler.dense";

const linear = (name: string, from: number, to: number): [string, number[]][] => [
  [`${name}.weight`, [to, from]],
  [`${name}.bias`, [to]],
];
const norm = (name: string, width: number): [string, number[]][] => [
  [`${name}.LayerNorm.weight`, [width]],
  [`${name}.LayerNorm.bias`, [width]],
];

/** Shapes as the file has them. */
const expected = (config: EncoderConfig): [string, number[]][] => {
  const { hidden_size: d, intermediate_size: inner } = config;
  return [
    ["embeddings.word_embeddings.weight", [config.vocab_size, d]],
    ["embeddings.position_embeddings.weight", [config.max_position_embeddings, d]],
    ["embeddings.token_type_embeddings.weight", [config.type_vocab_size, d]],
    ...norm("embeddings", d),
    ...Array.from({ length: config.num_hidden_layers }, (_, n) => layerName(n)).flatMap((layer) => [
      ...["query", "key", "value"].flatMap((part) => linear(`${layer}.attention.self.${part}`, d, d)),
      ...linear(`${layer}.attention.output.dense`, d, d),
      ...norm(`${layer}.attention.output`, d),
      ...linear(`${layer}.intermediate.dense`, d, inner),
      ...linear(`${layer}.output.dense`, inner, d),
      ...norm(`${layer}.output`, d),
    ]),
  ];
};

const isTable = (name: string): boolean => name.endsWith("_embeddings.weight");

const turnedOver = (values: Float32Array, rows: number, columns: number): Float32Array => {
  const turned = new Float32Array(values.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j] as number;
  return turned;
};

/** As files name it: with the model's prefix or without, and the norms' parts as the first releases did. */
const writtenAs = (name: string, places: TensorPlaces): string | undefined => {
  const old = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
  return [name, `bert.${name}`, old, `bert.${old}`].find((written) => places.has(written));
};

export const readWeights = async (
  file: FileBytes,
  config: EncoderConfig,
  breathe: (share: number) => Promise<void>,
): Promise<Result<EncoderWeights, BadWeights | BadEncoder>> => {
  const places = await readPlaces(file);
  if (!places.ok) return places;
  const wanted = expected(config);
  const d = config.hidden_size;
  if (writtenAs(`${poolerName}.weight`, places.value)) wanted.push(...linear(poolerName, d, d));
  const weights = new Map<string, Matrix>();
  for (const [name, shape] of wanted) {
    const written = writtenAs(name, places.value);
    const place = written === undefined ? undefined : places.value.get(written);
    if (written === undefined || place?.shape.join() !== shape.join())
      return err({ type: "BadEncoder", file: "model.safetensors", problem: name });
    const values = await readTensor(file, written, place);
    if (!values.ok) return values;
    const [rows, columns] = shape as [number, number?];
    const turn = columns !== undefined && !isTable(name);
    weights.set(
      name,
      turn
        ? { shape: [columns, rows], values: turnedOver(values.value, rows, columns) }
        : { shape, values: values.value },
    );
    await breathe(weights.size / wanted.length);
  }
  return ok(weights);
};
