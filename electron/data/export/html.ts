/**
 * The wall plan: the week on one A3 page, then a page a day, as sealed HTML (no scripts, nothing fetched) for printing.
 * Widths and places on the timeline are shares of it in percent, so the page scales as one.
 */
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import { type PlanDocument, type PlanTotals, planTotals } from "../../../shared/domain/plan-document.ts";
import {
  type IsoDate,
  isHeld,
  type Minutes,
  type ScheduledShowing,
  type Screen,
} from "../../../shared/domain/slate.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import { dateLabel, longLabel, rangeLabel, timeLabel, weekdayLabel } from "./date-labels.ts";
import { wallPlanStyle } from "./html-style.ts";
import { html, type Markup } from "./markup.ts";
import { type FilmTint, filmTints } from "./palette.ts";
import { lanesOf, otherTitleOf, type ShowingView, timeAxis, titleOf } from "./plan-view.ts";
import { type ExportTexts, exportTexts, pageLabel } from "./texts.ts";
import { spokenWords } from "./version-words.ts";

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

const pencil = html`<svg class="lock" viewBox="0 0 10 10"><path d="M1.2 8.8l.7-2.6 5-5 1.9 1.9-5 5z" fill="none" stroke="#1f2430" stroke-width="1.1" stroke-linejoin="round"/></svg>`;
const holdMark = ({ locked, pencilled }: ScheduledShowing): Markup | false =>
  locked ? padlock : pencilled === true && pencil;

/** Trailers and feature as one tinted block, the trailers a shade deeper; cleaning behind them in grey. */
const blockOf = (sheet: Sheet, view: ShowingView, inside: Markup): Markup => {
  const { start, feature, end, clear } = view.times;
  const { fill = "#f0f0f0", deep = "#d8d8d8", edge = "#666" } = sheet.tints.get(view.film.film) ?? {};
  const width = percent((clear - start) / (sheet.axis.to - sheet.axis.from));
  const place = `left:${placeOf(sheet, start)};width:${width}`;
  const tint = `--fill:${fill};--deep:${deep};--edge:${edge};--trailers:${percent((feature - start) / (end - start))}`;
  return html`<div class="block" style="${place};${tint}"><div class="text">${inside}</div><div class="cleaning" style="width:${percent((clear - end) / (clear - start))}"></div></div>`;
};

/** Widths in ems of print: a title is set smaller rather than cut. */
const emsOf = (title: string): number =>
  [...title].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 1 : 0.56), 0);
interface TitleRoom {
  readonly most: number; // points
  readonly least: number;
  readonly timeline: number; // millimetres
  readonly beside: number; // what stands in the block beside the title
}
const dayTitle: TitleRoom = { most: 12, least: 8, timeline: 363, beside: 4 };
const weekTitle: TitleRoom = { most: 7.5, least: 4.6, timeline: 358, beside: 14 };
const millimetresPerPoint = 25.4 / 72;

const titlePoints = (
  { axis }: Sheet,
  { times, showing }: ShowingView,
  title: string,
  of: TitleRoom,
): string => {
  const share = (times.end - times.start) / (axis.to - axis.from);
  const room = share * of.timeline - of.beside - (isHeld(showing) ? 3.2 : 0);
  const fitting = room / millimetresPerPoint / emsOf(title);
  return Math.max(of.least, Math.min(of.most, fitting)).toFixed(2);
};

const dayBlock: Drawing = (sheet, view) => {
  const { texts, language } = sheet;
  const { showing, film, formats, screen, clock } = view;
  const { forecast } = showing;
  const facts = [film.certificate, formats.join("/"), spokenWords(view.versions, texts)];
  const title = titleOf(film, language);
  const range = (value: number): string => whole(value, language);
  return blockOf(
    sheet,
    view,
    html`<span class="time">${holdMark(showing)}${wallClock(clock.start)}–${wallClock(clock.end)}</span>
<strong style="font-size:${titlePoints(sheet, view, title, dayTitle)}pt">${title}</strong>
${forecast && html`<em class="figure">${range(forecast.mean)} (${range(forecast.low)}–${range(forecast.high)}) / ${range(screen.capacity)}</em>`}
<em class="marks">${texts.feature}&nbsp;${wallClock(clock.feature)} · ${texts.clear}&nbsp;${wallClock(clock.clear)}</em>
<em class="marks">${facts.filter(Boolean).join(" · ")}</em>
<em class="marks">${otherTitleOf(film, language)}</em>
${forecast && screen.capacity > 0 && html`<div class="meter"><b style="width:${percent(Math.min(1, forecast.mean / screen.capacity))}"></b></div>`}`,
  );
};

const weekBlock: Drawing = (sheet, view) => {
  const title = titleOf(view.film, sheet.language);
  const points = titlePoints(sheet, view, title, weekTitle);
  return blockOf(
    sheet,
    view,
    html`<span class="time">${wallClock(view.clock.start)}</span><strong style="font-size:${points}pt">${title}</strong>${holdMark(view.showing)}`,
  );
};

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

/** Of the week as a whole; nothing is known of how its days miss together. */
const rangeWords = ({ low, high }: PlanTotals, language: ExportLanguage): string =>
  low === undefined || high === undefined ? "" : ` (${whole(low, language)}–${whole(high, language)})`;

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
    figure(
      texts.expected,
      `${whole(totals.expectedAdmissions, language)}${day === null ? rangeWords(document.totals, language) : ""}`,
    ),
    totals.seats > 0 && figure(texts.occupancy, share(totals.expectedAdmissions / totals.seats, language)),
    bound > 0 && figure(texts.gap, share((bound - value) / bound, language, 2)),
  ]}</dl>`;
};

interface Page {
  readonly kind: "week" | "day";
  readonly day: IsoDate | null; // of the whole week if null
  readonly screens: readonly Screen[];
}

const heading = ({ document, language }: Sheet, { day, screens }: Page): string => {
  const { days, house, week } = document;
  const title = day ? longLabel(day, language) : rangeLabel(days[0] ?? week, days.at(-1) ?? week, language);
  const some = screens.length < house.screens.length;
  return some ? `${title} · ${screens[0]?.name} – ${screens.at(-1)?.name}` : title;
};

const boardOf = (sheet: Sheet, { kind, day, screens }: Page): Markup => {
  const { document, language, texts } = sheet;
  if (day && !document.showings.some(({ date }) => date === day))
    return html`<p class="empty">${texts.noShowings}</p>`;
  const rows = (of: IsoDate): Markup =>
    html`<div class="rows">${screens.map((screen) => {
      const more = html`<i>${screen.capacity} ${texts.seats}</i><i>${screen.formats.join(" · ")}</i>`;
      const label = html`<b>${screen.name}</b>${kind === "day" && more}`;
      return rowOf(sheet, of, screen, label, kind === "day" ? dayBlock : weekBlock);
    })}</div>`;
  const band = (of: IsoDate): Markup =>
    html`<div class="band"><h2>${weekdayLabel(of, language)}<small>${dateLabel(of, language)}</small></h2>${rows(of)}</div>`;
  return html`<div class="board">${hourLabels(sheet)}${day ? rows(day) : document.days.map(band)}</div>`;
};

const pageOf = (sheet: Sheet, page: Page, number: number, pages: number): Markup => {
  const { document, texts, language } = sheet;
  const { createdAt, house, model, note, version } = document;
  const notes = [
    `${texts.version} ${version} · ${texts.created} ${timeLabel(createdAt, house.timeZone, language)}`,
    note,
    model && `${texts.model} ${model.name}`,
    texts.legend,
  ].filter(Boolean);
  return html`<section class="page ${page.kind}" style="--label:${page.kind === "week" ? "18mm" : "30mm"}">
<header><h1>${heading(sheet, page)}<small>${house.name}</small></h1>${figuresOf(sheet, page.day)}</header>
${boardOf(sheet, page)}
<footer><div>${notes.map((each) => html`<span>${each}</span>`)}</div><span>${pageLabel(texts, number, pages)}</span></footer>
</section>
`;
};

/** A board of more screens would be too low to read across an office. */
const screensPerPage = 8;

/** As few groups as fit, as even as can be: 16 screens are 8 and 8. */
const screenGroups = (screens: readonly Screen[]): Screen[][] => {
  const groups = Math.max(1, Math.ceil(screens.length / screensPerPage));
  const size = Math.ceil(screens.length / groups);
  return Array.from({ length: groups }, (_, group) => screens.slice(group * size, (group + 1) * size));
};

export const planHtml = (
  document: PlanDocument,
  views: readonly ShowingView[],
  language: ExportLanguage,
): string => {
  const sheet: Sheet = {
    document,
    language,
    texts: exportTexts(language),
    views,
    tints: filmTints(document),
    axis: timeAxis(document, views),
  };
  const groups = screenGroups(document.house.screens);
  const pages: Page[] = [
    ...groups.map((screens): Page => ({ kind: "week", day: null, screens })),
    ...document.days.flatMap((day) => groups.map((screens): Page => ({ kind: "day", day, screens }))),
  ];
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${document.house.name} · ${document.week}</title><style>${{ markup: wallPlanStyle }}</style></head>
<body>
${pages.map((page, index) => pageOf(sheet, page, index + 1, pages.length))}</body>
</html>
`.markup;
};
