/** Booking and holdover sheets as a workbook: a sheet a distributor. */
import writeXlsxFile, { type Sheet } from "write-excel-file/node";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { kindWords, screenWords, termWords } from "./booking-words.ts";
import { type Booking, bookingsOf, byDistributor } from "./bookings.ts";
import { rangeLabel, weekdayLabel } from "./date-labels.ts";
import { neutralText } from "./neutral-text.ts";
import { type ShowingView, titleOf } from "./plan-view.ts";
import { type ExportTexts, exportTexts } from "./texts.ts";
import { type Column, count, date, type FileContent, number, table, text, title } from "./xlsx-cells.ts";
import { printSetup } from "./xlsx-print.ts";

const columnsOf = (
  document: PlanDocument,
  texts: ExportTexts,
  language: ExportLanguage,
): readonly Column<Booking>[] => [
  { header: texts.title, width: 38, cell: ({ film }) => text(titleOf(film, language)) },
  { header: texts.screen, width: 34, cell: (booking) => text(screenWords(booking)) },
  { header: texts.released, width: 12, cell: ({ film }) => date(film.releaseDate) },
  { header: texts.runWeek, width: 9, align: "right", cell: (booking) => number(booking.weekOfRun, "0") },
  { header: texts.booking, width: 11, cell: (booking) => text(kindWords(booking, texts)) },
  ...document.days.map(
    (day, index): Column<Booking> => ({
      header: weekdayLabel(day, language),
      width: 6,
      align: "right",
      cell: ({ perDay }: Booking) => count(perDay[index] ?? 0),
    }),
  ),
  { header: texts.matinee, width: 9, align: "right", cell: ({ matinee }) => count(matinee) },
  { header: texts.evening, width: 9, align: "right", cell: ({ evening }) => count(evening) },
  {
    header: texts.showings,
    width: 10,
    align: "right",
    cell: ({ matinee, evening }) => count(matinee + evening),
  },
  { header: texts.minimum, width: 11, align: "right", cell: ({ film }) => count(film.minShowsPerDay) },
  { header: texts.terms, width: 26, cell: (booking) => text(termWords(booking, texts, language)) },
  { header: texts.seats, width: 9, align: "right", cell: ({ seats }) => count(seats) },
  { header: texts.expected, width: 12, align: "right", cell: ({ expected }) => count(expected) },
];

/** At most 31 characters, none that Excel forbids in a sheet's name, and no name twice. */
const sheetNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = neutralText(name.replace(/[[\]:*?/\\]/g, " "))
      .replace(/^'+|'+$/g, "")
      .trim();
    const base = [...plain].slice(0, 27).join("") || "-";
    let own = base;
    for (let turn = 2; taken.has(own.toLowerCase()); turn++) own = `${base} ${turn}`;
    taken.add(own.toLowerCase());
    return own;
  });
};

export const bookingXlsx = (
  document: PlanDocument,
  views: readonly ShowingView[],
  language: ExportLanguage,
): Promise<Uint8Array> => {
  const texts = exportTexts(language);
  const columns = columnsOf(document, texts, language);
  const { days, house, version, week } = document;
  const groups = byDistributor(bookingsOf(document, views));
  const names = sheetNames(groups.map(({ distributor }) => distributor ?? texts.noDistributor));
  const range = rangeLabel(days[0] ?? week, days.at(-1) ?? week, language);
  return writeXlsxFile(
    groups.map(
      ({ distributor, bookings }, index): Sheet<FileContent> => ({
        sheet: names[index] ?? "-",
        orientation: "landscape",
        stickyRowsCount: 3,
        stickyColumnsCount: 1,
        columns: columns.map(({ width }) => ({ width })),
        data: [
          [text(distributor ?? texts.noDistributor, title)],
          [text(`${house.name} · ${range} · ${texts.version} ${version}`)],
          ...table(columns, bookings),
        ],
      }),
    ),
    { features: [printSetup], fontFamily: "Calibri", fontSize: 11 },
  ).toBuffer();
};
