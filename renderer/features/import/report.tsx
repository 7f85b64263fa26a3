/** What an import did, and every row it could not take as it was. */
import { Button } from "@mantine/core";
import { IconMovie } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ImportSummary } from "../../../shared/contract/import.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./import.module.css";
import { Issues } from "./issues.tsx";

export const Report = ({ summary }: { readonly summary: ImportSummary }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const navigate = useNavigate();
  const { added, unchanged, repaired, rejected, seconds } = summary;
  const read = added + unchanged + rejected;
  return (
    <>
      <Panel
        title={added === 0 && rejected === 0 ? t("report.nothingNew") : t("report.title")}
        actions={
          <Button
            variant="default"
            leftSection={<IconMovie size={15} />}
            onClick={() => void navigate("/library")}
          >
            {t("report.toLibrary")}
          </Button>
        }
      >
        <Stats>
          <Stat label={t("report.added")} value={format.number(added)} hint={t("report.addedHint")} />
          <Stat
            label={t("report.unchanged")}
            value={format.number(unchanged)}
            hint={t("report.unchangedHint")}
          />
          <Stat
            label={t("report.repaired")}
            value={format.number(repaired)}
            hint={t("report.repairedHint")}
          />
          <Stat
            label={t("report.rejected")}
            value={format.number(rejected)}
            hint={t("report.rejectedHint")}
          />
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
      </Panel>
      {repaired + rejected > 0 && <Issues importRun={summary.importRun} />}
    </>
  );
};
