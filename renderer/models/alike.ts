/** Members who liked what somebody liked, and what they thought of a film. */
import { likedFrom } from "../../shared/domain/interactions.ts";
import type { Audience } from "./audience.ts";
import { type History, historyOf } from "./model.ts";

/** Of those who rated the film, the most alike. */
const most = 50;

export interface Alike {
  readonly members: number;
  readonly disliked: number;
}

/** Null where the members, or those of either opinion, are fewer than anything may be told of. */
export const alikeOf = (
  { histories, memberIds, scale }: Audience,
  history: History,
  self: number | null,
  film: number,
  minimum: number,
): Alike | null => {
  const t = likedFrom(scale);
  const liked = new Set([...history.films].filter((_, n) => (history.ratings[n] as number) >= t));
  const found: { readonly common: number; readonly disliked: boolean }[] = [];
  for (let u = 0; u < memberIds.length; u++) {
    if (u === self) continue;
    const { films, ratings } = historyOf(histories, u);
    const at = films.indexOf(film);
    if (at === -1) continue;
    let common = 0;
    let theirs = 0;
    for (const [n, each] of films.entries()) {
      if (each === film || (ratings[n] as number) < t) continue;
      theirs++;
      if (liked.has(each)) common++;
    }
    if (common > 0)
      found.push({
        common: common / Math.sqrt(theirs * liked.size),
        disliked: (ratings[at] as number) < t,
      });
  }
  const nearest = found.sort((a, b) => b.common - a.common).slice(0, most);
  const disliked = nearest.filter((one) => one.disliked).length;
  const told = (count: number): boolean => count === 0 || count >= minimum;
  return nearest.length >= minimum && told(disliked) && told(nearest.length - disliked)
    ? { members: nearest.length, disliked }
    : null;
};
