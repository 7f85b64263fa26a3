/** Ratings, tickets, views and completions. */

import type { InteractionKind, RatingScale } from "../../../../shared/domain/interactions.ts";
import { readDuration, readShare } from "../cells/durations.ts";
import { readNumber, wholeNumber } from "../cells/numbers.ts";
import { readRating } from "../cells/ratings.ts";
import type { Cells, Fields, Get } from "./fields.ts";
import { filmReference } from "./film-reference.ts";
import { memberKey } from "./member-key.ts";
import type { Interpret } from "./record.ts";
import { pastInstant } from "./values.ts";

export const usualScale: RatingScale = { min: 0.5, max: 5, step: 0.5 };

interface Measure {
  readonly kind: InteractionKind;
  readonly cell: (cells: Cells) => string;
  readonly value: Get<number | null>;
}

const mostTickets = 10_000;
const mostMinutes = 1_500;

/** What the row may tell, the first that it does tell counts. */
const measures = (fields: Fields): readonly Measure[] => {
  const measure = (
    kind: InteractionKind,
    name: string,
    rule: "rating-outside-scale" | "impossible-amount",
    read: (text: string) => number | null,
  ): Measure[] => {
    if (!fields.has(name)) return [];
    const cell = fields.cell(name);
    const value: Get<number | null> = (cells, note) => {
      const text = cell(cells);
      const found = read(text);
      if (found === null) note(rule, name, text.slice(0, 200));
      return found;
    };
    return [{ kind, cell, value }];
  };
  const { scale = usualScale, decimal } = fields.reading("rating");
  const minutes = fields.reading("watched");
  const share = fields.reading("completion");
  const tickets = fields.reading("tickets");
  return [
    ...measure("rating", "rating", "rating-outside-scale", (text) => readRating(text, scale, decimal)),
    ...measure("ticket", "tickets", "impossible-amount", (text) => {
      const number = readNumber(text, tickets.decimal);
      const whole = number === null ? null : wholeNumber(number);
      return whole !== null && whole >= 1 && whole <= mostTickets ? whole : null;
    }),
    ...measure("view", "watched", "impossible-amount", (text) => {
      const value = readDuration(text, minutes.unit, minutes.decimal);
      return value !== null && value > 0 && value <= mostMinutes ? value : null;
    }),
    ...measure("completion", "completion", "impossible-amount", (text) => {
      const value = readShare(text, share.unit, share.decimal);
      return value !== null && value >= 0 && value <= 1 ? value : null;
    }),
  ];
};

export const interactionsInterpreter = (fields: Fields, now: number): Interpret => {
  const member = memberKey(fields, "member");
  const film = filmReference(fields, now);
  const told = measures(fields);
  const [first] = told;
  const at = pastInstant(fields, "at", now);
  return (cells, note) => {
    const who = member(cells, note);
    if (who === null) return null;
    const what = film(cells, note);
    if (what === null) return null;
    const measure = told.length > 1 ? (told.find(({ cell }) => cell(cells) !== "") ?? first) : first;
    if (!measure) {
      note("missing-required", "rating", "");
      return null;
    }
    const value = measure.value(cells, note);
    if (value === null) return null;
    const when = at(cells, note);
    if (when === null) return null;
    return {
      kind: "interactions",
      film: what.film,
      record: { member: who, film: what.key, kind: measure.kind, at: when, value },
    };
  };
};
