/**
 * A column without films' levels and trends and without what a day does to all films: x - F - D, F and D by weighted least squares. With M the projection
 * that takes F out, D solves Dᵀ W M D d = Dᵀ W M x, by conjugate gradients scaled by the days' weights (Hestenes & Stiefel 1952).
 */
interface Panel {
  readonly film: Int32Array;
  readonly day: Int32Array;
  readonly w: Float64Array;
}

const mostSteps = 300;
const agreed = 1e-7;

const grouped = (keys: Int32Array): { readonly of: Int32Array; readonly count: number } => {
  const known = new Map<number, number>();
  const of = keys.map((key) => {
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    return group;
  });
  return { of, count: known.size };
};

const at = (column: Float64Array, i: number): number => column[i] as number;
const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
};

export const projectedOut = ({ film, day, w }: Panel) => {
  const [films, days] = [grouped(film), grouped(day)];
  const rows = film.length;
  const filmOf = films.of;
  const dayOf = days.of;
  const filmWeight = new Float64Array(films.count);
  const dayWeight = new Float64Array(days.count);
  const middle = new Float64Array(films.count);
  for (let i = 0; i < rows; i++) {
    const [f, d] = [filmOf[i] as number, dayOf[i] as number];
    filmWeight[f] = at(filmWeight, f) + at(w, i);
    dayWeight[d] = at(dayWeight, d) + at(w, i);
    middle[f] = at(middle, f) + at(w, i) * (day[i] as number);
  }
  /** Days from the middle of the film's run. */
  const t = new Float64Array(rows);
  const spread = new Float64Array(films.count);
  for (let i = 0; i < rows; i++) {
    const f = filmOf[i] as number;
    t[i] = (day[i] as number) - at(middle, f) / at(filmWeight, f);
    spread[f] = at(spread, f) + at(w, i) * at(t, i) ** 2;
  }

  /** M, in place: run hundreds of times, so plain loops. */
  const level = new Float64Array(films.count);
  const trend = new Float64Array(films.count);
  const withoutFilms = (x: Float64Array): Float64Array => {
    level.fill(0);
    trend.fill(0);
    for (let i = 0; i < rows; i++) {
      const f = filmOf[i] as number;
      const wx = at(w, i) * at(x, i);
      level[f] = at(level, f) + wx;
      trend[f] = at(trend, f) + wx * at(t, i);
    }
    for (let f = 0; f < films.count; f++) {
      level[f] = at(level, f) / at(filmWeight, f);
      trend[f] = at(spread, f) > 0 ? at(trend, f) / at(spread, f) : 0;
    }
    for (let i = 0; i < rows; i++) {
      const f = filmOf[i] as number;
      x[i] = at(x, i) - at(level, f) - at(trend, f) * at(t, i);
    }
    return x;
  };
  const shocks = new Float64Array(rows);
  const onDays = (d: Float64Array): Float64Array => {
    for (let i = 0; i < rows; i++) shocks[i] = at(d, dayOf[i] as number);
    return shocks;
  };
  const ofDays = (x: Float64Array): Float64Array => {
    const sums = new Float64Array(days.count);
    for (let i = 0; i < rows; i++) {
      const d = dayOf[i] as number;
      sums[d] = at(sums, d) + at(w, i) * at(x, i);
    }
    return sums;
  };

  return (column: Float64Array): Float64Array => {
    const x = withoutFilms(column.slice());
    const d = new Float64Array(days.count);
    const rest = ofDays(x);
    const way = rest.map((value, g) => value / at(dayWeight, g));
    let size = dot(rest, way);
    const enough = agreed ** 2 * size;
    for (let step = 0; step < mostSteps && size > enough; step++) {
      const moved = ofDays(withoutFilms(onDays(way)));
      const length = size / dot(way, moved);
      let next = 0;
      for (let g = 0; g < days.count; g++) {
        d[g] = at(d, g) + length * at(way, g);
        rest[g] = at(rest, g) - length * at(moved, g);
        next += at(rest, g) ** 2 / at(dayWeight, g);
      }
      for (let g = 0; g < days.count; g++)
        way[g] = at(rest, g) / at(dayWeight, g) + (next / size) * at(way, g);
      size = next;
    }
    const left = withoutFilms(onDays(d));
    return x.map((value, i) => value - at(left, i));
  };
};
