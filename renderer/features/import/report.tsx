/** What an import did, every row it could not take as it was, and what to do next. */
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconMovie } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ImportSummary } from "../../../shared/contract/import.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { RollbackDialog } from "./history/rollback-dialog.tsx";
import { ImpliedNote } from "./implied-note.tsx";
import classes from "./import.module.css";
import { Issues } from "./issues.tsx";

const figures = ["added", "updated", "unchanged", "repaired", "rejected"] as const;

interface ReportProps {
  readonly summary: ImportSummary;
  readonly name: string;
  /** After it was rolled back there is nothing to report. */
  readonly onGone: () => void;
}

export const Report = ({ summary, name, onGone }: ReportProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);
  const { added, updated, unchanged, repaired, rejected, seconds } = summary;
  const read = added + updated + unchanged + rejected;
  return (
    <>
      <Panel
        title={added + updated + rejected === 0 ? t("report.nothingNew") : t("report.title")}
        actions={
          <span className={classes.buttons}>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={15} />}
              onClick={() => setLeaving(true)}
            >
              {t("rollback.action")}
            </Button>
            {rejected > 0 && (
              <Button
                variant="default"
                onClick={() => void navigate(`/import/quarantine?run=${summary.importRun}`)}
              >
                {t("report.toQuarantine")}
              </Button>
            )}
            <Button leftSection={<IconMovie size={15} />} onClick={() => void navigate("/library")}>
              {t("report.toLibrary")}
            </Button>
          </span>
        }
      >
        <Stats>
          {figures.map((figure) => (
            <Stat
              key={figure}
              label={t(`report.${figure}`)}
              value={format.number(summary[figure])}
              hint={t(`report.${figure}Hint`)}
            />
          ))}
        </Stats>
        <p className={classes.dim}>
          {t("report.speed", {
            rows: format.number(read),
            duration: format.duration(seconds),
            perSecond: format.number(read / Math.max(seconds, 0.001)),
          })}{" "}
          {t("report.totals", {
            films: format.number(summary.films),
            members: format.number(summary.members),
            interactions: format.number(summary.interactions),
            tags: format.number(summary.tags),
          })}
        </p>
        <ImpliedNote implied={summary.implied} />
      </Panel>
      {repaired + rejected > 0 && <Issues importRun={summary.importRun} />}
      {leaving && (
        <RollbackDialog
          run={{ importRun: summary.importRun, source: name }}
          onClose={() => setLeaving(false)}
          onDone={onGone}
        />
      )}
    </>
  );
};
