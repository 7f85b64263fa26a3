/** What an encoder is made of, as its `config.json` and `tokenizer_config.json` say (the names are those of the files). */
import { z } from "zod";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";

const size = (most: number) => z.number().int().positive().max(most);
const Config = z
  .looseObject({
    model_type: z.literal("bert"),
    vocab_size: size(1_000_000),
    hidden_size: size(4096),
    num_hidden_layers: size(64),
    num_attention_heads: size(64),
    intermediate_size: size(32_768),
    hidden_act: z.enum(["gelu", "gelu_new", "relu"]).default("gelu"),
    hidden_dropout_prob: z.number().min(0).max(0.9).default(0.1),
    max_position_embeddings: size(8192).default(512),
    type_vocab_size: size(16).default(2),
    layer_norm_eps: z.number().positive().max(0.1).default(1e-12),
    position_embedding_type: z.literal("absolute").default("absolute"),
  })
  .refine((config) => config.hidden_size % config.num_attention_heads === 0, {
    path: ["num_attention_heads"],
  });
const Reading = z.looseObject({
  do_lower_case: z.boolean().default(true),
  /** Null: as letters are made small. */
  strip_accents: z.boolean().nullable().default(null),
  tokenize_chinese_chars: z.boolean().default(true),
});

export type EncoderConfig = z.infer<typeof Config>;
export type ReadingConfig = z.infer<typeof Reading>;
export interface BadEncoder {
  readonly type: "BadEncoder";
  readonly file: string;
  readonly problem: string; // the setting that cannot be, "" = no JSON
}

const parsed = <T>(file: string, schema: z.ZodType<T>, text: string): Result<T, BadEncoder> => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ type: "BadEncoder", file, problem: "" });
  }
  const read = schema.safeParse(json);
  if (read.success) return ok(read.data);
  return err({ type: "BadEncoder", file, problem: read.error.issues[0]?.path.join(".") ?? "" });
};

export const readConfig = (text: string): Result<EncoderConfig, BadEncoder> =>
  parsed("config.json", Config, text);
/** Null: the folder says nothing, as for the original models. */
export const readReading = (text: string | null): Result<ReadingConfig, BadEncoder> =>
  parsed("tokenizer_config.json", Reading, text ?? "{}");
