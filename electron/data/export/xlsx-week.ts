/** The grid sheet: a row a screen and day, a column a step of the house's grid, each showing a merged block. */
import type { CellObject, Sheet } from "write-excel-file/node";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import { dateLabel, weekdayLabel } from "./date-labels.ts";
import { filmTints } from "./palette.ts";
import { lanesOf, type ShowingView, timeAxis, titleOf } from "./plan-view.ts";
import { exportTexts, holdWords } from "./texts.ts";
import { count, type FileContent, headerStyle, line, type Style, text, title } from "./xlsx-cells.ts";

type Row = (CellObject | null)[];

const dayEdge: Style = { topBorderColor: "#2b3245", topBorderStyle: "medium" };
const leading = 3; // columns before the time axis: day, screen, seats

export const weekSheet = (
  document: PlanDocument,
  views: readonly ShowingView[],
  language: ExportLanguage,
): Sheet<FileContent> => {
  const texts = exportTexts(language);
  const tints = filmTints(document);
  const axis = timeAxis(document, views);
  const step = document.house.grid > 0 && 60 % document.house.grid === 0 ? document.house.grid : 15;
  const steps = (axis.to - axis.from) / step;

  const block = (view: ShowingView, span: number): CellObject => {
    const { film, formats, showing, screen, clock } = view;
    const tint = tints.get(film.film);
    const facts = [
      `${wallClock(clock.start)}–${wallClock(clock.end)}`,
      film.certificate,
      formats.join("/"),
      showing.forecast && `${Math.round(showing.forecast.mean)}/${screen.capacity}`,
      holdWords(showing, texts),
    ];
    return text(`${titleOf(film, language)}\n${facts.filter(Boolean).join(" · ")}`, {
      columnSpan: span,
      wrap: true,
      fontSize: 9,
      alignVertical: "center",
      ...(showing.locked ? { fontWeight: "bold" } : {}),
      ...(!showing.locked && showing.pencilled ? { fontStyle: "italic" } : {}),
      ...(tint ? { backgroundColor: tint.fill, borderColor: tint.edge, borderStyle: "thin" } : {}),
    });
  };

  const timeline = (lane: readonly ShowingView[], style: Style): Row => {
    const row: Row = [];
    lane.forEach((view, index) => {
      const from = Math.floor((view.times.start - axis.from) / step);
      const next = lane[index + 1];
      const limit = next ? Math.floor((next.times.start - axis.from) / step) : steps;
      const until = Math.min(Math.ceil((view.times.clear - axis.from) / step), limit);
      while (row.length < from) row.push({ ...style });
      const span = Math.max(1, until - from);
      row.push(block(view, span), ...Array<null>(span - 1).fill(null));
    });
    while (row.length < steps) row.push({ ...style });
    return row;
  };

  const rows = document.days.flatMap((day) =>
    document.house.screens.flatMap((screen, first) => {
      const ofScreen = views.filter(
        (view) => view.showing.date === day && view.screen.screen === screen.screen,
      );
      const lanes = lanesOf(ofScreen);
      return (lanes.length > 0 ? lanes : [[]]).map((lane, index): Row => {
        const style = first === 0 && index === 0 ? { ...line, ...dayEdge } : line;
        return [
          text(`${weekdayLabel(day, language)} ${dateLabel(day, language)}`, {
            ...style,
            fontWeight: "bold",
            height: 30,
          }),
          text(screen.name, style),
          count(screen.capacity, { ...style, align: "center" }),
          ...timeline(lane, style),
        ];
      });
    }),
  );

  const hours: Row = Array.from({ length: steps }, (_, index): CellObject | null => {
    const minute = axis.from + index * step;
    return minute % 60 === 0 ? text(wallClock(minute), { ...headerStyle, columnSpan: 60 / step }) : null;
  });
  return {
    sheet: texts.sheetWeek,
    orientation: "landscape",
    showGridLines: false,
    stickyRowsCount: 2,
    stickyColumnsCount: leading,
    columns: [{ width: 13 }, { width: 14 }, { width: 7 }, ...Array(steps).fill({ width: step / 4 })],
    data: [
      [text(`${document.house.name} · ${document.week} · ${texts.version} ${document.version}`, title)],
      [
        text(texts.date, { ...headerStyle, height: 20 }),
        text(texts.screen, headerStyle),
        text(texts.seats, headerStyle),
        ...hours,
      ],
      ...rows,
    ],
  };
};
