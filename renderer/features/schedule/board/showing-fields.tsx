/** Film, day, screen and start of a showing as lists to choose from: every drag has this way beside it. */
import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { canShow } from "../../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";
import { gridStarts } from "./board-geometry.ts";

type Fields = Pick<ScheduledShowing, "film" | "screen" | "date" | "start">;

interface ShowingFieldsProps {
  readonly problem: WeekProblem;
  readonly value: Fields;
  readonly disabled?: boolean;
  readonly onChange: (value: Fields) => void;
}

export const ShowingFields = ({ problem, value, disabled = false, onChange }: ShowingFieldsProps) => {
  const { house, candidates, days } = problem;
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle(candidates);
  const candidate = candidates.find(({ film }) => film === value.film);
  const starts = useMemo(
    () => [...new Set([...gridStarts(house), value.start])].sort((a, b) => a - b),
    [house, value.start],
  );
  const choose = (change: Partial<Fields>) => onChange({ ...value, ...change });
  const common = { disabled, allowDeselect: false, comboboxProps: { withinPortal: true } } as const;
  return (
    <div className={classes.fields}>
      <Select
        {...common}
        className={classes.wide}
        searchable
        label={t("fields.film")}
        value={String(value.film)}
        data={candidates
          .map(({ film }) => ({ value: String(film), label: titleOf(film) }))
          .sort((a, b) => format.compare(a.label, b.label))}
        onChange={(film) => film !== null && choose({ film: Number(film) })}
      />
      <Select
        {...common}
        className={classes.wide}
        label={t("fields.screen")}
        value={String(value.screen)}
        data={house.screens.map((screen) => ({
          value: String(screen.screen),
          label: t("fields.screenOption", { name: screen.name, seats: format.number(screen.capacity) }),
          disabled: candidate !== undefined && !canShow(screen, candidate),
        }))}
        onChange={(screen) => screen !== null && choose({ screen: Number(screen) })}
      />
      <Select
        {...common}
        label={t("fields.day")}
        value={value.date}
        data={days.map((day) => ({ value: day, label: format.day(day) }))}
        onChange={(date) => date !== null && choose({ date })}
      />
      <Select
        {...common}
        searchable
        label={t("fields.start")}
        value={String(value.start)}
        data={starts.map((start) => ({ value: String(start), label: wallClock(start) }))}
        onChange={(start) => start !== null && choose({ start: Number(start) })}
      />
    </div>
  );
};
