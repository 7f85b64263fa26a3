/** Are the champions still right? What drifted, how their error goes, how old the data is, and what to do about it. */
import { Button, SegmentedControl } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import {
  couldCompare,
  isOutdated,
  type TaskWatch,
  type WatchAlert,
} from "../../../shared/contract/watching.ts";
import { BarChart, LineChart } from "../../charts/charts.tsx";
import { useClients } from "../../client/context.tsx";
import { useLastWatch, useLook } from "../../client/watch.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat, useGenreName } from "../../ui/format.ts";
import { Columns, Page, Panel } from "../../ui/page.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { LiveRun } from "./live-run.tsx";
import classes from "./models.module.css";
import { startTraining, useTraining } from "./training-run.ts";

export const ModelViews = ({ shown }: { readonly shown: "train" | "watch" }) => {
  const { t } = useTranslation("watch");
  const navigate = useNavigate();
  return (
    <SegmentedControl
      aria-label={t("views.label")}
      value={shown}
      onChange={(view) => void navigate(view === "watch" ? "/models/watch" : "/models")}
      data={(["train", "watch"] as const).map((view) => ({ value: view, label: t(`views.${view}`) }))}
    />
  );
};

export const WatchPage = () => {
  const { t } = useTranslation("watch");
  const format = useFormat();
  const last = useLastWatch();
  const { look, looking, fault } = useLook();
  const training = useTraining();
  const checkedAt = last.data?.report?.checkedAt ?? 0;
  const stale = last.data !== undefined && isOutdated(last.data.report, Date.now());
  useEffect(() => {
    if (stale) void look();
  }, [stale, look]);
  return (
    <Page
      title={t("title")}
      subtitle={checkedAt > 0 ? t("checked", { when: format.dateTime(checkedAt) }) : undefined}
      actions={
        <>
          <Button
            variant="default"
            loading={looking}
            leftSection={<IconRefresh size={14} />}
            onClick={() => void look()}
          >
            {t("look")}
          </Button>
          <ModelViews shown="watch" />
        </>
      }
    >
      <div className={classes.stack}>
        {fault && <ErrorState fault={fault} namespace="models" />}
        {training.order !== null && <LiveRun onCancel={training.cancel} />}
        <ReadState read={last}>
          {({ report, retrainings }) =>
            report ? (
              <>
                <Alerts alerts={report.alerts} compared={couldCompare(report)} />
                {report.tasks.map((task) => (
                  <TaskPanel
                    key={task.task}
                    watch={task}
                    retrained={retrainings.find((each) => each.task === task.task)}
                  />
                ))}
              </>
            ) : looking ? null : (
              <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>
            )
          }
        </ReadState>
      </div>
    </Page>
  );
};

const useActions = () => {
  const { t } = useTranslation("watch");
  const { t: champions } = useTranslation("champions");
  const clients = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return {
    retrain: (task: TaskWatch["task"]): void =>
      void startTraining(
        clients,
        queries,
        { kind: "retrain", task },
        t("retraining", { task: champions(`tasks.${task}`) }),
      ),
    import: (): void => void navigate("/import"),
    quality: (): void => void navigate("/import/quality"),
  };
};

interface AlertsProps {
  readonly alerts: readonly WatchAlert[];
  readonly compared: boolean;
}

const Alerts = ({ alerts, compared }: AlertsProps) => {
  const { t } = useTranslation("watch");
  const { t: champions } = useTranslation("champions");
  const format = useFormat();
  const actions = useActions();
  const running = useTraining().order !== null;
  return (
    <Panel title={t("alerts.title")}>
      {alerts.length === 0 ? (
        <p className={classes.hint}>
          <IconCircleCheck size={14} aria-hidden /> {t(compared ? "alerts.none" : "alerts.notCompared")}
        </p>
      ) : (
        <ul className={classes.runs}>
          {alerts.map((alert) => (
            <li key={`${alert.kind} ${alert.task}`}>
              <span>
                <IconAlertTriangle size={14} aria-hidden />{" "}
                <Tag tone={alert.level === "alert" ? "bad" : "warn"}>{t(`levels.${alert.level}`)}</Tag>{" "}
                {t(`alerts.kinds.${alert.kind}`, {
                  task: alert.task ? champions(`tasks.${alert.task}`) : "",
                  value: format.number(alert.value, 2),
                  share: format.percent(alert.value),
                  days: format.number(alert.value),
                  count: alert.value,
                  threshold: format.number(alert.threshold, 2),
                })}
              </span>
              <Button
                variant="default"
                size="compact-xs"
                disabled={alert.action === "retrain" && running}
                onClick={() =>
                  alert.action === "retrain"
                    ? alert.task && actions.retrain(alert.task)
                    : actions[alert.action]()
                }
              >
                {t(`actions.${alert.action}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};

interface TaskPanelProps {
  readonly watch: TaskWatch;
  readonly retrained: { readonly at: number; readonly outcome: string } | undefined;
}

const TaskPanel = ({ watch, retrained }: TaskPanelProps) => {
  const { t } = useTranslation("watch");
  const { t: champions } = useTranslation("champions");
  const { t: models } = useTranslation("models");
  const format = useFormat();
  const { retrain } = useActions();
  const running = useTraining().order !== null;
  const { since, inputs, error, unseen } = watch;
  return (
    <Panel title={champions(`tasks.${watch.task}`)}>
      <div className={classes.stack}>
        <p className={classes.hint}>
          {t("trained", {
            name: models(`names.${watch.name}`),
            when: format.dateTime(watch.trainedAt / 1000),
          })}{" "}
          {since
            ? t("since", { count: since.ratings, members: format.number(since.members) })
            : t("sinceFew")}{" "}
          {retrained && t(`retrained.${retrained.outcome}`, { when: format.dateTime(retrained.at) })}{" "}
          <Button
            variant="default"
            size="compact-xs"
            disabled={running}
            aria-label={t("retrainNamed", { task: champions(`tasks.${watch.task}`) })}
            onClick={() => retrain(watch.task)}
          >
            {t("actions.retrain")}
          </Button>
        </p>
        {unseen && (
          <p className={classes.hint}>
            {t("unseen", {
              members: format.percent(unseen.members),
              films: format.percent(unseen.films),
              catalogue: format.percent(unseen.catalogue),
            })}
          </p>
        )}
        {error ? <ErrorChart error={error} /> : <p className={classes.hint}>{t("tooFew")}</p>}
        <Columns min={340}>
          {inputs.map((input) => (
            <InputChart key={input.kind} input={input} />
          ))}
        </Columns>
      </div>
    </Panel>
  );
};

const ErrorChart = ({ error }: { readonly error: NonNullable<TaskWatch["error"]> }) => {
  const { t } = useTranslation("watch");
  const format = useFormat();
  const series = (since: boolean) => ({
    name: t(since ? "error.since" : "error.before"),
    points: error.points.map((point) => ({ x: point.at, y: point.since === since ? point.value : null })),
  });
  return (
    <LineChart
      spec={{
        title: t(`error.title.${error.level}`),
        description: t(`error.words.${error.metric === "hit@10" ? "hit" : error.metric}`, {
          before: format.number(error.before, 3),
          since: format.number(error.since, 3),
        }),
        x: { label: t("error.when"), format: (value) => format.date(Number(value)) },
        y: {
          label: t(`error.metric.${error.metric === "hit@10" ? "hit" : error.metric}`),
          fromZero: false,
          format: (value) => format.number(Number(value), 3),
        },
        series: [series(false), series(true)],
      }}
      height={190}
    />
  );
};

const InputChart = ({ input }: { readonly input: TaskWatch["inputs"][number] }) => {
  const { t } = useTranslation("watch");
  const format = useFormat();
  const genreName = useGenreName();
  const label = (name: string): string =>
    input.kind === "genres" ? (name === "" ? t("inputs.otherGenres") : genreName(name)) : name;
  return (
    <BarChart
      spec={{
        title: t(`inputs.${input.kind}.title`),
        description: t(`inputs.level.${input.level}`, {
          index: format.number(input.index, 3),
          byChance: format.number(input.byChance, 3),
        }),
        x: { label: t(`inputs.${input.kind}.x`) },
        y: { label: t("inputs.share"), format: (value) => format.percent(Number(value)) },
        series: (["expected", "actual"] as const).map((which) => ({
          name: t(`inputs.${which}`),
          points: input.bins.map((bin) => ({ x: label(bin.label), y: bin[which] })),
        })),
      }}
      height={190}
    />
  );
};
