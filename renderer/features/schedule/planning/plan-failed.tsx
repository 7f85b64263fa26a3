/** Why a week could not be planned: the rules that clash, and whose they are. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PlanFailure } from "../../../../shared/contract/scheduling.ts";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import type { WeekProblem } from "../../../../shared/domain/slate.ts";
import { useFormat } from "../../../ui/format.ts";
import { ErrorState } from "../../../ui/states.tsx";
import { ClashView } from "../rules/clash-view.tsx";
import classes from "../schedule.module.css";
import { useTitle } from "../words.ts";

type ClashFailure = Extract<PlanFailure, { type: "RulesClash" }>;

interface PlanFailedProps {
  readonly fault: AnyFault;
  readonly problem: WeekProblem | null;
  readonly onRetry: () => void;
  /** Offered where pencilled showings may stand in the way. */
  readonly onFreePencilled: (() => void) | null;
}

export const PlanFailed = ({ onFreePencilled, ...failed }: PlanFailedProps) => {
  const { t } = useTranslation("schedule");
  return (
    <>
      <WhyFailed {...failed} />
      {onFreePencilled && (
        <div className={classes.consent}>
          <span>{t("pencilled.inTheWay")}</span>
          <Button variant="default" size="compact-sm" onClick={onFreePencilled}>
            {t("pencilled.free")}
          </Button>
        </div>
      )}
    </>
  );
};

const WhyFailed = ({ fault, problem, onRetry }: Omit<PlanFailedProps, "onFreePencilled">) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const titleOf = useTitle(problem?.candidates ?? []);
  const readable = (failure: PlanFailure): AnyFault & Readonly<Record<string, unknown>> => {
    switch (failure.type) {
      case "RulesClash":
        return { type: failure.type, day: format.day(failure.date) };
      case "NoCandidates":
      case "NoScreens":
        return failure;
      case "UnknownFilm":
        return { ...failure, title: titleOf(failure.film) };
      case "FilmTooLong":
        return {
          ...failure,
          title: titleOf(failure.film),
          needs: format.runtime(failure.needs),
          available: format.runtime(failure.available),
        };
      case "NoScreenWithFormat":
        return {
          ...failure,
          title: titleOf(failure.film),
          formats: format.list(failure.formats),
        };
      case "LockedShowingsClash":
        return { type: failure.type, count: failure.conflicts.length };
      case "MinimumShowsCannotFit":
        return {
          type: failure.type,
          day: format.day(failure.date),
          rules: format.list(failure.rules.map((rule) => t(`clashing.${rule}`))),
          films: format.list(
            failure.films.map(({ film, need, have }) =>
              t("clashing.film", { title: titleOf(film), need, have }),
            ),
          ),
        };
    }
  };
  const known = new Set<string>([
    "NoCandidates",
    "NoScreens",
    "UnknownFilm",
    "FilmTooLong",
    "NoScreenWithFormat",
    "LockedShowingsClash",
    "MinimumShowsCannotFit",
    "RulesClash",
  ] satisfies PlanFailure["type"][]);
  if (fault.type === "RulesClash" && problem)
    return <ClashView clash={fault as ClashFailure} problem={problem} onRetry={onRetry} />;
  return (
    <ErrorState
      fault={known.has(fault.type) ? readable(fault as PlanFailure) : fault}
      namespace="schedule"
      onRetry={onRetry}
    />
  );
};
