/** What the training worker asks of the page: a worker's browser does not draw SVG. */
import { z } from "zod";
import { made, NeverFails } from "./schemas.ts";
import type { Client } from "./wire.ts";

export const pageContract = {
  /** RGBA of a square, which the picture fills or, where `fit`, keeps its shape in, at the top left; null for what is no picture. */
  drawPicture: {
    in: z.object({
      image: made<Uint8Array<ArrayBuffer>>(),
      mediaType: z.string(),
      side: z.number().int().positive(),
      fit: z.boolean().default(false),
    }),
    /** `shape`: width and height that the picture takes, as shares of the square. */
    out: z.object({ pixels: made<Uint8ClampedArray | null>(), shape: z.tuple([z.number(), z.number()]) }),
    error: NeverFails,
  },
} as const;

export type PageClient = Client<typeof pageContract>;
