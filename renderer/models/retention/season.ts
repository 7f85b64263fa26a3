/** How busy the house will be: as in the same weeks of the year before, else as in the last weeks known. */

const lastWeeks = 8;
const year = 52;

export interface SeasonAhead {
  readonly h: Float64Array; // [weeks ahead]
  /** Weeks that are told by the year before. */
  readonly repeated: number;
  /**
   * Relative spread of their sum: how far so many weeks were from the weeks before them, in the weeks known. Nought where all are told by the
   * year before, of which one year cannot say how well the next repeats it.
   */
  readonly spread: number;
}

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const spreadOf = (h: Float64Array, ahead: number): number => {
  const jumps: number[] = [];
  for (let w = lastWeeks; w + ahead <= h.length; w++)
    jumps.push(Math.log(meanOf(h.subarray(w, w + ahead)) / meanOf(h.subarray(w - lastWeeks, w))));
  if (jumps.length < 2) return 0;
  return Math.sqrt(jumps.reduce((sum, jump) => sum + jump ** 2, 0) / jumps.length);
};

/** `h` of the weeks known; a week ahead is the mean of the three weeks around it a year before. */
export const seasonAhead = (h: Float64Array, ahead: number): SeasonAhead => {
  const usual = meanOf(h.slice(-lastWeeks));
  let repeated = 0;
  const values = Float64Array.from({ length: ahead }, (_, j) => {
    const before = h.length + j - year * Math.ceil((j + 1) / year);
    if (before < 0) return usual;
    repeated++;
    return meanOf(h.slice(Math.max(0, before - 1), before + 2));
  });
  return { h: values, repeated, spread: repeated === ahead ? 0 : spreadOf(h, ahead) };
};
