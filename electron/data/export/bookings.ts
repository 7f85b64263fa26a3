/** Showings summed per distributor and film: what a booking or holdover conversation is about. */
import { Temporal } from "temporal-polyfill";
import type { PlanDocument, PlanFilm } from "../../../shared/domain/plan-document.ts";
import { dayPartOf, type IsoDate } from "../../../shared/domain/slate.ts";
import { type ShowingView, weekOfRun } from "./plan-view.ts";
import { type Term, termsOf } from "./terms.ts";

/** opening: its first week; hold: it stays; final: the venue's offer ends within the week; off: not shown. */
type BookingKind = "preview" | "opening" | "hold" | "final" | "off";

export interface Booking {
  readonly film: PlanFilm;
  readonly weekOfRun: number | null;
  readonly kind: BookingKind;
  /** In the house's order, with the showings on each. */
  readonly screens: readonly { readonly name: string; readonly showings: number }[];
  readonly perDay: readonly number[]; // showings, in the order of the plan's days
  readonly matinee: number; // programmes before 17:00
  readonly evening: number;
  readonly seats: number;
  readonly expected: number;
  readonly pencilled: number; // showings agreed tentatively
  /** Of the house's own rules. */
  readonly terms: readonly Term[];
  /** Days on which the film has fewer shows than it was booked with. */
  readonly missed: readonly { readonly day: IsoDate; readonly shows: number }[];
}

const kindOf = (film: PlanFilm, week: IsoDate, run: number | null, showings: number): BookingKind => {
  if (showings === 0) return "off";
  if (run !== null && run < 1) return "preview";
  if (run === 1) return "opening";
  const lastDay = Temporal.PlainDate.from(week).add({ days: 6 }).toString();
  return film.availableTo && film.availableTo <= lastDay ? "final" : "hold";
};

const bookingOf = (
  film: PlanFilm,
  document: PlanDocument,
  all: readonly ShowingView[],
  terms: readonly Term[],
): Booking => {
  const views = all.filter((view) => view.film === film);
  const perDay = document.days.map((day) => views.filter(({ showing }) => showing.date === day).length);
  const matinee = views.filter(({ times }) =>
    ["morning", "afternoon"].includes(dayPartOf(times.start)),
  ).length;
  const run = weekOfRun(film, document.week);
  return {
    film,
    weekOfRun: run,
    kind: kindOf(film, document.week, run, views.length),
    screens: document.house.screens.flatMap(({ name, screen }) => {
      const showings = views.filter((view) => view.screen.screen === screen).length;
      return showings > 0 ? [{ name, showings }] : [];
    }),
    perDay,
    matinee,
    evening: views.length - matinee,
    seats: views.reduce((sum, { screen }) => sum + screen.capacity, 0),
    pencilled: views.filter(({ showing }) => showing.pencilled && !showing.locked).length,
    expected: views.reduce((sum, { showing }) => sum + (showing.forecast?.mean ?? 0), 0),
    terms,
    missed: document.days.flatMap((day, index) => {
      const shows = perDay[index] ?? 0;
      return shows < film.minShowsPerDay ? [{ day, shows }] : [];
    }),
  };
};

/** By distributor, those unknown last; then by expected admissions. */
export const bookingsOf = (document: PlanDocument, views: readonly ShowingView[]): Booking[] => {
  const terms = termsOf(document);
  return document.films
    .map((film) => bookingOf(film, document, views, terms.get(film.film) ?? []))
    .sort(
      (a, b) =>
        Number(a.film.distributor === null) - Number(b.film.distributor === null) ||
        (a.film.distributor ?? "").localeCompare(b.film.distributor ?? "") ||
        b.expected - a.expected ||
        a.film.film - b.film.film,
    );
};

/** A distributor's own sheet each. */
export const byDistributor = (
  bookings: readonly Booking[],
): { readonly distributor: string | null; readonly bookings: readonly Booking[] }[] => {
  const groups = new Map<string | null, Booking[]>();
  for (const booking of bookings) {
    const { distributor } = booking.film;
    groups.set(distributor, [...(groups.get(distributor) ?? []), booking]);
  }
  return [...groups].map(([distributor, ofIt]) => ({ distributor, bookings: ofIt }));
};
