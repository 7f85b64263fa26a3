/** What can be done with the week's plan as a whole: the page's buttons. */
import { ActionIcon, Button, Select, Tooltip } from "@mantine/core";
import {
  IconBuildings,
  IconChevronLeft,
  IconChevronRight,
  IconDeviceFloppy,
  IconFileExport,
  IconGitBranch,
  IconGitCompare,
  IconHistory,
  IconPlayerPlay,
  IconRuler2,
} from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Venue } from "../../../shared/contract/planning.ts";
import type { Objective } from "../../../shared/domain/objective.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { changeSchedule } from "./draft/store.ts";
import { Goals } from "./planning/goals.tsx";
import classes from "./schedule.module.css";
import { addDays } from "./week.ts";

export type PlanDialog = "save" | "saveToExport" | "versions" | "scenarios" | "chain";

export interface PlanActs {
  readonly plan: () => void;
  readonly save: () => void;
  readonly exportPlan: () => void;
  readonly ask: (dialog: PlanDialog) => void;
  readonly open: (page: "rules" | "compare") => void;
}

interface PlanActionsProps {
  readonly venues: readonly Venue[];
  readonly venue: number;
  readonly week: IsoDate;
  readonly planned: boolean;
  readonly scenario: boolean;
  /** A plan is being made. */
  readonly busy: boolean;
  readonly canSave: boolean;
  readonly saved: boolean;
  readonly objective: Objective;
  readonly acts: PlanActs;
}

export const PlanActions = memo((props: PlanActionsProps) => {
  const { venues, venue, week, planned, scenario, busy, canSave, saved, objective, acts } = props;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const localName = useLocalName();
  return (
    <>
      {venues.length > 1 && (
        <Select
          aria-label={t("venue")}
          allowDeselect={false}
          value={String(venue)}
          data={venues.map(({ id, name, nameZh }) => ({ value: String(id), label: localName(name, nameZh) }))}
          onChange={(id) => id !== null && changeSchedule({ venue: Number(id), week: null })}
        />
      )}
      {venues.length > 1 && (
        <Tooltip label={t("chain.action")}>
          <ActionIcon aria-label={t("chain.action")} onClick={() => acts.ask("chain")}>
            <IconBuildings size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <div className={classes.weekChooser}>
        <ActionIcon
          aria-label={t("weekBefore")}
          disabled={busy}
          onClick={() => changeSchedule({ week: addDays(week, -7), failure: null })}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <span>{t("weekRange", { from: format.day(week), to: format.day(addDays(week, 6)) })}</span>
        <ActionIcon
          aria-label={t("weekAfter")}
          disabled={busy}
          onClick={() => changeSchedule({ week: addDays(week, 7), failure: null })}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </div>
      <Tooltip label={t("actions.rules")}>
        <Button
          variant="default"
          classNames={{ label: classes.roomy }}
          leftSection={<IconRuler2 size={14} />}
          onClick={() => acts.open("rules")}
        >
          {t("actions.rules")}
        </Button>
      </Tooltip>
      <Tooltip label={t("actions.versions")}>
        <Button
          variant="default"
          classNames={{ label: classes.roomy }}
          leftSection={<IconHistory size={14} />}
          onClick={() => acts.ask("versions")}
        >
          {t("actions.versions")}
        </Button>
      </Tooltip>
      <Tooltip label={t("scenarios.action")}>
        <ActionIcon aria-label={t("scenarios.action")} onClick={() => acts.ask("scenarios")}>
          <IconGitBranch size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("compare.action")}>
        <ActionIcon aria-label={t("compare.action")} onClick={() => acts.open("compare")}>
          <IconGitCompare size={16} />
        </ActionIcon>
      </Tooltip>
      {planned && (
        <>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={!canSave || saved}
            onClick={acts.save}
          >
            {t(scenario ? "actions.saveScenario" : "actions.save")}
          </Button>
          {!scenario && (
            <Button
              variant="default"
              leftSection={<IconFileExport size={14} />}
              disabled={!canSave}
              onClick={acts.exportPlan}
            >
              {t("actions.export")}
            </Button>
          )}
        </>
      )}
      <Goals objective={objective} disabled={busy} onChange={(next) => changeSchedule({ objective: next })} />
      <Button leftSection={<IconPlayerPlay size={14} />} disabled={busy} onClick={acts.plan}>
        {t(planned ? "actions.planAgain" : "actions.plan")}
      </Button>
    </>
  );
});
PlanActions.displayName = "PlanActions";
