/** The week as a workbook: the grid of screens and time, every showing, bookings per distributor, a summary. */
import writeXlsxFile, { type Sheet } from "write-excel-file/node";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { isMet, kindWords } from "./booking-words.ts";
import { type Booking, bookingsOf } from "./bookings.ts";
import { weekdayLabel } from "./date-labels.ts";
import { type ShowingView, titleOf } from "./plan-view.ts";
import { type ExportTexts, exportTexts, holdWords } from "./texts.ts";
import { spokenWords } from "./version-words.ts";
import { type Column, clock, count, date, type FileContent, number, table, text } from "./xlsx-cells.ts";
import { printSetup } from "./xlsx-print.ts";
import { summarySheet } from "./xlsx-summary.ts";
import { weekSheet } from "./xlsx-week.ts";

const showingsSheet = (
  views: readonly ShowingView[],
  texts: ExportTexts,
  language: ExportLanguage,
): Sheet<FileContent> => {
  const columns: readonly Column<ShowingView>[] = [
    { header: texts.date, width: 12, cell: ({ showing }) => date(showing.date) },
    {
      header: texts.weekday,
      width: 7,
      cell: ({ showing }) => text(weekdayLabel(showing.date, language)),
    },
    { header: texts.screen, width: 14, cell: ({ screen }) => text(screen.name) },
    { header: texts.title, width: 38, cell: ({ film }) => text(titleOf(film, language)) },
    { header: texts.format, width: 12, cell: ({ formats }) => text(formats.join("/")) },
    { header: texts.spoken, width: 14, cell: (view) => text(spokenWords(view.versions, texts)) },
    { header: texts.certificate, width: 8, cell: ({ film }) => text(film.certificate) },
    { header: texts.doors, width: 11, align: "center", cell: (view) => clock(view.clock.start) },
    { header: texts.feature, width: 9, align: "center", cell: (view) => clock(view.clock.feature) },
    { header: texts.end, width: 9, align: "center", cell: (view) => clock(view.clock.end) },
    { header: texts.clear, width: 9, align: "center", cell: (view) => clock(view.clock.clear) },
    { header: texts.seats, width: 8, align: "right", cell: ({ screen }) => count(screen.capacity) },
    {
      header: texts.forecast,
      width: 10,
      align: "right",
      cell: ({ showing }) => count(showing.forecast?.mean ?? null),
    },
    {
      header: texts.low,
      width: 10,
      align: "right",
      cell: ({ showing }) => count(showing.forecast?.low ?? null),
    },
    {
      header: texts.high,
      width: 10,
      align: "right",
      cell: ({ showing }) => count(showing.forecast?.high ?? null),
    },
    { header: texts.hold, width: 11, cell: ({ showing }) => text(holdWords(showing, texts)) },
  ];
  return {
    sheet: texts.sheetShowings,
    orientation: "landscape",
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width })),
    data: table(columns, views),
  };
};

const bookingsSheet = (
  document: PlanDocument,
  views: readonly ShowingView[],
  texts: ExportTexts,
  language: ExportLanguage,
): Sheet<FileContent> => {
  const total = ({ matinee, evening }: Booking): number => matinee + evening;
  const columns: readonly Column<Booking>[] = [
    {
      header: texts.distributor,
      width: 24,
      cell: ({ film }) => text(film.distributor ?? texts.noDistributor),
    },
    { header: texts.title, width: 38, cell: ({ film }) => text(titleOf(film, language)) },
    { header: texts.runtime, width: 9, align: "right", cell: ({ film }) => count(film.runtime) },
    { header: texts.released, width: 12, cell: ({ film }) => date(film.releaseDate) },
    { header: texts.runWeek, width: 9, align: "right", cell: (booking) => number(booking.weekOfRun, "0") },
    {
      header: texts.booking,
      width: 11,
      cell: (booking) => text(kindWords(booking, texts)),
    },
    { header: texts.screens, width: 9, align: "right", cell: ({ screens }) => count(screens.length) },
    ...document.days.map(
      (day, index): Column<Booking> => ({
        header: weekdayLabel(day, language),
        width: 6,
        align: "right",
        cell: ({ perDay }: Booking) => count(perDay[index] ?? 0),
      }),
    ),
    { header: texts.matinee, width: 9, align: "right", cell: (booking) => count(booking.matinee) },
    { header: texts.evening, width: 9, align: "right", cell: (booking) => count(booking.evening) },
    { header: texts.showings, width: 10, align: "right", cell: (booking) => count(total(booking)) },
    { header: texts.minimum, width: 11, align: "right", cell: ({ film }) => count(film.minShowsPerDay) },
    {
      header: texts.terms,
      width: 9,
      cell: (booking) => text(isMet(booking) ? texts.met : texts.missed),
    },
    { header: texts.seats, width: 9, align: "right", cell: (booking) => count(booking.seats) },
    { header: texts.expected, width: 12, align: "right", cell: (booking) => count(booking.expected) },
    {
      header: texts.occupancy,
      width: 11,
      align: "right",
      cell: ({ seats, expected }) => number(seats > 0 ? expected / seats : null, "0 %"),
    },
  ];
  return {
    sheet: texts.sheetBookings,
    orientation: "landscape",
    stickyRowsCount: 1,
    stickyColumnsCount: 2,
    columns: columns.map(({ width }) => ({ width })),
    data: table(columns, bookingsOf(document, views)),
  };
};

export const planXlsx = (
  document: PlanDocument,
  views: readonly ShowingView[],
  language: ExportLanguage,
): Promise<Uint8Array> => {
  const texts = exportTexts(language);
  return writeXlsxFile(
    [
      weekSheet(document, views, language),
      showingsSheet(views, texts, language),
      bookingsSheet(document, views, texts, language),
      summarySheet(document, language),
    ],
    { features: [printSetup], fontFamily: "Calibri", fontSize: 11 },
  ).toBuffer();
};
