/** What the training worker asks of the page: a worker's browser does not draw SVG. */
import { z } from "zod";
import { made, NeverFails } from "./schemas.ts";
import type { Client } from "./wire.ts";

export const pageContract = {
  /** RGBA of a square; null for what is no picture. */
  drawPicture: {
    in: z.object({
      image: made<Uint8Array<ArrayBuffer>>(),
      mediaType: z.string(),
      side: z.number().int().positive(),
    }),
    out: z.object({ pixels: made<Uint8ClampedArray | null>() }),
    error: NeverFails,
  },
} as const;

export type PageClient = Client<typeof pageContract>;
