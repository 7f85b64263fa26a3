/**
 * Who has seen what plays has less to come for: with u_iw films playing in week w that member i has not seen, a share
 *   e_iw = 1 − exp(−u_iw / c)
 * of the visits that the member would make finds a film. The c of the highest likelihood is taken; c = 0 stands for e = 1. In weeks ahead
 * ν films begin a week and as many of the P that play end, whoever has seen them:
 *   u_i(j+1) = (u_ij − v_ij) (1 − ν / P) + ν,   v_ij the visits expected of a member who is still there
 */
import type { RetentionFacts } from "../../../shared/domain/retention.ts";
import type { HouseWeeks } from "./house-weeks.ts";
import { fitLapse, type LapseFit, type Reason, type Repertoire } from "./lapse-model.ts";

const choices = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
const least = 1e-3;

/** Of weeks in which nothing is known to have played, as many as in any other. [members x weeks] */
const unseenFilms = ({ visits, playing }: RetentionFacts, house: HouseWeeks): Float32Array => {
  const { members, weeks, first } = house;
  const weekOf = (day: number): number => Math.floor((day - first) / 7);
  const films = Array.from({ length: weeks }, () => [] as number[]);
  for (const [n, film] of playing.film.entries()) films[weekOf(playing.monday[n] as number)]?.push(film);
  const seen = Array.from({ length: members }, () => new Map<number, number>());
  for (const [n, member] of visits.member.entries()) {
    const its = seen[house.placeOf.get(member) ?? -1];
    const film = visits.film[n] as number;
    const week = weekOf(visits.day[n] as number);
    if (its && week < (its.get(film) ?? weeks)) its.set(film, week);
  }
  const unseen = new Float32Array(members * weeks);
  for (const [i, its] of seen.entries())
    for (const [w, played] of films.entries()) {
      let count = played.length === 0 ? Number.POSITIVE_INFINITY : 0;
      for (const film of played) if ((its.get(film) ?? weeks) >= w) count++;
      unseen[i * weeks + w] = count;
    }
  return unseen;
};

/** Films begin in the first week that knows them, but for those that played before it. */
const repertoireOf = (
  { playing }: RetentionFacts,
  house: HouseWeeks,
  unseen: Float32Array,
  c: number,
): Repertoire => {
  const { members, weeks, first } = house;
  const begun = new Map<number, number>();
  const counts = new Float64Array(weeks);
  for (const [n, film] of playing.film.entries()) {
    const week = Math.floor(((playing.monday[n] as number) - first) / 7);
    if (week < weeks) begun.set(film, Math.min(week, begun.get(film) ?? week));
    if (week >= 0 && week < weeks) counts[week] = (counts[week] as number) + 1;
  }
  return {
    c,
    unseen: Float32Array.from({ length: members }, (_, i) => unseen[(i + 1) * weeks - 1] as number),
    fresh: [...begun.values()].filter((week) => week > 0).length / Math.max(1, weeks - 1),
    playing: Math.max(1, counts.reduce((sum, count) => sum + count, 0) / weeks),
  };
};

/** The fit of silence alone with the best c, and the house's weeks with e. */
export const withUnseen = async (
  facts: RetentionFacts,
  house: HouseWeeks,
  silence: Reason,
  step: (share: number) => Promise<void>,
): Promise<{ readonly house: HouseWeeks; readonly fit: LapseFit }> => {
  const unseen = unseenFilms(facts, house);
  let best = { house, fit: await fitLapse(house, [silence], () => step(0)) };
  for (const [at, c] of choices.entries()) {
    if (c === 0) continue;
    const offer = unseen.map((u) => Math.max(least, 1 - Math.exp(-u / c)));
    const fit = await fitLapse({ ...house, offer }, [silence], () => step(at / choices.length), best.fit);
    if (fit.logLikelihood <= best.fit.logLikelihood) break; // it rises to one peak
    best = { house: { ...house, offer, repertoire: repertoireOf(facts, house, unseen, c) }, fit };
  }
  return best;
};
