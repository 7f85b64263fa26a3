/** The DCP and KDM list as CSV and workbook. */
import writeXlsxFile from "write-excel-file/node";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { localIso, utcIso } from "../../../shared/domain/venue-time.ts";
import { type CompositionUse, countCompositions } from "./compositions.ts";
import { csvOf } from "./csv.ts";
import { titleOf } from "./plan-view.ts";
import { exportTexts } from "./texts.ts";
import { type Column, count, table, text, title } from "./xlsx-cells.ts";
import { printSetup } from "./xlsx-print.ts";

const columns: Readonly<
  Record<string, (use: CompositionUse, document: PlanDocument) => string | number | null>
> = {
  site: (_, { house }) => house.name,
  screen: ({ screen }) => screen.name,
  film_id: ({ film }) => film.film,
  title: ({ film }) => film.title,
  format: ({ format }) => format,
  audio: ({ version }) => version?.audio ?? null,
  subtitles: ({ version }) => version?.subtitles ?? null,
  cpl_uuid: ({ version }) => version?.cpl ?? null,
  content_title_text: ({ version }) => version?.contentTitle ?? null,
  window_start: ({ from }) => localIso(from),
  window_end: ({ to }) => localIso(to),
  window_start_utc: ({ from }) => utcIso(from),
  window_end_utc: ({ to }) => utcIso(to),
  showings: ({ showings }) => showings,
};

export const compositionCsv = (document: PlanDocument, uses: readonly CompositionUse[]): string =>
  csvOf([
    Object.keys(columns),
    ...uses.map((use) => Object.values(columns).map((column) => column(use, document))),
  ]);

/** "2026-11-27 10:00": a date-time that every reader of keys takes as it stands. */
const wallTime = (at: CompositionUse["from"]): string => localIso(at).slice(0, 16).replace("T", " ");

export const compositionXlsx = (
  document: PlanDocument,
  uses: readonly CompositionUse[],
  language: ExportLanguage,
): Promise<Uint8Array> => {
  const texts = exportTexts(language);
  const { all, unknown } = countCompositions(uses);
  const shown: readonly Column<CompositionUse>[] = [
    { header: texts.title, width: 34, cell: ({ film }) => text(titleOf(film, language)) },
    { header: texts.format, width: 9, cell: ({ format }) => text(format) },
    { header: texts.audio, width: 8, cell: ({ version }) => text(version?.audio ?? null) },
    { header: texts.subtitles, width: 9, cell: ({ version }) => text(version?.subtitles ?? null) },
    { header: texts.contentTitle, width: 48, cell: ({ version }) => text(version?.contentTitle ?? null) },
    { header: texts.cpl, width: 38, cell: ({ version }) => text(version?.cpl ?? null) },
    { header: texts.screen, width: 14, cell: ({ screen }) => text(screen.name) },
    { header: texts.windowStart, width: 17, cell: ({ from }) => text(wallTime(from)) },
    { header: texts.windowEnd, width: 17, cell: ({ to }) => text(wallTime(to)) },
    { header: texts.showings, width: 10, align: "right", cell: ({ showings }) => count(showings) },
  ];
  return writeXlsxFile(
    [
      {
        sheet: texts.sheetKdm,
        orientation: "landscape" as const,
        stickyRowsCount: 1,
        columns: shown.map(({ width }) => ({ width })),
        data: table(shown, uses),
      },
      {
        sheet: texts.sheetAbout,
        columns: [{ width: 110 }],
        data: [
          [text(`${document.house.name} · ${document.week} · ${texts.version} ${document.version}`, title)],
          [text(texts.kdmWindow, { wrap: true })],
          [
            text(texts.kdmUnknown.replace("{{unknown}}", String(unknown)).replace("{{all}}", String(all)), {
              wrap: true,
            }),
          ],
        ],
      },
    ],
    { features: [printSetup], fontFamily: "Calibri", fontSize: 11 },
  ).toBuffer();
};
