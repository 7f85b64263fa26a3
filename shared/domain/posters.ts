/** What pictures are turned into numbers by. Embeddings of another name are made anew. */
export const posterNetwork = {
  name: "mobilenet-v2-1.4/nsfwjs-4.4.0",
  /** Pixels a side of what it looks at. */
  side: 224,
  /** Numbers of an embedding. */
  length: 1792,
} as const;

/** Why a poster has no embedding: the browser cannot decode it, or it went meanwhile. */
export const posterProblems = ["noPicture", "gone"] as const;
