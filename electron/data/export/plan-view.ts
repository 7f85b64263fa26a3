/** A plan's showings with everything a reader wants beside them: film, screen, clock times, where they lie on a timeline. */
import { Temporal } from "temporal-polyfill";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import {
  type PlanDocument,
  type PlanFilm,
  type PlanShowing,
  type PlanVersion,
  planTimes,
} from "../../../shared/domain/plan-document.ts";
import { versionsIn } from "../../../shared/domain/rules/showing-versions.ts";
import type { IsoDate, Minutes, Screen, ShowingTimes } from "../../../shared/domain/slate.ts";
import { type ShowingInstants, showingInstants } from "../../../shared/domain/venue-time.ts";

export interface ShowingView {
  readonly showing: PlanShowing;
  readonly film: PlanFilm;
  readonly screen: Screen;
  /** Those of its versions, where any are known, else what both film and screen offer. */
  readonly formats: readonly string[];
  /** Any of them may play; none where the library knows of none. */
  readonly versions: readonly PlanVersion[];
  /** By the schedule, in minutes of the business day. */
  readonly times: ShowingTimes;
  readonly instants: ShowingInstants;
  /** By the clock on the wall, in minutes after the business day's midnight; differs from `times` on a clock change. */
  readonly clock: ShowingTimes;
}

export const showingViews = (document: PlanDocument): ShowingView[] => {
  const { house, films, showings } = document;
  const timesOf = planTimes(document);
  const versionsOf = versionsIn({ house, candidates: films, rules: document.rules });
  const filmOf = new Map(films.map((film) => [film.film, film]));
  const screenOf = new Map(house.screens.map((screen) => [screen.screen, screen]));
  return showings.map((showing) => {
    const film = filmOf.get(showing.film);
    const screen = screenOf.get(showing.screen);
    if (!film || !screen) throw new Error(`showing ${showing.id} names no film or screen of its plan`);
    const times = timesOf(showing);
    const versions = versionsOf(showing).map((version) => ({ cpl: null, contentTitle: null, ...version }));
    const instants = showingInstants(showing.date, times, house.timeZone);
    return {
      showing,
      film,
      screen,
      formats:
        versions.length > 0
          ? [...new Set(versions.map(({ format }) => format))]
          : screen.formats.filter((format) => film.formats.includes(format)),
      versions,
      times,
      instants,
      clock: wallTimes(showing.date, instants),
    };
  });
};

const wallTimes = (date: IsoDate, instants: ShowingInstants): ShowingTimes => {
  const minutes = (mark: keyof ShowingTimes): Minutes => {
    const at = instants[mark].toPlainDateTime();
    const days = at.toPlainDate().since(date, { largestUnit: "days" }).days;
    return days * 1440 + at.hour * 60 + at.minute;
  };
  return {
    start: minutes("start"),
    feature: minutes("feature"),
    end: minutes("end"),
    clear: minutes("clear"),
  };
};

/** One screen's day as lanes in which no two showings overlap: one lane, unless the plan holds a clash. */
export const lanesOf = (views: readonly ShowingView[]): ShowingView[][] => {
  const lanes: ShowingView[][] = [];
  for (const view of [...views].sort((a, b) => a.times.start - b.times.start)) {
    const free = lanes.find((lane) => (lane.at(-1)?.times.clear ?? 0) <= view.times.start);
    if (free) free.push(view);
    else lanes.push([view]);
  }
  return lanes;
};

/** Full hours around the house's opening and every showing. */
export const timeAxis = (
  document: PlanDocument,
  views: readonly ShowingView[],
): { from: Minutes; to: Minutes } => ({
  from: Math.floor(Math.min(document.house.opens, ...views.map(({ times }) => times.start)) / 60) * 60,
  to: Math.ceil(Math.max(document.house.closes, ...views.map(({ times }) => times.clear)) / 60) * 60,
});

export const titleOf = (film: Pick<PlanFilm, "title" | "titleZh">, language: ExportLanguage): string =>
  (language === "zh-CN" && film.titleZh) || film.title;

/** The title in the reader's other language, where there is one. */
export const otherTitleOf = (film: PlanFilm, language: ExportLanguage): string | null =>
  film.titleZh && (language === "zh-CN" ? film.title : film.titleZh);

/** 1 in the week of the release, 0 or less before it; null where the release date is unknown. */
export const weekOfRun = (film: PlanFilm, week: IsoDate): number | null => {
  if (film.releaseDate === null) return null;
  const lastDay = Temporal.PlainDate.from(week).add({ days: 6 });
  return Math.floor(lastDay.since(film.releaseDate, { largestUnit: "days" }).days / 7) + 1;
};
