/** Search for better parameters of a model, live, and keep what was found. */
import { Button } from "@mantine/core";
import { IconAdjustments, IconArrowLeft } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { ModelName } from "../../../../shared/contract/training.ts";
import type { SearchReport, SearchRequest } from "../../../../shared/contract/tuning.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import { Page, Panel } from "../../../ui/page.tsx";
import { ProgressBar } from "../../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../../ui/states.tsx";
import classes from "../models.module.css";
import { startTraining, useTraining } from "../training-run.ts";
import { SearchList, useSearches } from "./search-list.tsx";
import { SearchView, useScoreWords } from "./search-report.tsx";
import { TuneForm } from "./tune-form.tsx";
import { searchKey, shareOf, startTuning, type TuningState, useTuning } from "./tuning-run.ts";

export const TuningPage = () => {
  const { t } = useTranslation("tuning");
  const clients = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [wanted] = useSearchParams();
  const tuning = useTuning();
  const training = useTraining();
  const searches = useSearches();
  const [chosen, setChosen] = useState<string | null>(tuning.report?.id ?? null);
  // Another library may be open by now, or the search discarded.
  const shown = (searches.find(({ id }) => id === chosen) ?? searches[0])?.id ?? null;
  const { report, request } = tuning;
  const running = request !== null;
  const busy = running || training.order !== null;
  const latest = report?.id;
  useEffect(() => {
    if (latest) setChosen(latest);
  }, [latest]);
  const name = ModelName.safeParse(wanted.get("model"));

  const start = (next: SearchRequest, resume: string | null): void =>
    void startTuning(clients, queries, next, resume, t("work", { name: t(`models:names.${next.name}`) }));
  const train = ({ request }: SearchReport, params: Readonly<Record<string, number>>): void => {
    const { name, split, holdout, seed, engine } = request;
    const order = {
      kind: "train",
      request: { name, split, holdout, seed, engine, params: { ...params } },
    } as const;
    void startTraining(clients, queries, order, t("models:work.train", { name: t(`models:names.${name}`) }));
    void navigate("/models");
  };
  const view = (of: SearchReport, dataChanged: boolean) => (
    <SearchView
      key={of.id}
      report={of}
      dataChanged={dataChanged}
      disabled={busy}
      onTrain={(params) => train(of, params)}
      onResume={() => start(of.request, of.id)}
    />
  );

  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => void navigate("/models")}
        >
          {t("back")}
        </Button>
      }
    >
      <div className={classes.layout}>
        <div className={classes.stack}>
          <TuneForm
            first={name.success ? name.data : null}
            disabled={busy}
            onTune={(next) => start(next, null)}
          />
          <SearchList searches={searches} shown={shown} disabled={running} onShow={setChosen} />
        </div>
        <div className={classes.stack}>
          {tuning.failure && <ErrorState fault={tuning.failure} namespace="tuning" />}
          {running && <LiveSearch tuning={tuning} />}
          {running ? (
            report && view(report, false)
          ) : shown ? (
            <StoredSearch search={shown} view={view} />
          ) : (
            <EmptyState icon={<IconAdjustments size={32} />} title={t("empty.title")}>
              {t("empty.hint")}
            </EmptyState>
          )}
        </div>
      </div>
    </Page>
  );
};

interface StoredSearchProps {
  readonly search: string;
  readonly view: (report: SearchReport, dataChanged: boolean) => ReactNode;
}

const StoredSearch = ({ search, view }: StoredSearchProps) => {
  const { training } = useClients();
  const read = useRead(searchKey(search), async (signal) =>
    (await training()).searchReport({ search }, { signal }),
  );
  return (
    <ReadState read={read} namespace="tuning">
      {({ report, dataChanged }) => view(report, dataChanged)}
    </ReadState>
  );
};

const LiveSearch = ({ tuning }: { readonly tuning: TuningState }) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const { progress, report, cancel } = tuning;
  const score = useScoreWords(report?.metric ?? "rmse");
  const running = progress?.running;
  return (
    <Panel title={t("live.title")}>
      <div className={classes.stack}>
        <ProgressBar
          label={
            running
              ? running.trial === 0
                ? t("live.defaults")
                : t("live.trial", { at: format.number(running.trial) })
              : t("live.reading")
          }
          share={report && report.request.minutes === null ? shareOf(report) : null}
          secondsLeft={progress?.secondsLeft ?? null}
          detail={
            report && running
              ? [
                  t("live.budget", { share: format.percent(report.shares[running.rung] ?? 1) }),
                  report.best && t("live.best", { score: score(report.best.score) }),
                ]
                  .filter(Boolean)
                  .join(" · ")
              : ""
          }
          onCancel={cancel}
        />
        <p className={classes.hint}>{t("live.hint")}</p>
      </div>
    </Panel>
  );
};
