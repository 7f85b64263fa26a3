/**
 * Vectors of tokens as means over what they are made of (Bojanowski et al. 2017, fastText): the word, and of it three and four characters in a row, of Chinese
 * one and two; each hashed to a row of E. The table stays outside the engine: a step touches few rows, and only these are moved (AdamW, Loshchilov & Hutter 2019,
 * with moments of the touched rows alone).
 */
import { fnv1a } from "../../../../shared/domain/hash.ts";
import { normal, type Random } from "../../../../shared/domain/random.ts";
import type { Token } from "../reading.ts";
import { width } from "./body.ts";

/** Tokens of a text that are read, from its beginning. */
export const mostTokens = 128;
export const rows = 2 ** 14;
const spread = 0.3;

/** Rows of each token: those of token t lie from start[t] to start[t + 1]. */
export interface Pieces {
  readonly start: Int32Array;
  readonly row: Int32Array;
}

export const piecesOf = (tokens: readonly Token[]): Pieces => {
  const read = tokens.slice(0, mostTokens);
  const start = new Int32Array(read.length + 1);
  const row: number[] = [];
  const add = (piece: string): void => {
    row.push((Math.imul(fnv1a(piece), 0x9e3779b1) >>> 0) % rows);
  };
  for (const [t, { word, han }] of read.entries()) {
    const short = word.slice(0, 40);
    add(` ${short} `);
    const [least, most] = han ? [1, 2] : [3, 4];
    const edged = han ? short : `<${short}>`;
    for (let length = least; length <= most; length++)
      for (let from = 0; from + length <= edged.length; from++) add(edged.slice(from, from + length));
    start[t + 1] = row.length;
  }
  return { start, row: Int32Array.from(row) };
};

export const newTable = (random: Random): Float32Array =>
  Float32Array.from({ length: rows * width }, () => spread * normal(random));

/** [texts, T, d] */
export const embed = (E: Float32Array, texts: readonly Pieces[], T: number): Float32Array => {
  const X = new Float32Array(texts.length * T * width);
  for (const [n, { start, row }] of texts.entries())
    for (let t = 0; t + 1 < start.length; t++) {
      const to = (n * T + t) * width;
      const share = 1 / ((start[t + 1] as number) - (start[t] as number));
      for (let at = start[t] as number; at < (start[t + 1] as number); at++) {
        const from = (row[at] as number) * width;
        for (let f = 0; f < width; f++) X[to + f] = (X[to + f] as number) + share * (E[from + f] as number);
      }
    }
  return X;
};

export interface TableSteps {
  /** Moves E against dX, the gradient of what `embed` gave. */
  step(texts: readonly Pieces[], T: number, dX: Float32Array): void;
}

export const tableSteps = (E: Float32Array, learningRate: number): TableSteps => {
  const [β1, β2, ε] = [0.9, 0.99, 1e-8];
  const m = new Float32Array(E.length);
  const v = new Float32Array(E.length);
  const G = new Float32Array(E.length);
  const times = new Int32Array(rows);
  return {
    step(texts, T, dX) {
      const touched = new Set<number>();
      for (const [n, { start, row }] of texts.entries())
        for (let t = 0; t + 1 < start.length; t++) {
          const from = (n * T + t) * width;
          const share = 1 / ((start[t + 1] as number) - (start[t] as number));
          for (let at = start[t] as number; at < (start[t + 1] as number); at++) {
            touched.add(row[at] as number);
            const to = (row[at] as number) * width;
            for (let f = 0; f < width; f++)
              G[to + f] = (G[to + f] as number) + share * (dX[from + f] as number);
          }
        }
      for (const row of touched) {
        times[row] = (times[row] as number) + 1;
        const [c1, c2] = [1 - β1 ** (times[row] as number), 1 - β2 ** (times[row] as number)];
        for (let at = row * width; at < (row + 1) * width; at++) {
          const g = G[at] as number;
          m[at] = β1 * (m[at] as number) + (1 - β1) * g;
          v[at] = β2 * (v[at] as number) + (1 - β2) * g * g;
          E[at] =
            (E[at] as number) -
            (learningRate * ((m[at] as number) / c1)) / (Math.sqrt((v[at] as number) / c2) + ε);
          G[at] = 0;
        }
      }
    },
  };
};
