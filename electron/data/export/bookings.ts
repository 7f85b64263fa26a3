/** Showings summed per distributor and film: what a booking or holdover conversation is about. */
import type { PlanDocument, PlanFilm } from "../../../shared/domain/plan-document.ts";
import { dayPartOf } from "../../../shared/domain/slate.ts";
import { type ShowingView, weekOfRun } from "./plan-view.ts";

export interface Booking {
  readonly film: PlanFilm;
  readonly weekOfRun: number | null;
  readonly screens: number;
  readonly perDay: readonly number[]; // showings, in the order of the plan's days
  readonly matinee: number; // programmes before 17:00
  readonly evening: number;
  readonly seats: number;
  readonly expected: number;
  /** Every day has the minimum of shows that the film was booked with. */
  readonly met: boolean;
}

const bookingOf = (film: PlanFilm, document: PlanDocument, all: readonly ShowingView[]): Booking => {
  const views = all.filter((view) => view.film === film);
  const perDay = document.days.map((day) => views.filter(({ showing }) => showing.date === day).length);
  const matinee = views.filter(({ times }) =>
    ["morning", "afternoon"].includes(dayPartOf(times.start)),
  ).length;
  return {
    film,
    weekOfRun: weekOfRun(film, document.week),
    screens: new Set(views.map(({ screen }) => screen.screen)).size,
    perDay,
    matinee,
    evening: views.length - matinee,
    seats: views.reduce((sum, { screen }) => sum + screen.capacity, 0),
    expected: views.reduce((sum, { showing }) => sum + (showing.forecast?.mean ?? 0), 0),
    met: perDay.every((shows) => shows >= film.minShowsPerDay),
  };
};

/** By distributor, those unknown last; then by expected admissions. */
export const bookingsOf = (document: PlanDocument, views: readonly ShowingView[]): Booking[] =>
  document.films
    .map((film) => bookingOf(film, document, views))
    .sort(
      (a, b) =>
        Number(a.film.distributor === null) - Number(b.film.distributor === null) ||
        (a.film.distributor ?? "").localeCompare(b.film.distributor ?? "") ||
        b.expected - a.expected ||
        a.film.film - b.film.film,
    );
