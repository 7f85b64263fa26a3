/** Small dense systems in double precision, row-major. */

/** Cholesky: the lower L with A = LLᵀ written over A [n x n]. Throws if A is not positive definite. */
export const factorise = (A: Float64Array, n: number): Float64Array => {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = A[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (A[i * n + k] as number) * (A[j * n + k] as number);
      if (i > j) A[i * n + j] = sum / (A[j * n + j] as number);
      else if (sum > 0) A[j * n + j] = Math.sqrt(sum);
      else throw new Error("matrix is not positive definite");
    }
  }
  return A;
};

/** x with LLᵀx = b. */
export const solveFactorised = (L: Float64Array, n: number, b: ArrayLike<number>): Float64Array => {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (L[i * n + k] as number) * (x[k] as number);
    x[i] = sum / (L[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (L[k * n + i] as number) * (x[k] as number);
    x[i] = sum / (L[i * n + i] as number);
  }
  return x;
};

/** |L⁻¹b|² = bᵀA⁻¹b, by forward substitution alone. */
export const quadraticForm = (L: Float64Array, n: number, b: ArrayLike<number>): number => {
  const y = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (L[i * n + k] as number) * (y[k] as number);
    y[i] = sum / (L[i * n + i] as number);
    total += (y[i] as number) ** 2;
  }
  return total;
};
