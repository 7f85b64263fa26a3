/** A week of a slate becomes what the Schedule page plans: its films, and rules that keep at least part of the showings that it counts on. */
import type { Slate } from "../../../shared/contract/slates.ts";
import { Rule } from "../../../shared/domain/rules/rule.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";

/** The plan may find better uses for the rest. */
const shareKept = 0.5;

const idOf = (venue: number, from: IsoDate): string => `slate ${venue} ${from}`;
/** Whether a rule was made of a slate for the week, so that another slate's take its place. */
export const isOfSlate = ({ id }: Rule, venue: number, from: IsoDate): boolean =>
  id.startsWith(`${idOf(venue, from)} `);

export const rulesOfSlate = (
  slate: Slate,
  week: number,
  days: readonly IsoDate[],
  venue: number,
  nameOf: (film: number) => string,
): Rule[] => {
  const from = days[0] as IsoDate;
  return slate.bookings
    .filter((booking) => booking.week === week)
    .flatMap(({ film, showings }) => {
      const least = Math.floor((shareKept * showings) / days.length);
      const isHeld = slate.bookings.some((other) => other.film === film && other.week === week + 1);
      // A film that stays is on screen every day; so is one with showings enough.
      if (least < 1 && !(isHeld && showings >= days.length)) return [];
      return Rule.parse({
        id: `${idOf(venue, from)} ${film}`,
        name: nameOf(film),
        kind: "shows",
        params: { per: "day", least: Math.max(1, least) },
        scope: { films: [film], venues: [venue], from, to: days.at(-1) },
      });
    });
};
