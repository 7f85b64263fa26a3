/** The sessions of a plan as RFC 4180 CSV with a byte-order mark: one stable set of columns in any language. */
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { localIso, utcIso } from "../../../shared/domain/venue-time.ts";
import { neutralText } from "./neutral-text.ts";
import type { ShowingView } from "./plan-view.ts";

type Field = string | number | boolean | null;

const columns: Readonly<Record<string, (view: ShowingView, document: PlanDocument) => Field>> = {
  showing_id: ({ showing }) => showing.id,
  site: (_, { house }) => house.name,
  screen: ({ screen }) => screen.name,
  business_date: ({ showing }) => showing.date,
  film_id: ({ film }) => film.film,
  title: ({ film }) => film.title,
  title_zh: ({ film }) => film.titleZh,
  certificate: ({ film }) => film.certificate,
  format: ({ formats }) => formats.join("/"),
  start_local: ({ instants }) => localIso(instants.start),
  start_utc: ({ instants }) => utcIso(instants.start),
  feature_local: ({ instants }) => localIso(instants.feature),
  end_local: ({ instants }) => localIso(instants.end),
  end_utc: ({ instants }) => utcIso(instants.end),
  seats: ({ screen }) => screen.capacity,
  forecast_mean: ({ showing }) => toTenth(showing.forecast?.mean),
  forecast_low: ({ showing }) => toTenth(showing.forecast?.low),
  forecast_high: ({ showing }) => toTenth(showing.forecast?.high),
  locked: ({ showing }) => showing.locked,
  // Every value that fits the screen, where the plan leaves open which version plays.
  audio: (view) => distinct(view.versions.map(({ audio }) => audio)),
  subtitles: (view) => distinct(view.versions.map(({ subtitles }) => subtitles)),
  pencilled: ({ showing }) => showing.pencilled === true,
};

const distinct = (values: readonly (string | null)[]): string | null =>
  [...new Set(values.filter(Boolean))].join("/") || null;

const toTenth = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * 10) / 10;

const quoted = (field: Field): string => {
  if (field === null) return "";
  const text = typeof field === "string" ? neutralText(field) : String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvOf = (rows: readonly (readonly Field[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("")}`;

export const planCsv = (document: PlanDocument, views: readonly ShowingView[]): string =>
  csvOf([
    Object.keys(columns),
    ...views.map((view) => Object.values(columns).map((column) => column(view, document))),
  ]);
