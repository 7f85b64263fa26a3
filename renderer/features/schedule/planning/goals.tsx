/** What the next plan is for: goals, and how much each weighs. */
import { Button, Popover, Slider } from "@mantine/core";
import { IconTarget } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import {
  admissionsOnly,
  countsAdmissionsOnly,
  filmGoals,
  type Goal,
  goals,
  type Objective,
} from "../../../../shared/domain/objective.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "./goals.module.css";

interface GoalsProps {
  readonly objective: Objective;
  readonly disabled: boolean;
  readonly onChange: (objective: Objective) => void;
}

export const Goals = ({ objective, disabled, onChange }: GoalsProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const weighed = goals.filter((goal) => objective[goal] > 0);
  const set = (goal: Goal, percent: number): void => {
    const next = { ...objective, [goal]: percent / 100 };
    if (filmGoals.some((each) => next[each] > 0)) onChange(next);
  };
  return (
    <Popover position="bottom-end" width={340} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconTarget size={14} />} disabled={disabled}>
          {weighed.length > 2
            ? t("goals.more", {
                first: t(`goals.${weighed[0] as Goal}`),
                count: weighed.length - 1,
              })
            : format.list(weighed.map((goal) => t(`goals.${goal}`)))}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.goals} aria-label={t("goals.title")}>
        <p className={classes.hint}>{t("goals.hint")}</p>
        {goals.map((goal) => (
          <div key={goal}>
            <div className={classes.name}>
              <b>{t(`goals.${goal}`)}</b>
              <span>{format.percent(objective[goal])}</span>
            </div>
            <Slider
              thumbLabel={t(`goals.${goal}`)}
              label={null}
              step={5}
              value={Math.round(100 * objective[goal])}
              onChange={(percent) => set(goal, percent)}
            />
            <p className={classes.hint}>{t(`goals.${goal}Hint`)}</p>
          </div>
        ))}
        <Button
          variant="default"
          disabled={countsAdmissionsOnly(objective)}
          onClick={() => onChange(admissionsOnly)}
        >
          {t("goals.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
};
