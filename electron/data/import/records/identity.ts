/** What makes two rows of a source tell of one thing. The second such row is a duplicate. */
import type { Staged } from "./record.ts";

const apart = "\u001F";
const joined = (...parts: readonly (string | number | null)[]): string => parts.join(apart);

/** Unique within a kind. A film's row without a title only adds to the film, so several tables may hold one each. */
export const identityOf = ({ kind, record }: Staged): string => {
  switch (kind) {
    case "films":
    case "members":
    case "venues":
    case "reviews":
      return record.key;
    case "interactions":
      return joined(record.member, record.film, record.kind, record.at);
    case "tags":
      return joined(record.member, record.film, record.text, record.at);
    case "showings":
      return joined(record.venue, record.screen, record.film, record.date, record.start, record.part);
    case "screens":
      return joined(record.venue, record.name);
    case "posters":
      return record.film;
  }
};

/** What the parts of one showing, or of one film's day, have in common. */
export const showingOf = ({
  venue,
  screen,
  film,
  date,
  start,
}: (Staged & { kind: "showings" })["record"]): string => joined(venue, screen, film, date, start);
