/** How well the past would have been forecast: every week from the weeks before it. */
import { Button, Select } from "@mantine/core";
import { IconChartHistogram, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DayBackTest } from "../../../shared/contract/forecasting.ts";
import type { Venue } from "../../../shared/contract/planning.ts";
import type { BackTest } from "../../../shared/contract/scheduling.ts";
import { LineChart, RankedBars } from "../../charts/charts.tsx";
import { FigureTable } from "../../charts/table.tsx";
import { useFormat } from "../../ui/format.ts";
import { Columns, Panel } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import classes from "./demand.module.css";
import { useBackTest, useShowingBackTest } from "./forecasts.ts";
import { Waiting } from "./waiting.tsx";

const spans = [4, 8, 13, 26] as const;

export const Accuracy = ({ venue }: { readonly venue: Venue | null }) => {
  const { t } = useTranslation("demand");
  const [weeks, setWeeks] = useState<number>(spans[0]);
  const [asked, setAsked] = useState(false);
  const { read, cancel } = useBackTest(venue, weeks, asked);
  const showings = useShowingBackTest(venue, weeks, asked);
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <Select
          aria-label={t("accuracy.span")}
          allowDeselect={false}
          value={String(weeks)}
          onChange={(next) => setWeeks(Number(next))}
          data={spans.map((count) => ({ value: String(count), label: t("accuracy.weeks", { count }) }))}
        />
        {!asked && (
          <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => setAsked(true)}>
            {t("accuracy.test")}
          </Button>
        )}
      </div>
      {asked || read.data ? (
        <>
          <Waiting read={read} label={t("accuracy.working")} onCancel={cancel}>
            {(result) => <Days result={result} />}
          </Waiting>
          {venue?.nextWeek && showings.data && <Showings result={showings.data} />}
        </>
      ) : (
        <EmptyState icon={<IconChartHistogram size={32} stroke={1.4} />} title={t("accuracy.title")}>
          {t("accuracy.hint")}
        </EmptyState>
      )}
    </div>
  );
};

const Days = ({ result }: { readonly result: DayBackTest }) => {
  const { t } = useTranslation("demand");
  const format = useFormat();
  const { stretches, wape, mae, naive, comparables, coverage, cells } = result;
  const week = { label: t("accuracy.week"), format: (date: number | string) => format.day(String(date)) };
  const percent = (value: number | string): string => format.percent(Number(value));
  const line = (name: string, of: (stretch: (typeof stretches)[number]) => number) => ({
    name,
    points: stretches.map((stretch) => ({ x: stretch.from, y: of(stretch) })),
  });
  return (
    <section className={classes.stack}>
      <h2 className={classes.heading}>{t("accuracy.days")}</h2>
      <Columns min={420}>
        <Panel>
          <LineChart
            spec={{
              title: t("accuracy.missed.title"),
              description: t("accuracy.missed.words", {
                model: format.percent(wape, 1),
                naive: format.percent(naive.wape, 1),
                comparables: format.percent(comparables.wape, 1),
              }),
              x: week,
              y: { label: t("accuracy.missed.axis"), format: percent },
              series: [
                line(t("accuracy.model"), (stretch) => stretch.wape),
                line(t("accuracy.naive"), (stretch) => stretch.naive),
                line(t("accuracy.comparables"), (stretch) => stretch.comparables),
              ],
            }}
          />
        </Panel>
        <Panel>
          <LineChart
            spec={{
              title: t("accuracy.coverage.title"),
              description: t("accuracy.coverage.words", { share: format.percent(coverage["80"], 1) }),
              x: week,
              y: { label: t("accuracy.coverage.axis"), format: percent },
              series: [
                line(t("accuracy.coverage.inside"), (stretch) => stretch.coverage),
                line(t("accuracy.coverage.promised"), () => 0.8),
              ],
            }}
          />
        </Panel>
        <Panel>
          <LineChart
            spec={{
              title: t("accuracy.sums.title"),
              description: t("accuracy.sums.words"),
              x: week,
              y: { label: t("forecast.admissions"), format: (value) => format.compact(Number(value)) },
              series: [
                line(t("accuracy.sums.expected"), (stretch) => stretch.expected),
                line(t("accuracy.sums.seen"), (stretch) => stretch.seen),
              ],
            }}
          />
        </Panel>
        <Panel>
          <FigureTable
            title={t("accuracy.figures.title")}
            description={t("accuracy.figures.words", { count: cells })}
            columns={[
              { label: t("accuracy.figures.by") },
              { label: t("accuracy.figures.wape"), words: t("accuracy.figures.wapeWords") },
              { label: t("accuracy.figures.mae"), words: t("accuracy.figures.maeWords") },
              { label: t("accuracy.figures.ratio"), words: t("accuracy.figures.ratioWords") },
            ]}
            rows={[
              { key: "model", missed: { wape, mae } },
              { key: "naive", missed: naive },
              { key: "comparables", missed: comparables },
            ].map(({ key, missed }) => ({
              key,
              cells: [
                t(`accuracy.${key}`),
                format.percent(missed.wape, 1),
                format.number(missed.mae, 1),
                format.number(missed.wape / Math.max(naive.wape, 1e-9), 2),
              ],
              words: t(`accuracy.words.${key}`),
            }))}
          />
        </Panel>
      </Columns>
    </section>
  );
};

const Showings = ({ result }: { readonly result: BackTest }) => {
  const { t } = useTranslation("demand");
  const format = useFormat();
  const { byShowing, showings, coverage, openings } = result;
  const { filmAverage, dayPartAverage, ...model } = byShowing;
  const guesses = (title: string, description: string, missed: Readonly<Record<string, number>>) => ({
    title,
    description,
    x: { label: t("accuracy.figures.by") },
    y: {
      label: t("accuracy.missed.axis"),
      format: (value: number | string) => format.percent(Number(value), 1),
    },
    series: [
      {
        name: t("accuracy.missed.axis"),
        points: Object.entries(missed).map(([x, y]) => ({ x, y })),
      },
    ],
  });
  return (
    <Panel title={t("accuracy.single")}>
      <Columns min={420}>
        <RankedBars
          height={170}
          spec={guesses(
            t("accuracy.showings.title"),
            t("accuracy.showings.words", { count: showings, share: format.percent(coverage["80"], 1) }),
            {
              [t("accuracy.model")]: model.wape,
              [t("accuracy.showings.filmAverage")]: filmAverage.wape,
              [t("accuracy.showings.dayPartAverage")]: dayPartAverage.wape,
            },
          )}
        />
        {openings.films > 0 && (
          <RankedBars
            height={170}
            spec={guesses(
              t("accuracy.openings.title"),
              t("accuracy.openings.words", {
                count: openings.films,
                expected: format.number(openings.expected),
                seen: format.number(openings.seen),
              }),
              {
                [t("accuracy.model")]: openings.wape,
                [t("accuracy.openings.comparables")]: openings.comparables.wape,
              },
            )}
          />
        )}
      </Columns>
    </Panel>
  );
};
