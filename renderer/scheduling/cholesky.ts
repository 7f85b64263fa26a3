/** Symmetric positive definite systems by Cholesky's factorisation A = L L', row-major, in place. */

export interface Factor {
  readonly size: number;
  readonly lower: Float64Array; // [size x size], L below and on the diagonal
}

/** Factors A in place. Throws where A is not positive definite: every matrix here carries a ridge. */
export const choleskyOf = (a: Float64Array, size: number): Factor => {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * size + k] as number) * (a[j * size + k] as number);
      if (i !== j) a[i * size + j] = sum / (a[j * size + j] as number);
      else if (sum > 0) a[i * size + i] = Math.sqrt(sum);
      else throw new Error("matrix is not positive definite");
    }
  }
  return { size, lower: a };
};

/** x with A x = b, in place of b. */
export const solveInPlace = ({ size, lower }: Factor, b: Float64Array): Float64Array => {
  for (let i = 0; i < size; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (lower[i * size + k] as number) * (b[k] as number);
    b[i] = sum / (lower[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i] as number;
    for (let k = i + 1; k < size; k++) sum -= (lower[k * size + i] as number) * (b[k] as number);
    b[i] = sum / (lower[i * size + i] as number);
  }
  return b;
};
