/** ln Γ(x) and ψ(x) = d ln Γ / dx for x > 0: recurrence up to x >= 8, then Stirling's series (Abramowitz & Stegun 6.1.41, 6.3.18). */

export const logGamma = (x: number): number => {
  let shift = 0;
  let z = x;
  for (; z < 8; z++) shift += Math.log(z);
  const s = 1 / (z * z);
  const series = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
};

export const digamma = (x: number): number => {
  let shift = 0;
  let z = x;
  for (; z < 8; z++) shift += 1 / z;
  const s = 1 / (z * z);
  return Math.log(z) - 0.5 / z - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s / 240))) - shift;
};
