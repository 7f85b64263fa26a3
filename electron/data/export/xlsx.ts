/** The week as a workbook: the grid of screens and time, every showing as a row, and bookings per distributor. */
import writeXlsxFile, { type CellObject, type Feature, type Sheet } from "write-excel-file/node";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { type Booking, bookingsOf } from "./bookings.ts";
import { type ShowingView, showingViews, titleOf, weekdayLabel } from "./plan-view.ts";
import { type ExportTexts, exportTexts } from "./texts.ts";
import { clock, count, date, type FileContent, headerStyle, line, number, text } from "./xlsx-cells.ts";
import { weekSheet } from "./xlsx-week.ts";

interface Column<T> {
  readonly header: string;
  readonly width: number;
  readonly cell: (row: T) => CellObject;
}

const header = (columns: readonly Column<never>[]): CellObject[] =>
  columns.map((column) => text(column.header, { ...headerStyle, height: 30 }));

const widths = (columns: readonly Column<never>[]): { width: number }[] =>
  columns.map(({ width }) => ({ width }));

const showingsSheet = (
  views: readonly ShowingView[],
  texts: ExportTexts,
  language: ExportLanguage,
): Sheet<FileContent> => {
  const columns: readonly Column<ShowingView>[] = [
    { header: texts.date, width: 12, cell: ({ showing }) => date(showing.date, line) },
    {
      header: texts.weekday,
      width: 7,
      cell: ({ showing }) => text(weekdayLabel(showing.date, language), line),
    },
    { header: texts.screen, width: 14, cell: ({ screen }) => text(screen.name, line) },
    { header: texts.title, width: 38, cell: ({ film }) => text(titleOf(film, language), line) },
    { header: texts.format, width: 12, cell: ({ formats }) => text(formats.join("/"), line) },
    { header: texts.certificate, width: 8, cell: ({ film }) => text(film.certificate, line) },
    { header: texts.doors, width: 11, cell: (view) => clock(view.clock.start, line) },
    { header: texts.feature, width: 9, cell: (view) => clock(view.clock.feature, line) },
    { header: texts.end, width: 9, cell: (view) => clock(view.clock.end, line) },
    { header: texts.clear, width: 9, cell: (view) => clock(view.clock.clear, line) },
    { header: texts.seats, width: 8, cell: ({ screen }) => count(screen.capacity, line) },
    { header: texts.forecast, width: 10, cell: ({ showing }) => count(showing.forecast?.mean ?? null, line) },
    { header: texts.low, width: 10, cell: ({ showing }) => count(showing.forecast?.low ?? null, line) },
    { header: texts.high, width: 10, cell: ({ showing }) => count(showing.forecast?.high ?? null, line) },
    { header: texts.locked, width: 9, cell: ({ showing }) => text(showing.locked ? texts.yes : null, line) },
  ];
  return {
    sheet: texts.sheetShowings,
    orientation: "landscape",
    stickyRowsCount: 1,
    columns: widths(columns),
    data: [header(columns), ...views.map((view) => columns.map(({ cell }) => cell(view)))],
  };
};

const bookingKind = (week: number | null, texts: ExportTexts): string | null =>
  week === null ? null : week < 1 ? texts.preview : week === 1 ? texts.opening : texts.holdover;

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
      cell: ({ film }) => text(film.distributor ?? texts.noDistributor, line),
    },
    { header: texts.title, width: 38, cell: ({ film }) => text(titleOf(film, language), line) },
    { header: texts.runtime, width: 9, cell: ({ film }) => count(film.runtime, line) },
    { header: texts.released, width: 12, cell: ({ film }) => date(film.releaseDate, line) },
    { header: texts.runWeek, width: 9, cell: (booking) => number(booking.weekOfRun, "0", line) },
    {
      header: texts.booking,
      width: 11,
      cell: (booking) => text(bookingKind(booking.weekOfRun, texts), line),
    },
    { header: texts.screens, width: 9, cell: (booking) => count(booking.screens, line) },
    ...document.days.map((day, index) => ({
      header: weekdayLabel(day, language),
      width: 6,
      cell: ({ perDay }: Booking) => count(perDay[index] ?? 0, line),
    })),
    { header: texts.matinee, width: 9, cell: (booking) => count(booking.matinee, line) },
    { header: texts.evening, width: 9, cell: (booking) => count(booking.evening, line) },
    { header: texts.showings, width: 10, cell: (booking) => count(total(booking), line) },
    { header: texts.minimum, width: 11, cell: ({ film }) => count(film.minShowsPerDay, line) },
    { header: texts.terms, width: 9, cell: ({ met }) => text(met ? texts.met : texts.missed, line) },
    { header: texts.seats, width: 9, cell: (booking) => count(booking.seats, line) },
    { header: texts.expected, width: 12, cell: (booking) => count(booking.expected, line) },
    {
      header: texts.occupancy,
      width: 11,
      cell: ({ seats, expected }) => number(seats > 0 ? expected / seats : null, "0 %", line),
    },
  ];
  return {
    sheet: texts.sheetBookings,
    orientation: "landscape",
    stickyRowsCount: 1,
    stickyColumnsCount: 2,
    columns: widths(columns),
    data: [
      header(columns),
      ...bookingsOf(document, views).map((booking) => columns.map(({ cell }) => cell(booking))),
    ],
  };
};

/** Every sheet prints on A3, as wide as the page and as long as it needs. */
const fitToPage: Feature<FileContent> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) =>
          xml.replace(/(<worksheet\b[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
        transformElementAttributes: (tag, attributes) =>
          tag === "pageSetup" ? { ...attributes, paperSize: 8, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
};

export const planXlsx = (document: PlanDocument, language: ExportLanguage): Promise<Uint8Array> => {
  const texts = exportTexts(language);
  const views = showingViews(document);
  return writeXlsxFile(
    [
      weekSheet(document, views, language),
      showingsSheet(views, texts, language),
      bookingsSheet(document, views, texts, language),
    ],
    { features: [fitToPage], fontFamily: "Calibri", fontSize: 11 },
  ).toBuffer();
};
