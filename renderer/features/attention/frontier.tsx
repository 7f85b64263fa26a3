/** The slates beside one another, and of the one chosen what is booked, what leaves, and what each film changes. */
import { Radio } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Slate } from "../../../shared/contract/slates.ts";
import { TableExport } from "../../client/table-export.tsx";
import { Tag } from "../../ui/figures.tsx";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import type { Answer } from "./ask.ts";
import { PlanWeek } from "./plan-week.tsx";
import classes from "./slates.module.css";
import { slateDocument } from "./slates-document.ts";

const measures = ["admissions", "revenue", "satisfaction", "reach", "genres"] as const;
type Measure = (typeof measures)[number];

const measureOf = (slate: Slate, measure: Measure): number | null =>
  measure === "genres" ? slate.genres.length : slate[measure];

interface FrontierProps {
  readonly answer: Answer;
  readonly venue: number;
  readonly venueName: string;
}

export const Frontier = ({ answer, venue, venueName }: FrontierProps) => {
  const { t } = useTranslation("slates");
  const format = useFormat();
  const localName = useLocalName();
  const genreName = useGenreName();
  const { frontier, candidates } = answer;
  const { slates, weeks } = frontier;
  const [chosen, setChosen] = useState(0);
  const slate = slates[chosen] as Slate;
  const titleOf = (id: number): string => {
    const film = candidates.find((each) => each.film === id);
    return film ? localName(film.title, film.titleZh) : `#${id}`;
  };
  const nameOf = ({ sought }: Slate): string =>
    sought.length > 2
      ? t("sought.all")
      : sought.length === 2
        ? t("sought.diverse")
        : t(`sought.${sought[0] ?? "all"}`);
  const shown = measures.filter((measure) => slates.some((each) => measureOf(each, measure) !== null));
  const best = (measure: Measure): number =>
    Math.max(1e-9, ...slates.map((each) => measureOf(each, measure) ?? 0));
  const document = () =>
    slateDocument(
      t,
      t("document", { venue: venueName, from: format.date(weeks[0]?.[0] ?? "") }),
      slate,
      weeks,
      [
        ["slate", t("slate"), nameOf(slate)],
        ...shown.map(
          (measure) =>
            [measure, t(`measures.${measure}`), format.number(measureOf(slate, measure) ?? 0)] as const,
        ),
        ["genre_names", t("measures.genres"), format.list(slate.genres.map(genreName))],
      ],
      titleOf,
      format,
    );
  return (
    <>
      <Panel title={t("frontier.title", { count: slates.length })} flush>
        <table className={classes.table} aria-label={t("frontier.title", { count: slates.length })}>
          <thead>
            <tr>
              <th scope="col">{t("slate")}</th>
              {shown.map((measure) => (
                <th key={measure} scope="col">
                  {t(`measures.${measure}`)}
                </th>
              ))}
              <th scope="col">{t("titles.column")}</th>
            </tr>
          </thead>
          <tbody>
            {slates.map((each, n) => (
              <tr
                key={each.sought.join(" ") + String(each.genres.length)}
                data-chosen={n === chosen || undefined}
              >
                <th scope="row">
                  <Radio
                    label={nameOf(each)}
                    checked={n === chosen}
                    onChange={() => setChosen(n)}
                    name="slate"
                  />
                </th>
                {shown.map((measure) => {
                  const value = measureOf(each, measure) ?? 0;
                  return (
                    <td key={measure}>
                      {format.number(value)}
                      <span className={classes.bar} aria-hidden>
                        <span style={{ width: `${(100 * value) / best(measure)}%` }} />
                      </span>
                      <small>{format.percent(value / best(measure), 1)}</small>
                    </td>
                  );
                })}
                <td>{format.number(new Set(each.bookings.map(({ film }) => film)).size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={classes.note}>
          {t("frontier.note", { titles: format.number(frontier.titles), gap: format.percent(slate.gap, 1) })}
        </p>
      </Panel>
      <Panel
        title={nameOf(slate)}
        flush
        actions={
          <div className={classes.buttons}>
            <TableExport document={document} />
            <PlanWeek slate={slate} weeks={weeks} venue={venue} titleOf={titleOf} />
          </div>
        }
      >
        <Programme {...{ slate, slates, weeks, titleOf }} />
      </Panel>
      <Panel title={t("left.title")} flush>
        <Left slate={slate} titleOf={titleOf} slates={slates} />
      </Panel>
    </>
  );
};

interface ProgrammeProps {
  readonly slate: Slate;
  readonly slates: readonly Slate[];
  readonly weeks: readonly (readonly string[])[];
  readonly titleOf: (film: number) => string;
}

const inSlates = (slates: readonly Slate[], film: number): number =>
  slates.filter(({ bookings }) => bookings.some((each) => each.film === film)).length;

const Programme = ({ slate, slates, weeks, titleOf }: ProgrammeProps) => {
  const { t } = useTranslation("slates");
  const format = useFormat();
  const films = [...new Set(slate.bookings.map(({ film }) => film))]
    .map((film) => ({
      film,
      bookings: slate.bookings.filter((each) => each.film === film),
      decision: slate.decisions.find((each) => each.film === film),
    }))
    .map((each) => ({ ...each, total: each.bookings.reduce((sum, { admissions }) => sum + admissions, 0) }))
    .sort((a, b) => b.total - a.total);
  return (
    <table className={classes.table} aria-label={t("programme")}>
      <thead>
        <tr>
          <th scope="col">{t("columns.film")}</th>
          {weeks.map(([from]) => (
            <th key={from} scope="col">
              {format.day(from ?? "")}
            </th>
          ))}
          <th scope="col">{t("columns.lastWeek")}</th>
          <th scope="col">{t("columns.without")}</th>
          <th scope="col">{t("columns.inSlates")}</th>
        </tr>
      </thead>
      <tbody>
        {films.map(({ film, bookings, decision }) => (
          <tr key={film}>
            <th scope="row">{titleOf(film)}</th>
            {weeks.map(([from], week) => {
              const booking = bookings.find((each) => each.week === week);
              const before = week === 0 ? false : bookings.some((each) => each.week === week - 1);
              return (
                <td key={from}>
                  {booking ? (
                    <>
                      <strong>{format.number(booking.admissions)}</strong>
                      <span>
                        {t("showings", {
                          count: Math.round(booking.showings),
                          n: format.number(booking.showings),
                        })}
                      </span>
                      <Tag>{t(`actions.${booking.action}`)}</Tag>
                    </>
                  ) : before ? (
                    <Tag>{t("actions.takeOff")}</Tag>
                  ) : null}
                </td>
              );
            })}
            <td>{decision?.lastWeek == null ? "" : format.number(decision.lastWeek)}</td>
            <td>{decision?.change == null ? "" : format.signed(decision.change)}</td>
            <td>{t("ofSlates", { n: inSlates(slates, film), of: slates.length })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface LeftProps {
  readonly slate: Slate;
  readonly slates: readonly Slate[];
  readonly titleOf: (film: number) => string;
}

/** Films that are not booked: those that played the week before first. */
const Left = ({ slate, slates, titleOf }: LeftProps) => {
  const { t } = useTranslation("slates");
  const format = useFormat();
  const films = slate.decisions
    .filter(({ booked }) => !booked)
    .sort((a, b) => (b.lastWeek ?? -1) - (a.lastWeek ?? -1));
  return (
    <table className={classes.table} aria-label={t("left.title")}>
      <thead>
        <tr>
          <th scope="col">{t("columns.film")}</th>
          <th scope="col">{t("columns.action")}</th>
          <th scope="col">{t("columns.lastWeek")}</th>
          <th scope="col">{t("columns.with")}</th>
          <th scope="col">{t("columns.inSlates")}</th>
        </tr>
      </thead>
      <tbody>
        {films.map(({ film, lastWeek, change }) => (
          <tr key={film}>
            <th scope="row">{titleOf(film)}</th>
            <td>{t(`actions.${lastWeek === null ? "leaveOut" : "takeOff"}`)}</td>
            <td>{lastWeek === null ? "" : format.number(lastWeek)}</td>
            <td>{change === null ? t("cannot") : format.signed(change)}</td>
            <td>{t("ofSlates", { n: inSlates(slates, film), of: slates.length })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
