/**
 * How much of a film's audience has little else to choose:
 *
 *   r_f = sum_m p_mf / (1 + sum_(g != f) p_mg) / sum_m p_mf
 *
 * p_mf: probability that member m would like film f; g: the other films on offer. 1 where nobody who would like f would like another,
 * about 1 / n where its audience likes n of them.
 */

/** `likes` [films][members], 0..1; r [films]. */
export const reachOf = (likes: readonly Float32Array[]): number[] => {
  const members = likes[0]?.length ?? 0;
  const total = new Float64Array(members);
  for (const ofFilm of likes)
    for (let m = 0; m < members; m++) total[m] = (total[m] as number) + (ofFilm[m] as number);
  return likes.map((ofFilm) => {
    let reached = 0;
    let liked = 0;
    for (let m = 0; m < members; m++) {
      const p = ofFilm[m] as number;
      reached += p / (1 + (total[m] as number) - p);
      liked += p;
    }
    return liked > 0 ? reached / liked : 1;
  });
};

/**
 * Of those who would like film f, the share who would like g too: o_fg = sum_m p_mf p_mg / sum_m p_mf; 1 for g = f.
 * `likes` [films][members]; o [films][films].
 */
export const overlapOf = (likes: readonly Float32Array[]): number[][] =>
  likes.map((ofFilm, f) => {
    const liked = ofFilm.reduce((sum, p) => sum + p, 0);
    return likes.map((ofOther, g) => {
      if (f === g) return 1;
      if (liked === 0) return 0;
      return ofFilm.reduce((sum, p, m) => sum + p * (ofOther[m] as number), 0) / liked;
    });
  });
