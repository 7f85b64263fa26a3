/**
 * Classes from logits: p = softmax(τ z), τ fitted to texts that were not learned from, by Newton's method on their cross-entropy
 * (temperature scaling, Guo et al. 2017) and a prior τ ~ N(1, 1).
 */
export const headName = "classifier";

export const probabilities = (logits: Float32Array, classes: number, τ: number): Float64Array => {
  const P = Float64Array.from(logits, (z) => τ * z);
  for (let from = 0; from < P.length; from += classes) {
    const row = P.subarray(from, from + classes);
    const largest = Math.max(...row);
    let total = 0;
    for (let c = 0; c < classes; c++) {
      row[c] = Math.exp((row[c] as number) - largest);
      total += row[c] as number;
    }
    for (let c = 0; c < classes; c++) row[c] = (row[c] as number) / total;
  }
  return P;
};

export const crossEntropy = (logits: Float32Array, labels: Int32Array, classes: number): number => {
  const P = probabilities(logits, classes, 1);
  let sum = 0;
  for (const [n, label] of labels.entries())
    sum -= Math.log(Math.max(Number.MIN_VALUE, P[n * classes + label] as number));
  return sum / Math.max(1, labels.length);
};

export const fitTemperature = (logits: Float32Array, labels: Int32Array, classes: number): number => {
  let τ = 1;
  for (let iteration = 0; iteration < 50; iteration++) {
    const P = probabilities(logits, classes, τ);
    let slope = τ - 1;
    let curvature = 1;
    for (const [n, label] of labels.entries()) {
      let mean = 0;
      let square = 0;
      for (let at = n * classes; at < (n + 1) * classes; at++) {
        const z = logits[at] as number;
        mean += (P[at] as number) * z;
        square += (P[at] as number) * z * z;
      }
      slope += mean - (logits[n * classes + label] as number);
      curvature += Math.max(0, square - mean * mean);
    }
    const next = Math.max(τ / 4, τ - slope / curvature);
    if (Math.abs(next - τ) < 1e-9) return next;
    τ = next;
  }
  return τ;
};

/** The class of the largest logit of each row. */
export const likeliest = (logits: Float32Array, classes: number): Int32Array =>
  Int32Array.from({ length: logits.length / classes }, (_, n) => {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
