/**
 * The same allocation in the sample's hidden truth: who would like each film is known from tastes, and strengths from a table of this bench.
 *   P*_fs = L_fs (1 − κ D_f / Σ_s L_fs),  L_fs = Σ_{u ∈ s, does not know f} Φ((mean + q_f + t_uf − 3.75) / √(bias² + noise²))
 * 3.75 rounds to four stars, from which a film is liked. How many members come anyway (κ D) is taken as the plan has it.
 *
 * What no method can know of it: somebody who knows all of that but for q_f has it from the ratings r_uf of the library, of which each is
 *   r_uf − mean − b_u − t_uf − x_j ~ N(q_f, noise²),   q_f ~ N(scaleQuality (scale_f − 3), filmQuality²):   the posterior mean of q_f.
 */

import type { Film } from "../../electron/data/sample/films.ts";
import { experienceEffect } from "../../electron/data/sample/ratings.ts";
import { tasteOf } from "../../electron/data/sample/taste.ts";
import { ratingTruth } from "../../electron/data/sample/truth.ts";
import type { World } from "../../electron/data/sample/world.ts";
import { type AllocationInstance, potentialOf } from "../../shared/domain/allocation-instance.ts";
import { normalBelow } from "../../shared/domain/normal-distribution.ts";

/** How strong the channels are in truth, against what is assumed of them. */
export const trueStrengths: Readonly<Record<string, number>> = {
  frontPage: 1.3,
  trailers: 0.8,
  messages: 0.7,
  paid: 1.2,
};

const likedFrom = 3.75;
const minimum = 10;

/** Members of the instance's segments: the smallest segment has whom several hold (client/attention.ts). */
const membersOf = (world: World): Map<string, number[]> => {
  const taken = new Set<number>();
  const cells = new Map<string, number[]>();
  for (const { segment, members } of [...world.segments].sort(
    (a, b) => a.members.length - b.members.length,
  )) {
    const own = members.map(({ id }) => id).filter((id) => !taken.has(id));
    if (members.length < minimum || own.length < minimum) continue;
    for (const id of own) taken.add(id);
    cells.set(segment.name, own);
  }
  cells.set(
    "others",
    world.members.map(({ id }) => id).filter((id) => !taken.has(id)),
  );
  return cells;
};

/** q_f as it is, and as the ratings tell it to somebody who knows everything else. */
export const trueQuality = ({ quality }: Film): number => quality;
export const learnableQuality = ({ ratings, taste, today }: World): ((film: Film) => number) => {
  const { mean, noise, filmQuality, scaleQuality } = ratingTruth;
  const [sums, counts] = [new Map<Film, number>(), new Map<Film, number>()];
  for (const { member, film, value, showing } of ratings) {
    const known = mean + member.bias + tasteOf(taste, member.id - 1, film);
    const visit = showing ? experienceEffect(member, showing, today) : 0;
    sums.set(film, (sums.get(film) ?? 0) + value - known - visit);
    counts.set(film, (counts.get(film) ?? 0) + 1);
  }
  const weight = (noise / filmQuality) ** 2;
  return (film) => {
    const prior = scaleQuality * (film.scale - 3);
    return ((sums.get(film) ?? 0) + weight * prior) / ((counts.get(film) ?? 0) + weight);
  };
};

export const trueInstance = (
  world: World,
  instance: AllocationInstance,
  comingOf: (film: string) => number,
  withStrengths: boolean,
  qualityOf: (film: Film) => number = trueQuality,
): AllocationInstance => {
  const cells = membersOf(world);
  const known = new Set<string>();
  for (const { member, film } of world.ratings) known.add(`${member.id} ${film.id}`);
  for (const { member, showing } of world.visits) known.add(`${member.id} ${showing.film.id}`);
  const spread = Math.hypot(ratingTruth.memberBias, ratingTruth.noise);
  const films = new Map(world.films.map((film) => [String(film.id), film]));
  return {
    ...instance,
    channels: instance.channels.map((channel) => {
      const times = withStrengths ? (trueStrengths[channel.id] ?? 1) : 1;
      return { ...channel, strength: { ...channel.strength, value: channel.strength.value * times } };
    }),
    films: instance.films.map((film) => {
      const hidden = films.get(film.id);
      if (!hidden) throw new Error(`the world has no film ${film.id}`);
      const coming = comingOf(film.id);
      const quality = qualityOf(hidden);
      const wanting = instance.segments.map(({ id, name }) =>
        (cells.get(name ?? id) ?? []).reduce((sum, member) => {
          if (known.has(`${member} ${film.id}`)) return sum;
          const mean = ratingTruth.mean + quality + tasteOf(world.taste, member - 1, hidden);
          return sum + normalBelow((mean - likedFrom) / spread);
        }, 0),
      );
      const all = wanting.reduce((sum, each) => sum + each, 0);
      return {
        ...film,
        potential: Object.fromEntries(
          instance.segments.map(({ id }, n) => {
            const would = (wanting[n] as number) * Math.max(0, 1 - coming / Math.max(1, all));
            const byWeek = instance.weeks.map((_, w) =>
              instance.segments.reduce((sum, each) => sum + potentialOf(film, each.id, w), 0),
            );
            const total = byWeek.reduce((sum, each) => sum + each, 0);
            return [id, byWeek.map((each) => (total > 0 ? (would * each) / total : would / byWeek.length))];
          }),
        ),
      };
    }),
  };
};
