/** A coming week: how many will come each day, and to which film. */
import { Button, SegmentedControl, VisuallyHidden } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { Venue } from "../../../shared/contract/planning.ts";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import { BandChart } from "../../charts/band-chart.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { addDays } from "../../client/slates.ts";
import { TableExport } from "../../client/table-export.tsx";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import classes from "./demand.module.css";
import { useForecast } from "./forecasts.ts";
import { type Edited, OverrideDialog } from "./override-dialog.tsx";
import { type Figure, figuresOf, useOverrides } from "./use-overrides.ts";
import { Waiting } from "./waiting.tsx";

const weeksAhead = [1, 2, 3, 4];
const takersTold = 2;

export const WeekForecast = ({ venue }: { readonly venue: Venue | null }) => {
  const { t } = useTranslation("demand");
  const [weeks, setWeeks] = useState(1);
  const { read, cancel } = useForecast(venue, weeks);
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t("forecast.which")}
          value={String(weeks)}
          onChange={(next) => setWeeks(Number(next))}
          data={weeksAhead.map((count) => ({ value: String(count), label: t("forecast.ahead", { count }) }))}
        />
      </div>
      <Waiting read={read} label={t("forecast.working")} onCancel={cancel}>
        {(outlook) => <Outlook outlook={weekOf(outlook, weeks)} venue={venue} />}
      </Waiting>
    </div>
  );
};

const weekOf = (outlook: DayOutlook, weeks: number): DayOutlook => {
  const from = addDays(outlook.from, 7 * (weeks - 1));
  const isIn = ({ date }: { readonly date: string }): boolean => date >= from;
  return {
    from,
    cells: outlook.cells.filter(isIn),
    films: outlook.films.filter(isIn),
    days: outlook.days.filter(isIn),
    rivals: outlook.rivals,
  };
};

const sumOf = (rows: readonly Figure[], of: "expected" | "naive"): number =>
  rows.reduce((sum, row) => sum + row[of], 0);

interface OutlookProps {
  readonly outlook: DayOutlook;
  readonly venue: Venue | null;
}

const Outlook = ({ outlook, venue }: OutlookProps) => {
  const { t } = useTranslation("demand");
  const format = useFormat();
  const localName = useLocalName();
  const { data } = useClients();
  const overrides = useOverrides().data?.overrides;
  const { films: figures, days } = useMemo(() => figuresOf(outlook, overrides ?? []), [outlook, overrides]);
  const [edited, setEdited] = useState<Edited | null>(null);
  const films = [...new Set(figures.map(({ film }) => film))]
    .map((film) => ({ film, cells: figures.filter((each) => each.film === film) }))
    .map(({ film, cells }) => ({
      film,
      cells,
      expected: sumOf(cells, "expected"),
      naive: sumOf(cells, "naive"),
    }))
    .sort((a, b) => b.expected - a.expected);
  const ids = films.map(({ film }) => film);
  const titles = useRead(["filmTitles", ids], (signal) => data.filmTitles({ films: ids }, { signal })).data;
  const titleOf = (film: number): string => {
    const row = titles?.rows.find(({ id }) => id === film);
    return row ? localName(row.title, row.titleZh) : "";
  };
  /** Who takes how much of a film's week in this venue, most first. */
  const takersOf = (film: number, expected: number): { other: number; taken: number }[] =>
    outlook.rivals
      .filter((each) => each.film === film && each.venue === venue?.id)
      .map(({ other, times }) => ({ other, taken: expected / times - expected }))
      .filter(({ taken }) => taken >= 1)
      .sort((a, b) => b.taken - a.taken)
      .slice(0, takersTold);
  const place = venue ? localName(venue.name, venue.nameZh) : t("allVenues");
  const expected = films.reduce((sum, film) => sum + film.expected, 0);
  const before = films.reduce((sum, film) => sum + film.naive, 0);
  const dates = days.map(({ date }) => date);

  const document = (): TableDocument => ({
    title: t("forecast.document", { venue: place, from: format.date(outlook.from) }),
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    facts: [
      { key: "venue", header: t("venue"), value: place },
      { key: "from", header: t("forecast.from"), value: outlook.from },
      { key: "interval", header: t("forecast.interval"), value: "80 %" },
    ],
    columns: (
      [
        ["date", "text", 12],
        ["film", "text", 40],
        ["expected", "number", 12],
        ["model", "number", 12],
        ["low", "number", 12],
        ["high", "number", 12],
        ["week_before", "whole", 14],
      ] as const
    ).map(([key, kind, width]) => ({ key, kind, width, header: t(`forecast.column.${key}`) })),
    rows: films
      .flatMap(({ cells }) => cells)
      .sort((a, b) => a.date.localeCompare(b.date))
      .slice(0, 10_000)
      .map((cell) => [
        cell.date,
        titleOf(cell.film),
        cell.expected,
        cell.model,
        cell.low,
        cell.high,
        cell.naive,
      ]),
  });

  return (
    <div className={classes.stack}>
      {dates.length === 0 ? (
        <EmptyState title={t("little.title")}>{t("little.ahead")}</EmptyState>
      ) : (
        <>
          <Stats>
            <Stat
              label={t("forecast.expected")}
              value={format.number(expected)}
              hint={t("forecast.week", {
                from: format.day(dates[0] ?? outlook.from),
                to: format.day(dates.at(-1) ?? outlook.from),
              })}
            />
            <Stat
              label={t("forecast.weekBefore")}
              value={format.number(before)}
              hint={t("forecast.change", {
                change: format.signed(100 * (expected / Math.max(1, before) - 1), 1),
              })}
            />
            <Stat
              label={t("forecast.films")}
              value={format.number(films.length)}
              hint={t("forecast.playing")}
            />
          </Stats>
          <p className={classes.note}>{t("forecast.goOn")}</p>
          <Panel>
            <VisuallyHidden component="h2">{t("forecast.byDay")}</VisuallyHidden>
            <BandChart
              height={230}
              spec={{
                title: t("forecast.days.title"),
                description: t("forecast.days.words"),
                x: { label: t("forecast.day"), format: (date) => format.day(String(date)) },
                y: {
                  label: t("forecast.admissions"),
                  fromZero: true,
                  format: (value) => format.compact(Number(value)),
                },
                series: (
                  [
                    ["expected", "expected"],
                    ["low", "low"],
                    ["high", "high"],
                    ["week_before", "naive"],
                    ...(days.some(({ overridden }) => overridden) ? [["model", "model"] as const] : []),
                  ] as const
                ).map(([name, of]) => ({
                  name: t(name === "low" ? "forecast.band" : `forecast.column.${name}`),
                  points: days.map((day) => ({ x: day.date, y: day[of] })),
                })),
              }}
            />
          </Panel>
        </>
      )}
      <Panel
        title={t("forecast.table")}
        flush
        actions={
          <div className={classes.actions}>
            {venue && (
              <Button
                variant="default"
                onClick={() =>
                  setEdited({
                    film: null,
                    from: outlook.from,
                    to: addDays(outlook.from, 6),
                    expected: 0,
                  })
                }
              >
                {t("overrides.add")}
              </Button>
            )}
            <TableExport document={titles ? document : null} />
          </div>
        }
      >
        <FilmTable
          films={films}
          dates={dates}
          titleOf={titleOf}
          takersOf={takersOf}
          onEdit={
            venue
              ? (film, from, to, expected) =>
                  setEdited({ film: { id: film, title: titleOf(film) }, from, to, expected })
              : null
          }
        />
      </Panel>
      {edited && venue && <OverrideDialog {...edited} venue={venue.id} onClose={() => setEdited(null)} />}
    </div>
  );
};

interface FilmTableProps {
  readonly films: readonly {
    readonly film: number;
    readonly cells: readonly Figure[];
    readonly expected: number;
    readonly naive: number;
  }[];
  readonly dates: readonly string[];
  readonly titleOf: (film: number) => string;
  readonly takersOf: (
    film: number,
    expected: number,
  ) => readonly { readonly other: number; readonly taken: number }[];
  /** Null where figures of several venues are added up. */
  readonly onEdit: ((film: number, from: string, to: string, expected: number) => void) | null;
}

const FilmTable = ({ films, dates, titleOf, takersOf, onEdit }: FilmTableProps) => {
  const { t } = useTranslation("demand");
  const format = useFormat();
  return (
    <table className={classes.films} aria-label={t("forecast.table")}>
      <thead>
        <tr>
          <th scope="col" className={classes.title}>
            {t("forecast.column.film")}
          </th>
          {dates.map((date) => (
            <th key={date} scope="col">
              {format.day(date)}
            </th>
          ))}
          <th scope="col">{t("forecast.total")}</th>
        </tr>
      </thead>
      <tbody>
        {films.map(({ film, cells, expected, naive }) => (
          <tr key={film}>
            <th scope="row" className={classes.title}>
              {titleOf(film)}
              {takersOf(film, expected).map(({ other, taken }) => (
                <span key={other} className={classes.taker}>
                  {t("forecast.taker", {
                    title: titleOf(other),
                    count: Math.round(taken),
                    taken: format.number(taken),
                  })}
                </span>
              ))}
            </th>
            {dates.map((date) => {
              const cell = cells.find((each) => each.date === date);
              return (
                <td key={date}>
                  {cell && (
                    <>
                      {onEdit ? (
                        <button
                          type="button"
                          aria-label={t("overrides.edit", {
                            value: format.number(cell.expected),
                            title: titleOf(film),
                            date: format.day(date),
                          })}
                          onClick={() => onEdit(film, date, date, cell.expected)}
                        >
                          {format.number(cell.expected)}
                        </button>
                      ) : (
                        <strong>{format.number(cell.expected)}</strong>
                      )}
                      {cell.overridden && (
                        <span className={classes.mark}>
                          {t("overrides.mark", { model: format.number(cell.model) })}
                        </span>
                      )}
                      <span>
                        {t("forecast.range", {
                          low: format.number(cell.low),
                          high: format.number(cell.high),
                        })}
                      </span>
                      <span>{t("forecast.was", { naive: format.number(cell.naive) })}</span>
                    </>
                  )}
                </td>
              );
            })}
            <td>
              {onEdit ? (
                <button
                  type="button"
                  aria-label={t("overrides.edit", {
                    value: format.number(expected),
                    title: titleOf(film),
                    date: t("forecast.week", {
                      from: format.day(cells[0]?.date ?? ""),
                      to: format.day(cells.at(-1)?.date ?? ""),
                    }),
                  })}
                  onClick={() =>
                    onEdit(
                      film,
                      cells[0]?.date ?? "",
                      cells.at(-1)?.date ?? "",
                      expected / Math.max(1, cells.length),
                    )
                  }
                >
                  {format.number(expected)}
                </button>
              ) : (
                <strong>{format.number(expected)}</strong>
              )}
              <span>{t("forecast.was", { naive: format.number(naive) })}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
