/**
 * What a title's run draws if it opens in week w:
 *   V_iw = B_i Σ_k<K d^k S_w+k / (1 + θ Σ_c o_ic m_c d^(w+k−r_c)) / Σ_k<K d^k,   c: competitors that opened by week w + k, in r_c
 * B: its run in a usual season and alone; d, θ: holding.ts; S: season.ts; o: audience overlap; m: size against a usual film's.
 * Own titles take from one another by pairs: L_ij(w, w') = V_iw − V_iw|j at w' + V_jw' − V_jw'|i at w.
 */

export const runWeeks = 10;

export interface Rival {
  /** Weeks after the first; may lie before it. */
  readonly week: number;
  readonly size: number;
}

export interface World {
  readonly weeks: number;
  /** log S by week, of `weeks` + `runWeeks`. */
  readonly season: Float64Array;
  readonly hold: number;
  readonly competition: number;
  /** B and size of the titles. */
  readonly runs: Float64Array;
  readonly sizes: Float64Array;
  readonly rivals: readonly Rival[];
  /** Of titles with titles, then rivals. */
  readonly overlap: readonly (readonly number[])[];
}

export interface WindowWorth {
  /** V_iw beside the competitors alone. */
  alone(title: number, week: number): number;
  /** What titles i at w and j at w' lose to one another. */
  pair(i: number, w: number, j: number, other: number): number;
  /** What i at w gives up to j at w'. */
  given(i: number, w: number, j: number, other: number): number;
  /** V_iw without the rival. */
  without(title: number, week: number, rival: number): number;
  /** In a usual season or with nobody else there. */
  plain(title: number): number;
  seasonOf(week: number): number;
}

export const windowWorth = ({
  weeks,
  season,
  hold,
  competition,
  runs,
  sizes,
  rivals,
  overlap,
}: World): WindowWorth => {
  const titles = runs.length;
  const decay = Float64Array.from({ length: weeks + runWeeks + 1 }, (_, age) => hold ** age);
  const strengthAt = (age: number, size: number): number =>
    age < 0 ? 0 : size * (age < decay.length ? (decay[age] as number) : hold ** age);
  const total = decay.subarray(0, runWeeks).reduce((sum, each) => sum + each, 0);
  const share = decay.subarray(0, runWeeks).map((each) => each / total);
  const factor = season.map(Math.exp);
  /** θ Σ o m d^age by title and calendar week. */
  const pressure = Array.from({ length: titles }, (_, i) =>
    Float64Array.from({ length: weeks + runWeeks }, (_, week) =>
      rivals.reduce(
        (sum, rival, c) =>
          sum + competition * (overlap[i]?.[titles + c] ?? 0) * strengthAt(week - rival.week, rival.size),
        0,
      ),
    ),
  );
  const run = (i: number, w: number, added: (week: number) => number): number => {
    let sum = 0;
    for (let k = 0; k < runWeeks; k++) {
      const week = w + k;
      const felt = Math.max(0, (pressure[i]?.[week] as number) + added(week));
      sum += ((share[k] as number) * (factor[week] as number)) / (1 + felt);
    }
    return (runs[i] as number) * sum;
  };
  const none = (): number => 0;
  const known = Array.from({ length: titles }, (_, i) =>
    Float64Array.from({ length: weeks }, (_, w) => run(i, w, none)),
  );
  const alone = (i: number, w: number): number => known[i]?.[w] as number;
  const given = (i: number, w: number, j: number, other: number): number => {
    if (other >= w + runWeeks) return 0;
    const felt = competition * (overlap[i]?.[j] ?? 0);
    if (felt === 0) return 0;
    return alone(i, w) - run(i, w, (week) => felt * strengthAt(week - other, sizes[j] as number));
  };
  return {
    alone,
    given,
    pair: (i, w, j, other) => given(i, w, j, other) + given(j, other, i, w),
    without: (i, w, rival) => {
      const { week: opened, size } = rivals[rival] as Rival;
      const felt = competition * (overlap[i]?.[titles + rival] ?? 0);
      return felt === 0 ? alone(i, w) : run(i, w, (week) => -felt * strengthAt(week - opened, size));
    },
    plain: (i) => runs[i] as number,
    seasonOf: (w) => {
      let sum = 0;
      for (let k = 0; k < runWeeks; k++) sum += (share[k] as number) * (factor[w + k] as number);
      return sum;
    },
  };
};
