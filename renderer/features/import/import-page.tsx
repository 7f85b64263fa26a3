/** Import of a data set: choose, look at what would come in, commit, read the report. */
import { Button } from "@mantine/core";
import { IconFile, IconFolder, IconServer } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { z } from "zod";
import { FileToken } from "../../../shared/contract/file-token.ts";
import { useFormat } from "../../ui/format.ts";
import { Page, Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState, LoadingState } from "../../ui/states.tsx";
import classes from "./import.module.css";
import { type ImportState, useImportFlow } from "./import-flow.ts";
import { PastImports } from "./past-imports.tsx";
import { PreviewPanel } from "./preview.tsx";
import { Report } from "./report.tsx";

const Dropped = z.object({ file: FileToken, name: z.string() });
const forms = ["ml-latest", "ml-1m", "ml-100k"] as const;

export const ImportPage = () => {
  const { t } = useTranslation("import");
  const flow = useImportFlow();
  const { state, look } = flow;
  const location = useLocation();
  useEffect(() => {
    const dropped = Dropped.safeParse(location.state);
    if (dropped.success) void look(dropped.data);
  }, [location.state, look]);

  return (
    <Page
      title={t("title")}
      {...(state.step === "choose" ? {} : { subtitle: state.source.name })}
      actions={
        (state.step === "preview" || state.step === "done") && (
          <Button variant="default" onClick={flow.startAgain}>
            {t("chooseAnother")}
          </Button>
        )
      }
    >
      <div className={classes.page}>
        {state.step === "choose" && <Choose state={state} onChoose={flow.choose} />}
        {state.step === "looking" && <LoadingState />}
        {state.step === "preview" && (
          <PreviewPanel preview={state.preview} onCommit={() => void flow.commit(state.source)} />
        )}
        {state.step === "importing" && <Importing state={state} />}
        {state.step === "done" && <Report summary={state.summary} />}
        {state.step !== "importing" && state.step !== "done" && <PastImports />}
      </div>
    </Page>
  );
};

interface ChooseProps {
  readonly state: Extract<ImportState, { step: "choose" }>;
  readonly onChoose: (purpose: "importFile" | "importFolder") => Promise<void>;
}

const Choose = ({ state, onChoose }: ChooseProps) => {
  const { t } = useTranslation("import");
  const navigate = useNavigate();
  return (
    <>
      {state.fault && <ErrorState fault={state.fault} namespace="import" />}
      {state.cancelled && (
        <p className={classes.note} role="status">
          {t("cancelled")}
        </p>
      )}
      <Panel>
        <div className={classes.choose}>
          <h2>{t("choose.title")}</h2>
          <p>{t("choose.words")}</p>
          <div className={classes.buttons}>
            <Button leftSection={<IconFile size={15} />} onClick={() => void onChoose("importFile")}>
              {t("choose.file")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFolder size={15} />}
              onClick={() => void onChoose("importFolder")}
            >
              {t("choose.folder")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconServer size={15} />}
              onClick={() => void navigate("/import/warehouse")}
            >
              {t("choose.warehouse")}
            </Button>
          </div>
          <dl className={classes.forms}>
            {forms.map((form) => (
              <div key={form}>
                <dt>{t(`forms.${form}.name`)}</dt>
                <dd>{t(`forms.${form}.files`)}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Panel>
    </>
  );
};

const Importing = ({ state }: { readonly state: Extract<ImportState, { step: "importing" }> }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { progress, source, cancel } = state;
  return (
    <Panel title={t("importing", { name: source.name })}>
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
      <p className={classes.dim}>{t("allOrNothing")}</p>
    </Panel>
  );
};
