/** Import: choose, see what was recognised, map, check against the library, apply, read the report. */
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { z } from "zod";
import { FileToken } from "../../../shared/contract/file-token.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { LoadingState } from "../../ui/states.tsx";
import { Diff } from "./check/diff.tsx";
import { Choose } from "./choose.tsx";
import classes from "./import.module.css";
import { type ImportState, sourceOf, useImportFlow } from "./import-flow.ts";
import { Report } from "./report.tsx";
import { SectionPage } from "./section-page.tsx";
import { Wizard } from "./wizard/wizard.tsx";

const Dropped = z.object({ file: FileToken, name: z.string() });

export const ImportPage = () => {
  const { t } = useTranslation("import");
  const flow = useImportFlow();
  const { state, look } = flow;
  const location = useLocation();
  useEffect(() => {
    const dropped = Dropped.safeParse(location.state);
    if (dropped.success) void look(dropped.data);
  }, [location.state, look]);
  const source = sourceOf(state);

  return (
    <SectionPage
      title={t("title")}
      {...(source ? { subtitle: source.name } : {})}
      fill={state.step === "mapping"}
      actions={
        state.step !== "choose" &&
        state.step !== "working" && (
          <Button variant="default" onClick={flow.startAgain}>
            {t("chooseAnother")}
          </Button>
        )
      }
    >
      {state.step === "mapping" ? (
        <Wizard key={state.draft.source.file} flow={flow} state={state} />
      ) : (
        <div className={classes.page}>
          {state.step === "choose" && <Choose state={state} onChoose={flow.choose} />}
          {state.step === "looking" && <LoadingState />}
          {state.step === "working" && <Working state={state} />}
          {state.step === "checked" && (
            <Diff
              staged={state.staged}
              system={state.draft.system}
              onApply={() => void flow.apply(state.draft, state.staged)}
              onDiscard={() => flow.discard(state.draft, state.staged)}
            />
          )}
          {state.step === "done" && (
            <Report summary={state.summary} name={state.source.name} onGone={flow.startAgain} />
          )}
        </div>
      )}
    </SectionPage>
  );
};

const Working = ({ state }: { readonly state: Extract<ImportState, { step: "working" }> }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { progress, source, doing, cancel } = state;
  return (
    <Panel title={t(doing, { name: source.name })}>
      <ProgressBar
        label={progress ? t(`phases.${progress.phase}`, { file: progress.file }) : t("phases.starting")}
        share={progress && progress.totalRows > 0 ? Math.min(1, progress.rows / progress.totalRows) : null}
        {...(progress
          ? {
              detail: t("rate", {
                rows: format.number(progress.rows),
                perSecond: format.number(progress.rowsPerSecond),
              }),
              secondsLeft: progress.secondsLeft,
            }
          : {})}
        onCancel={cancel}
      />
      <p className={classes.dim}>{t(`assurance.${doing}`)}</p>
    </Panel>
  );
};
