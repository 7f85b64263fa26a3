/** A text of a few pages to be read elsewhere, apart from how it is written. */
import { z } from "zod";

const line = z.string().max(5000);
const Block = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("heading"), text: line }),
  z.object({ kind: z.literal("text"), text: line }),
  z.object({ kind: z.literal("list"), ordered: z.boolean(), items: z.array(line).max(100) }),
  z.object({ kind: z.literal("quote"), text: line, source: line }),
  z.object({
    kind: z.literal("table"),
    /** Shares of the width. */
    columns: z
      .array(z.object({ header: line, width: z.number().positive() }))
      .min(1)
      .max(12),
    rows: z.array(z.array(line)).max(200),
  }),
]);
export const TextDocument = z.object({
  title: z.string().min(1).max(300),
  subtitle: line,
  language: z.enum(["en", "zh-CN"]),
  blocks: z.array(Block).max(500),
});
export type TextDocument = z.infer<typeof TextDocument>;
export type TextBlock = z.infer<typeof Block>;
