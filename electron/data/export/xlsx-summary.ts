/** The summary sheet: which plan this is, what it rests on, and how far each day lies from its proven bound. */
import type { CellObject, Sheet } from "write-excel-file/node";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import { type PlanDocument, planTotals } from "../../../shared/domain/plan-document.ts";
import { timeLabel, weekdayLabel } from "./date-labels.ts";
import { exportTexts } from "./texts.ts";
import {
  type Column,
  count,
  date,
  type FileContent,
  number,
  type Style,
  table,
  text,
  title,
} from "./xlsx-cells.ts";

export const summarySheet = (document: PlanDocument, language: ExportLanguage): Sheet<FileContent> => {
  const texts = exportTexts(language);
  const { house, showings, totals } = document;
  const fact = (name: string, value: CellObject): CellObject[] => [
    text(name, { fontWeight: "bold", indent: 1 }),
    value,
  ];
  const days = document.days.map((day) => ({
    day,
    totals: planTotals(
      house.screens,
      showings.filter(({ date }) => date === day),
    ),
    proof: document.proof.find(({ date }) => date === day),
  }));
  const columns: readonly Column<(typeof days)[number]>[] = [
    { header: texts.date, width: 22, cell: ({ day }) => date(day) },
    { header: texts.weekday, width: 14, cell: ({ day }) => text(weekdayLabel(day, language)) },
    { header: texts.showings, width: 14, align: "right", cell: (of) => count(of.totals.showings) },
    { header: texts.seats, width: 14, align: "right", cell: (of) => count(of.totals.seats) },
    { header: texts.expected, width: 14, align: "right", cell: (of) => count(of.totals.expectedAdmissions) },
    { header: texts.bound, width: 14, align: "right", cell: ({ proof }) => count(proof?.bound ?? null) },
    {
      header: texts.gap,
      width: 14,
      align: "right",
      cell: ({ proof }) => number(proof?.gap ?? null, "0.00 %"),
    },
  ];
  /** The interval is the week's: how its days miss together is not known. */
  const ends = [
    [texts.low, totals.low],
    [texts.high, totals.high],
  ].filter((end): end is [string, number] => end[1] !== undefined);
  const bold: Style = { fontWeight: "bold" };
  return {
    sheet: texts.plan,
    orientation: "landscape",
    columns: columns.map(({ width }) => ({ width })),
    data: [
      [text(`${house.name} · ${document.week}`, { ...title, indent: 1 })],
      fact(texts.version, count(document.version, { align: "left" })),
      fact(texts.created, text(timeLabel(document.createdAt, house.timeZone, language))),
      fact(texts.note, text(document.note)),
      fact(texts.model, text(document.model?.name ?? null)),
      ...document.assumptions.map((assumption, index) =>
        fact(index === 0 ? texts.assumptions : "", text(assumption)),
      ),
      [],
      ...table(columns, days),
      [
        text(texts.total, { ...bold, indent: 1 }),
        {},
        count(totals.showings, bold),
        count(totals.seats, bold),
        count(totals.expectedAdmissions, bold),
      ],
      ...ends.map(([name, value]) => [text(name, { indent: 1 }), {}, {}, {}, count(value)]),
    ],
  };
};
