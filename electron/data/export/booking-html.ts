/** Booking and holdover sheets on paper: A4 landscape, each distributor's on pages of its own. */
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { isMet, kindWords, screenWords, termWords } from "./booking-words.ts";
import { type Booking, bookingsOf, byDistributor } from "./bookings.ts";
import { rangeLabel, timeLabel, weekdayLabel } from "./date-labels.ts";
import { fontStack } from "./html-style.ts";
import { html, type Markup } from "./markup.ts";
import { otherTitleOf, type ShowingView, titleOf } from "./plan-view.ts";
import { exportTexts, pageLabel } from "./texts.ts";

const style = `
@page { size: A4 landscape; margin: 0; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { font-family: ${fontStack}; font-size: 8.5pt; line-height: 1.3; color: #1f2430; font-variant-numeric: tabular-nums; }
.page { width: 297mm; height: 209.5mm; padding: 11mm 12mm 9mm; display: flex; flex-direction: column; break-after: page; }
.page:last-child { break-after: auto; }
header { padding-bottom: 3mm; border-bottom: 0.5mm solid #1f2430; }
h1 { font-size: 18pt; line-height: 1.15; }
header p { font-size: 10pt; color: #5a6275; }
main { flex: 1; min-height: 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; vertical-align: bottom; font-size: 7pt; font-weight: 600; color: #5a6275; }
th, td { padding: 1.3mm 1.2mm; border-bottom: 0.2mm solid #d3d7df; vertical-align: top; }
td { overflow-wrap: anywhere; }
td b { font-size: 9.5pt; }
td small { display: block; font-size: 7.5pt; color: #5a6275; }
.n { text-align: right; }
.missed { font-weight: 600; }
footer { display: flex; justify-content: space-between; gap: 8mm; font-size: 7.5pt; color: #5a6275; }
`;

/** A row is as high as its longest cell: title, screens and terms wrap. Rows go onto a page while their estimated lines fit. */
const linesPerPage = 34;
const wrapped = (words: string, perLine: number): number => {
  const width = [...words].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  return Math.max(1, Math.ceil(width / perLine));
};

export const bookingHtml = (
  document: PlanDocument,
  views: readonly ShowingView[],
  language: ExportLanguage,
): string => {
  const texts = exportTexts(language);
  const { createdAt, days, house, note, version, week } = document;
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const linesOf = (booking: Booking): number =>
    0.8 +
    Math.max(
      wrapped(titleOf(booking.film, language), 22) * 1.15 +
        wrapped(otherTitleOf(booking.film, language) ?? "", 30) *
          (otherTitleOf(booking.film, language) ? 0.9 : 0),
      booking.screens.length,
      wrapped(termWords(booking, texts, language), 15),
    );
  const pages = byDistributor(bookingsOf(document, views)).flatMap(({ distributor, bookings }) => {
    const chunks: Booking[][] = [[]];
    let lines = 0;
    for (const booking of bookings) {
      const more = linesOf(booking);
      if (lines + more > linesPerPage && lines > 0) {
        chunks.push([]);
        lines = 0;
      }
      lines += more;
      chunks.at(-1)?.push(booking);
    }
    return chunks.map((rows, index) => ({ distributor, rows, last: index === chunks.length - 1, bookings }));
  });
  const widths = [17, 14, 4.5, 7.5, ...days.map(() => 3.2), 6, 6, 6.6, 6.8, 8.5, 8];
  const cells = (booking: Booking): Markup => {
    const { film, perDay, matinee, evening, expected } = booking;
    return html`<tr><td><b>${titleOf(film, language)}</b><small>${otherTitleOf(film, language)}</small></td><td>${screenWords(booking)}</td><td class="n">${booking.weekOfRun}</td><td>${kindWords(booking, texts)}</td>${perDay.map((shows) => html`<td class="n">${shows}</td>`)}<td class="n">${matinee}</td><td class="n">${evening}</td><td class="n">${matinee + evening}</td><td class="n">${film.minShowsPerDay}</td><td class="${isMet(booking) ? "" : "missed"}">${termWords(booking, texts, language)}</td><td class="n">${whole.format(expected)}</td></tr>`;
  };
  const sum = (bookings: readonly Booking[], of: (booking: Booking) => number): string =>
    whole.format(bookings.reduce((all, booking) => all + of(booking), 0));
  const total = (bookings: readonly Booking[]): Markup =>
    html`<tr><td><b>${texts.total}</b></td><td></td><td></td><td></td>${days.map((_, day) => html`<td class="n"><b>${sum(bookings, ({ perDay }) => perDay[day] ?? 0)}</b></td>`)}<td class="n"><b>${sum(bookings, ({ matinee }) => matinee)}</b></td><td class="n"><b>${sum(bookings, ({ evening }) => evening)}</b></td><td class="n"><b>${sum(bookings, ({ matinee, evening }) => matinee + evening)}</b></td><td></td><td></td><td class="n"><b>${sum(bookings, ({ expected }) => expected)}</b></td></tr>`;
  const headers: readonly (readonly [string, boolean])[] = [
    [texts.title, false],
    [texts.screen, false],
    [texts.runWeek, true],
    [texts.booking, false],
    ...days.map((day) => [weekdayLabel(day, language), true] as const),
    [texts.matinee, true],
    [texts.evening, true],
    [texts.showings, true],
    [texts.minimum, true],
    [texts.terms, false],
    [texts.expected, true],
  ];
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${house.name} · ${week}</title><style>${{ markup: style }}</style></head>
<body>
${pages.map(
  ({ distributor, rows, last, bookings }, index) => html`<section class="page">
<header><h1>${distributor ?? texts.noDistributor}</h1><p>${house.name} · ${rangeLabel(days[0] ?? week, days.at(-1) ?? week, language)}</p></header>
<main><table><colgroup>${widths.map((width) => html`<col style="width:${width}%">`)}</colgroup><thead><tr>${headers.map(([header, right]) => html`<th class="${right ? "n" : ""}" scope="col">${header}</th>`)}</tr></thead>
<tbody>${rows.map(cells)}${last && total(bookings)}</tbody></table></main>
<footer><span>${[`${texts.version} ${version}`, `${texts.created} ${timeLabel(createdAt, house.timeZone, language)}`, note, texts.bookingLegend].filter(Boolean).join(" · ")}</span><span>${pageLabel(texts, index + 1, pages.length)}</span></footer>
</section>
`,
)}</body>
</html>
`.markup;
};
