import { Button, Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClients } from "../client/context.tsx";
import { useEngines } from "../client/engines.ts";
import { useLibrary } from "../client/library.ts";
import { useDailyWatch, useLastWatch } from "../client/watch.ts";
import { useRunningWork } from "../client/work.ts";
import { useFormat } from "../ui/format.ts";
import classes from "./shell.module.css";

export const StatusBar = () => {
  const { t } = useTranslation("app");
  const format = useFormat();
  const library = useLibrary();
  return (
    <footer className={classes.status}>
      {library ? (
        <>
          <span title={library.path}>{library.name}</span>
          <span>{t("status.films", { count: library.counts.films })}</span>
          <span>{t("status.members", { count: library.counts.members })}</span>
          <span>{t("status.interactions", { count: library.counts.interactions })}</span>
          <span>{format.bytes(library.bytes)}</span>
        </>
      ) : (
        <span>{t("library.none")}</span>
      )}
      <RunningWork />
      {library && <WatchSign />}
      {library && <EngineNote />}
    </footer>
  );
};

/** Says that the last look at the models found something, and leads there. */
const WatchSign = () => {
  useDailyWatch();
  const { t: watch } = useTranslation("watch");
  const alerts = useLastWatch().data?.report?.alerts ?? [];
  if (alerts.length === 0) return null;
  return <a href="#/models/watch">{watch("sign", { count: alerts.length })}</a>;
};

const RunningWork = () => {
  const { t } = useTranslation(["app", "ui"]);
  const format = useFormat();
  const { host } = useClients();
  const works = useRunningWork();
  const [work] = works;
  const share = work ? (work.share ?? 0) : null;
  useEffect(() => void host.setProgress({ share }), [host, share]);
  if (!work) return null;
  const left =
    work.secondsLeft === null ? "" : t("ui:progress.left", { duration: format.duration(work.secondsLeft) });
  return (
    <span className={classes.work} role="status">
      <span>{work.label}</span>
      <Progress
        w={120}
        size={6}
        value={(work.share ?? 1) * 100}
        animated={work.share === null}
        striped={work.share === null}
        aria-label={work.label}
      />
      <span>{[work.share === null ? "" : format.percent(work.share), left].filter(Boolean).join(" · ")}</span>
      {works.length > 1 && <span>{t("status.more", { count: works.length - 1 })}</span>}
      {work.cancel && (
        <Button variant="default" size="compact-xs" onClick={work.cancel}>
          {t("ui:progress.cancel")}
        </Button>
      )}
    </span>
  );
};

/** The first screen comes first: the engines are measured a little later. */
const engineDelayMs = 2500;

const EngineNote = () => {
  const { t } = useTranslation("app");
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), engineDelayMs);
    return () => clearTimeout(timer);
  }, []);
  const running = useEngines(due)?.running;
  return (
    <span className={classes.engine} title={running?.device}>
      {running
        ? `${t(`engines.names.${running.name}`)} · ${t(`engines.reasons.${running.reason}`)}`
        : t("engines.unknown")}
    </span>
  );
};
