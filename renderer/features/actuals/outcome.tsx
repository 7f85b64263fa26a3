/** Figures and pictures of a plan that was played. */
import { useTranslation } from "react-i18next";
import { LineChart, RankedBars } from "../../charts/charts.tsx";
import { FigureTable } from "../../charts/table.tsx";
import type { PlanOutcome } from "../../client/plan-outcome.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Columns, Panel } from "../../ui/page.tsx";
import classes from "./actuals.module.css";

const shownFilms = 12;

export const Outcome = ({ outcome }: { readonly outcome: PlanOutcome }) => {
  const { t } = useTranslation("actuals");
  const format = useFormat();
  const localName = useLocalName();
  const { score, repeated, playedDays, document } = outcome;
  const { total, byDay, byFilm, notPlayed, unplanned, admissions, range } = score;
  const whole = (value: number): string => format.number(Math.round(value));
  const share = (value: number | null): string => (value === null ? "–" : format.percent(value, 1));
  const axis = { label: t("admissions"), format: (value: number | string) => whole(Number(value)) };
  const films = byFilm.slice(0, shownFilms);
  const signed = (value: number): string => format.signed(value);
  const gain = repeated ? admissions - repeated.admissions : 0;
  return (
    <div className={classes.stack}>
      <Stats>
        <Stat
          label={t("stats.actual")}
          value={whole(total.actual)}
          hint={t("stats.expected", { expected: whole(total.expected) })}
        />
        {range && (
          <Stat
            label={t("stats.total")}
            value={t(range.inside ? "stats.inside" : "stats.outside")}
            hint={t("stats.range", { low: whole(range.low), high: whole(range.high) })}
          />
        )}
        <Stat label={t("stats.bias")} value={share(total.bias)} hint={t("stats.biasHint")} />
        <Stat label={t("stats.missed")} value={share(total.wape)} hint={t("stats.missedHint")} />
        <Stat label={t("stats.coverage")} value={share(total.coverage)} hint={t("stats.coverageHint")} />
        <Stat
          label={t("stats.matched")}
          value={whole(total.showings)}
          hint={t("stats.matchedHint", { notPlayed: whole(notPlayed), unplanned: whole(unplanned) })}
        />
      </Stats>
      {playedDays < document.days.length && (
        <p role="status">{t("partly", { played: playedDays, days: document.days.length })}</p>
      )}
      <Columns min={420}>
        <Panel>
          <LineChart
            spec={{
              title: t("days.title"),
              description: t("days.words"),
              x: { label: t("day"), format: (date) => format.day(String(date)) },
              y: axis,
              series: [
                {
                  name: t("expected"),
                  points: byDay.map(({ date, expected }) => ({ x: date, y: expected })),
                },
                {
                  name: t("actual"),
                  points: byDay.map(({ date, actual, showings }) => ({
                    x: date,
                    y: showings > 0 ? actual : null,
                  })),
                },
              ],
            }}
          />
        </Panel>
        {repeated && (
          <Panel>
            <RankedBars
              height={170}
              spec={{
                title: t("earned.title"),
                description: t(gain < 0 ? "earned.fewer" : "earned.more", {
                  gain: whole(Math.abs(gain)),
                  low: whole(gain < 0 ? repeated.low - admissions : admissions - repeated.high),
                  high: whole(gain < 0 ? repeated.high - admissions : admissions - repeated.low),
                }),
                x: { label: t("earned.schedule") },
                y: axis,
                series: [
                  {
                    name: t("admissions"),
                    points: [
                      { x: t("earned.played"), y: admissions },
                      { x: t("earned.repeated"), y: repeated.admissions },
                    ],
                  },
                ],
              }}
            />
          </Panel>
        )}
      </Columns>
      <Panel>
        <FigureTable
          title={t("films.title")}
          description={t("films.words", { count: films.length })}
          columns={[
            { label: t("film") },
            { label: t("films.showings") },
            { label: t("expected") },
            { label: t("actual") },
            { label: t("films.difference") },
          ]}
          rows={films.map((film) => ({
            key: String(film.film),
            cells: [
              localName(film.title, film.titleZh),
              whole(film.showings),
              whole(film.expected),
              whole(film.actual),
              signed(film.actual - film.expected),
            ],
          }))}
        />
      </Panel>
    </div>
  );
};
