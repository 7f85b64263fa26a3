/** The simplex method of Nelder & Mead (1965, A simplex method for function minimization) with its usual coefficients 1, 2, ½, ½. */

export const leastOf = (
  f: (point: readonly number[]) => number,
  start: readonly number[],
  steps = 400,
  tolerance = 1e-7,
): { readonly at: readonly number[]; readonly value: number } => {
  const judged = (at: readonly number[]) => ({ at, value: f(at) });
  let simplex = [
    judged(start),
    ...start.map((_, k) => judged(start.map((value, at) => (at === k ? value + 0.5 : value)))),
  ];
  for (let step = 0; step < steps; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0] as (typeof simplex)[number];
    const worst = simplex.at(-1) as typeof best;
    if (worst.value - best.value < tolerance * (1 + Math.abs(best.value))) break;
    const others = simplex.slice(0, -1);
    const centre = start.map(
      (_, k) => others.reduce((sum, { at }) => sum + (at[k] as number), 0) / others.length,
    );
    const along = (share: number) => judged(centre.map((c, k) => c + share * ((worst.at[k] as number) - c)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex = [...others, expanded.value < reflected.value ? expanded : reflected];
    } else if (reflected.value < (others.at(-1) as typeof best).value) simplex = [...others, reflected];
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex = [...others, contracted];
      else
        simplex = simplex.map((each) =>
          each === best ? each : judged(each.at.map((value, k) => ((best.at[k] as number) + value) / 2)),
        );
    }
  }
  return simplex.reduce((least, each) => (each.value < least.value ? each : least));
};
