/**
 * The wall plan: the week on one A3 page, then a page a day, as sealed HTML (no scripts, nothing fetched) for printing.
 * Widths and places on the timeline are shares of it in percent, so the page scales as one.
 */
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import { type PlanDocument, planTotals } from "../../../shared/domain/plan-document.ts";
import type { IsoDate, Minutes, Screen } from "../../../shared/domain/slate.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import { dateLabel, longLabel, rangeLabel, timeLabel, weekdayLabel } from "./date-labels.ts";
import { wallPlanStyle } from "./html-style.ts";
import { html, type Markup } from "./markup.ts";
import { type FilmTint, filmTints } from "./palette.ts";
import { lanesOf, otherTitleOf, type ShowingView, showingViews, timeAxis, titleOf } from "./plan-view.ts";
import { type ExportTexts, exportTexts } from "./texts.ts";

interface Sheet {
  readonly document: PlanDocument;
  readonly language: ExportLanguage;
  readonly texts: ExportTexts;
  readonly views: readonly ShowingView[];
  readonly tints: ReadonlyMap<number, FilmTint>;
  readonly axis: { readonly from: Minutes; readonly to: Minutes };
}

type Drawing = (sheet: Sheet, view: ShowingView) => Markup;

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;
const placeOf = ({ axis }: Sheet, minute: Minutes): string =>
  percent((minute - axis.from) / (axis.to - axis.from));
const whole = (value: number, language: ExportLanguage): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
const share = (value: number, language: ExportLanguage, digits = 0): string =>
  new Intl.NumberFormat(language, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

const padlock = html`<svg class="lock" viewBox="0 0 10 10"><path d="M2.8 4.4V3a2.2 2.2 0 0 1 4.4 0v1.4" fill="none" stroke="#1f2430" stroke-width="1.2"/><rect x="1.6" y="4.4" width="6.8" height="5" rx="0.8" fill="#1f2430"/></svg>`;

/** Trailers and feature as one tinted block, the trailers a shade deeper; cleaning behind them in grey. */
const blockOf = (sheet: Sheet, view: ShowingView, inside: Markup): Markup => {
  const { start, feature, end, clear } = view.times;
  const { fill = "#f0f0f0", deep = "#d8d8d8", edge = "#666" } = sheet.tints.get(view.film.film) ?? {};
  const width = percent((clear - start) / (sheet.axis.to - sheet.axis.from));
  const place = `left:${placeOf(sheet, start)};width:${width}`;
  const tint = `--fill:${fill};--deep:${deep};--edge:${edge};--trailers:${percent((feature - start) / (end - start))}`;
  return html`<div class="block" style="${place};${tint}"><div class="text">${inside}</div><div class="cleaning" style="width:${percent((clear - end) / (clear - start))}"></div></div>`;
};

const dayBlock: Drawing = (sheet, view) => {
  const { texts, language } = sheet;
  const { showing, film, formats, screen, clock } = view;
  const { forecast } = showing;
  const facts = [film.certificate, formats.join("/"), otherTitleOf(film, language)]
    .filter(Boolean)
    .join(" · ");
  const range = (value: number): string => whole(value, language);
  return blockOf(
    sheet,
    view,
    html`<span class="time">${showing.locked && padlock}${wallClock(clock.start)}–${wallClock(clock.end)}</span>
<strong>${titleOf(film, language)}</strong>
${forecast && html`<em class="figure">${range(forecast.mean)} (${range(forecast.low)}–${range(forecast.high)}) / ${range(screen.capacity)}</em>`}
<em class="marks">${texts.feature}&nbsp;${wallClock(clock.feature)} · ${texts.clear}&nbsp;${wallClock(clock.clear)}</em>
<em>${facts}</em>
${forecast && screen.capacity > 0 && html`<div class="meter"><b style="width:${percent(Math.min(1, forecast.mean / screen.capacity))}"></b></div>`}`,
  );
};

const weekBlock: Drawing = (sheet, view) =>
  blockOf(
    sheet,
    view,
    html`<span class="time">${wallClock(view.clock.start)}</span><strong>${titleOf(view.film, sheet.language)}</strong>${view.showing.locked && padlock}`,
  );

const hoursOf = ({ axis }: Sheet): Minutes[] =>
  Array.from({ length: (axis.to - axis.from) / 60 + 1 }, (_, hour) => axis.from + hour * 60);

const hourLabels = (sheet: Sheet): Markup =>
  html`<div class="hours">${hoursOf(sheet).map((hour) => html`<span style="left:${placeOf(sheet, hour)}">${wallClock(hour)}</span>`)}</div>`;

const rowOf = (sheet: Sheet, day: IsoDate, screen: Screen, label: Markup, draw: Drawing): Markup => {
  const ofScreen = sheet.views.filter(
    (view) => view.showing.date === day && view.screen.screen === screen.screen,
  );
  return html`<div class="row"><div class="label">${label}</div><div class="lanes">${hoursOf(sheet).map((hour) => html`<u style="left:${placeOf(sheet, hour)}"></u>`)}${lanesOf(ofScreen).map((lane) => html`<div class="lane">${lane.map((view) => draw(sheet, view))}</div>`)}</div></div>`;
};

const figure = (name: string, value: string): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const figuresOf = (sheet: Sheet, day: IsoDate | null): Markup => {
  const { document, texts, language } = sheet;
  const showings = document.showings.filter(({ date }) => day === null || date === day);
  const totals = planTotals(document.house.screens, showings);
  const proof = document.proof.filter(({ date }) => day === null || date === day);
  const value = proof.reduce((sum, each) => sum + each.value, 0);
  const bound = proof.reduce((sum, each) => sum + each.bound, 0);
  return html`<dl class="figures">${[
    figure(texts.showings, whole(totals.showings, language)),
    figure(texts.seats, whole(totals.seats, language)),
    figure(texts.expected, whole(totals.expectedAdmissions, language)),
    totals.seats > 0 && figure(texts.occupancy, share(totals.expectedAdmissions / totals.seats, language)),
    bound > 0 && figure(texts.gap, share((bound - value) / bound, language, 2)),
  ]}</dl>`;
};

const pageOf = (
  sheet: Sheet,
  kind: string,
  heading: string,
  day: IsoDate | null,
  board: Markup,
  page: number,
): Markup => {
  const { document, texts, language } = sheet;
  const version = `${texts.version} ${document.version} · ${texts.created} ${timeLabel(document.createdAt, document.house.timeZone, language)}`;
  const notes = [
    version,
    document.note,
    document.model && `${texts.model} ${document.model.name}`,
    texts.legend,
  ];
  return html`<section class="page ${kind}" style="--label:${kind === "week" ? "18mm" : "30mm"}">
<header><h1>${heading}<small>${document.house.name}</small></h1>${figuresOf(sheet, day)}</header>
${board}
<footer><div>${notes.filter((note) => note !== null).map((note) => html`<span>${note}</span>`)}</div><span>${texts.page} ${page} / ${document.days.length + 1}</span></footer>
</section>
`;
};

const dayBoard = (sheet: Sheet, day: IsoDate): Markup => {
  const { house, showings } = sheet.document;
  if (!showings.some(({ date }) => date === day)) return html`<p class="empty">${sheet.texts.noShowings}</p>`;
  const label = (screen: Screen): Markup =>
    html`<b>${screen.name}</b><i>${screen.capacity} ${sheet.texts.seats}</i><i>${screen.formats.join(" · ")}</i>`;
  return html`<div class="board">${hourLabels(sheet)}<div class="rows">${house.screens.map((screen) => rowOf(sheet, day, screen, label(screen), dayBlock))}</div></div>`;
};

const weekBoard = (sheet: Sheet): Markup => {
  const { days, house } = sheet.document;
  const band = (day: IsoDate): Markup =>
    html`<div class="band"><h2>${weekdayLabel(day, sheet.language)}<small>${dateLabel(day, sheet.language)}</small></h2><div class="rows">${house.screens.map((screen) => rowOf(sheet, day, screen, html`<b>${screen.name}</b>`, weekBlock))}</div></div>`;
  return html`<div class="board">${hourLabels(sheet)}${days.map(band)}</div>`;
};

export const planHtml = (document: PlanDocument, language: ExportLanguage): string => {
  const texts = exportTexts(language);
  const views = showingViews(document);
  const axis = timeAxis(document, views);
  const sheet: Sheet = { document, language, texts, views, tints: filmTints(document), axis };
  const first = document.days[0] ?? document.week;
  const last = document.days.at(-1) ?? document.week;
  const pages = [
    pageOf(sheet, "week", rangeLabel(first, last, language), null, weekBoard(sheet), 1),
    ...document.days.map((day, index) =>
      pageOf(sheet, "day", longLabel(day, language), day, dayBoard(sheet, day), index + 2),
    ),
  ];
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${document.house.name} · ${document.week}</title><style>${{ markup: wallPlanStyle }}</style></head>
<body>
${pages}</body>
</html>
`.markup;
};
