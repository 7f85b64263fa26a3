/** A search as it stands: the best against the defaults, what mattered, the trials as a picture and a table. */
import { Button, Group, Table } from "@mantine/core";
import { IconPlayerPlay, IconPlayerTrackNext, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SearchReport, TrialResult } from "../../../../shared/contract/tuning.ts";
import { type Brushes, isWithin } from "../../../charts/parallel/brush.ts";
import { Stat, Stats, Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "../models.module.css";
import { useOwnDefaults } from "./own-defaults.tsx";
import { TrialPicture, trialValues, useTrialAxes } from "./trial-picture.tsx";
import { trialsOf } from "./trials.ts";
import { gainOf, named, verdictOn } from "./what-mattered.ts";

interface SearchViewProps {
  readonly report: SearchReport;
  readonly dataChanged: boolean;
  readonly disabled: boolean;
  readonly onTrain: (params: Readonly<Record<string, number>>) => void;
  readonly onResume: () => void;
}

export const SearchView = ({ report, dataChanged, disabled, onTrain, onResume }: SearchViewProps) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const own = useOwnDefaults();
  const [chosen, setChosen] = useState<string | null>(null);
  const { best, defaults, metric, request } = report;
  const trials = trialsOf(report);
  const [brushes, setBrushes] = useState<Brushes>({});
  const axes = useTrialAxes(report, trials);
  const within = trials.filter((trial) => isWithin(axes, brushes, trialValues(report, trial)));
  const brushed = Object.keys(brushes).length > 0;
  const score = useScoreWords(metric);
  const gain = gainOf(report);
  const isKept =
    best !== null && JSON.stringify(own.of(request.name)?.params) === JSON.stringify(best.params);
  return (
    <>
      {dataChanged && (
        <p role="note" className={classes.note}>
          {t("report.dataChanged")}
        </p>
      )}
      <Panel
        title={t("report.title", {
          name: t(`models:names.${request.name}`),
          when: format.dateTime(report.startedAt / 1000),
        })}
        actions={
          !report.complete && !dataChanged ? (
            <Button
              variant="default"
              disabled={disabled}
              leftSection={<IconPlayerTrackNext size={14} />}
              onClick={onResume}
            >
              {t("report.resume")}
            </Button>
          ) : undefined
        }
      >
        <div className={classes.stack}>
          <Stats>
            <Stat
              label={t("report.defaults")}
              value={score(defaults?.score)}
              hint={defaults?.error == null ? undefined : t("report.error", { error: score(defaults.error) })}
            />
            <Stat
              label={t("report.best")}
              value={score(best?.score)}
              hint={
                best
                  ? best.trial === 0
                    ? t("report.bestIsDefaults")
                    : t("report.trial", { at: best.trial })
                  : undefined
              }
            />
            <Stat
              label={t("report.gain")}
              value={gain ? score(gain.gain) : "–"}
              hint={
                gain && gain.gain > 0
                  ? t(gain.clear ? "report.clear" : "report.unclear", { error: score(gain.error) })
                  : undefined
              }
            />
            <Stat
              label={t("report.trials")}
              value={format.number(trials.length)}
              hint={t("report.stopped", {
                count: trials.filter(({ rung }) => rung < report.shares.length - 1).length,
              })}
            />
          </Stats>
          <p className={classes.sentence} data-selectable>
            <WhatMattered report={report} />
          </p>
          <p className={classes.hint}>
            {t(`report.judged.${report.judging}`, { count: report.judged })} {t("report.untouched")}
          </p>
          {best && (
            <Group gap="sm">
              <Button
                disabled={disabled}
                leftSection={<IconPlayerPlay size={14} />}
                onClick={() => onTrain(best.params)}
              >
                {t("report.train")}
              </Button>
              <Button
                variant="default"
                disabled={disabled || isKept || best.trial === 0}
                onClick={() => void own.keep(request.name, best.params)}
              >
                {t(isKept ? "report.kept" : "report.keep")}
              </Button>
            </Group>
          )}
        </div>
      </Panel>
      {trials.length > 1 && (
        <Panel>
          <TrialPicture
            report={report}
            trials={trials}
            chosen={chosen}
            onChoose={setChosen}
            axes={axes}
            brushes={brushes}
            onBrush={(axis, brush) => {
              const { [axis]: _, ...others } = brushes;
              setBrushes(brush ? { ...others, [axis]: brush } : others);
            }}
          />
        </Panel>
      )}
      {trials.length > 0 && (
        <Panel
          title={
            <span role="status">
              {brushed ? t("table.within", { count: within.length, all: trials.length }) : t("table.title")}
            </span>
          }
          actions={
            brushed && (
              <Button
                variant="default"
                size="compact-xs"
                leftSection={<IconX size={14} />}
                onClick={() => setBrushes({})}
              >
                {t("table.clear")}
              </Button>
            )
          }
          flush
        >
          <Trials report={report} trials={within} chosen={chosen} onChoose={setChosen} />
        </Panel>
      )}
    </>
  );
};

export const useScoreWords = (metric: SearchReport["metric"]) => {
  const format = useFormat();
  return (value: number | null | undefined): string =>
    value === null || value === undefined
      ? "–"
      : metric === "rmse"
        ? format.number(value, 4)
        : format.percent(value, 2);
};

const WhatMattered = ({ report }: { readonly report: SearchReport }) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const score = useScoreWords(report.metric);
  const { importance } = report;
  const verdict = verdictOn(report);
  if (!importance || verdict === "tooFew") return t("mattered.tooFew");
  const short = (value: number): string => format.plain(Number(value.toPrecision(2)));
  const parts = named(importance).map(({ name, share, deviation, from, to }) =>
    t("mattered.part", {
      name: t(`parameters.${name}.name`),
      share: format.percent(share),
      deviation: format.percent(deviation),
      from: short(from),
      to: short(to),
    }),
  );
  const sure = t("mattered.sure", {
    count: importance.trials,
    budget: format.percent(report.shares[0] ?? 1),
    foretold: format.percent(Math.max(0, importance.foretold)),
  });
  if (verdict === "nothing") {
    const [only, ...more] = report.ranges;
    const within = { spread: score(importance.spread), chance: score(importance.chance) };
    return only && more.length === 0
      ? t("mattered.nothingOfOne", {
          name: t(`parameters.${only.name}.name`),
          low: format.plain(only.low),
          high: format.plain(only.high),
          ...within,
        })
      : t("mattered.nothing", { count: importance.trials, ...within });
  }
  if (verdict === "unclear")
    return t("mattered.unclear", { foretold: format.percent(Math.max(0, importance.foretold)) });
  return t(`mattered.${verdict}`, {
    parts: parts.length > 0 ? format.list(parts) : t("mattered.together"),
    sure,
  });
};

interface TrialsProps {
  readonly report: SearchReport;
  readonly trials: readonly TrialResult[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
}

const Trials = ({ report, trials, chosen, onChoose }: TrialsProps) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const score = useScoreWords(report.metric);
  return (
    <div className={classes.trials} tabIndex={0} role="region" aria-label={t("table.title")}>
      <Table className={classes.classification}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("table.trial")}</Table.Th>
            <Table.Th scope="col">{t(`models:metrics.${report.metric}.name`)}</Table.Th>
            <Table.Th scope="col">{t("table.budget")}</Table.Th>
            {report.ranges.map(({ name }) => (
              <Table.Th key={name} scope="col" title={t(`parameters.${name}.words`)}>
                {t(`parameters.${name}.name`)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t("table.seconds")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {trials.map((trial) => {
            const key = String(trial.trial);
            return (
              <Table.Tr
                key={key}
                data-chosen={key === chosen || undefined}
                onClick={() => onChoose(key === chosen ? null : key)}
              >
                <Table.Th scope="row">
                  {trial.trial === 0 ? t("table.defaults") : format.number(trial.trial)}{" "}
                  {trial.trial === report.best?.trial && <Tag tone="good">{t("table.best")}</Tag>}
                </Table.Th>
                <Table.Td>{score(trial.score)}</Table.Td>
                <Table.Td>{format.percent(report.shares[trial.rung] ?? 1)}</Table.Td>
                {report.ranges.map(({ name }) => (
                  <Table.Td key={name}>{format.plain(trial.params[name] ?? 0)}</Table.Td>
                ))}
                <Table.Td>{format.number(trial.seconds, 1)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
};
