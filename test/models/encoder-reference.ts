/**
 * An independent encoder, for the product to be compared with: one text at a time, plain loops in double precision, straight from Devlin et al. 2019
 * and the names of the files. Shares no code with the product.
 */
type Files = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;
type Rows = number[][];

/** erf by its series, or for large x by that of its complement. */
const erf = (x: number): number => {
  const a = Math.abs(x);
  if (a > 3) {
    const u = 1 / (2 * a * a);
    const rest = 1 - u + 3 * u ** 2 - 15 * u ** 3 + 105 * u ** 4;
    return Math.sign(x) * (1 - (Math.exp(-a * a) / (a * Math.sqrt(Math.PI))) * rest);
  }
  let term = a;
  let sum = a;
  for (let n = 1; n < 80; n++) {
    term *= (-a * a) / n;
    sum += term / (2 * n + 1);
  }
  return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * sum;
};

export const referencePooled = (
  files: Files,
  { width: d, layers, heads }: { readonly width: number; readonly layers: number; readonly heads: number },
  ids: readonly number[],
): { readonly last: Rows; readonly pooled: number[] } => {
  const value = (name: string, ...at: number[]): number => {
    const { shape, values } = files[`bert.${name}`] as Files[string];
    return values[
      at.length === 1 ? (at[0] as number) : (at[0] as number) * (shape[1] as number) + (at[1] as number)
    ] as number;
  };
  const linear = (rows: Rows, name: string): Rows => {
    const [to, from] = (files[`bert.${name}.weight`] as Files[string]).shape as [number, number];
    return rows.map((row) =>
      Array.from({ length: to }, (_, o) => {
        let sum = value(`${name}.bias`, o);
        for (let i = 0; i < from; i++) sum += value(`${name}.weight`, o, i) * (row[i] as number);
        return sum;
      }),
    );
  };
  const norm = (rows: Rows, name: string): Rows =>
    rows.map((row) => {
      const mean = row.reduce((sum, x) => sum + x, 0) / d;
      const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / d;
      return row.map(
        (x, i) =>
          ((x - mean) / Math.sqrt(variance + 1e-12)) * value(`${name}.LayerNorm.weight`, i) +
          value(`${name}.LayerNorm.bias`, i),
      );
    });
  const plus = (a: Rows, b: Rows): Rows =>
    a.map((row, t) => row.map((x, i) => x + ((b[t] as number[])[i] as number)));
  let x = norm(
    ids.map((id, t) =>
      Array.from(
        { length: d },
        (_, i) =>
          value("embeddings.word_embeddings.weight", id, i) +
          value("embeddings.position_embeddings.weight", t, i) +
          value("embeddings.token_type_embeddings.weight", 0, i),
      ),
    ),
    "embeddings",
  );
  const width = d / heads;
  for (let n = 0; n < layers; n++) {
    const layer = `encoder.layer.${n}`;
    const [q, k, v] = ["query", "key", "value"].map((part) =>
      linear(x, `${layer}.attention.self.${part}`),
    ) as [Rows, Rows, Rows];
    const seen: Rows = x.map(() => new Array<number>(d).fill(0));
    for (let h = 0; h < heads; h++)
      for (const [t, row] of q.entries()) {
        const scores = k.map((key) => {
          let dot = 0;
          for (let i = h * width; i < (h + 1) * width; i++) dot += (row[i] as number) * (key[i] as number);
          return Math.exp(dot / Math.sqrt(width));
        });
        const total = scores.reduce((sum, score) => sum + score, 0);
        for (const [s, score] of scores.entries())
          for (let i = h * width; i < (h + 1) * width; i++)
            (seen[t] as number[])[i] =
              ((seen[t] as number[])[i] as number) + (score / total) * ((v[s] as number[])[i] as number);
      }
    const a = norm(plus(x, linear(seen, `${layer}.attention.output.dense`)), `${layer}.attention.output`);
    const inner = linear(a, `${layer}.intermediate.dense`).map((row) =>
      row.map((z) => 0.5 * z * (1 + erf(z / Math.sqrt(2)))),
    );
    x = norm(plus(a, linear(inner, `${layer}.output.dense`)), `${layer}.output`);
  }
  const pooled = (linear([x[0] as number[]], "pooler.dense")[0] as number[]).map(Math.tanh);
  return { last: x, pooled };
};
