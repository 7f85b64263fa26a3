/** What came of a stored plan: attendance against its forecast, and what it earned against last week's pattern. */
import { Button } from "@mantine/core";
import { IconArrowLeft, IconCalendarStats } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { ok } from "../../../shared/domain/result.ts";
import { useClients } from "../../client/context.tsx";
import { planOutcome } from "../../client/plan-outcome.ts";
import { useRead } from "../../client/read.ts";
import { TableExport } from "../../client/table-export.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page, Panel } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import classes from "./actuals.module.css";
import { useActualsTable } from "./actuals-table.ts";
import { Basis } from "./basis.tsx";
import { Outcome } from "./outcome.tsx";

export const ActualsPage = () => {
  const { t } = useTranslation("actuals");
  const format = useFormat();
  const clients = useClients();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const read = useRead(["plan-outcome", id], async (signal) => ok(await planOutcome(clients, id, signal)));
  const tableOf = useActualsTable();
  const outcome = read.data;
  const plan = outcome?.document;
  return (
    <Page
      title={t("title")}
      subtitle={
        plan
          ? t("subtitle", { venue: plan.house.name, week: format.day(plan.week), version: plan.version })
          : ""
      }
      actions={
        <>
          <TableExport document={outcome && outcome.score.pairs.length > 0 ? () => tableOf(outcome) : null} />
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={14} />}
            onClick={() => void navigate("/schedule")}
          >
            {t("back")}
          </Button>
        </>
      }
    >
      <ReadState read={read} namespace="actuals">
        {(found) => (
          <div className={classes.stack}>
            {found.playedDays === 0 ? (
              <Panel>
                <EmptyState icon={<IconCalendarStats size={32} stroke={1.4} />} title={t("notYet.title")}>
                  {t("notYet.hint")}
                </EmptyState>
              </Panel>
            ) : (
              <Outcome outcome={found} />
            )}
            <Basis document={found.document} />
          </div>
        )}
      </ReadState>
    </Page>
  );
};
