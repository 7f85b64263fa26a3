/** What a film outside the slate would change if it had to play: the week is planned with it while the plan in hand stays as it is. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { isHeld, type ScheduledShowing, type WeekProblem } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { unwrap } from "../../../client/read.ts";
import { startWork } from "../../../client/work.ts";
import { useFormat } from "../../../ui/format.ts";
import type { Basis } from "../draft/draft.ts";
import classes from "../schedule.module.css";

interface ForcedInProps {
  readonly problem: WeekProblem;
  readonly basis: Basis;
  readonly showings: readonly ScheduledShowing[];
  readonly film: number;
  readonly title: string;
}

/** Long enough for every day's bound and first schedules; planning in earnest takes the time it needs. */
const seconds = 25;

type Trial =
  | { readonly at: "running"; readonly cancel: () => void }
  | {
      readonly at: "done";
      readonly of: readonly ScheduledShowing[];
      readonly change: number;
      readonly gap: number;
    }
  | { readonly at: "failed"; readonly of: readonly ScheduledShowing[] };

export const ForcedIn = ({ problem, basis, showings, film, title }: ForcedInProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const clients = useClients();
  const [trial, setTrial] = useState<Trial | null>(null);

  const attempt = async (): Promise<void> => {
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    const work = startWork(t("forced.work", { title }), cancel);
    setTrial({ at: "running", cancel });
    try {
      const scheduling = await clients.scheduling();
      const { plan } = await unwrap(
        scheduling.plan(
          {
            problem,
            options: {
              slate: [...basis.slate, film],
              locked: showings.filter(isHeld),
              objective: basis.objective,
              timeLimit: seconds,
            },
          },
          { signal: controller.signal, onProgress: ({ secondsLeft }) => work.update({ secondsLeft }) },
        ),
      );
      const total = async (of: readonly ScheduledShowing[]): Promise<number> =>
        (await unwrap(scheduling.value({ problem, showings: of }))).total;
      const change = (await total(plan.showings)) - (await total(showings));
      const bound = plan.proof.reduce((sum, day) => sum + day.bound, 0);
      const value = plan.proof.reduce((sum, day) => sum + day.value, 0);
      const gap = bound > 0 ? Math.max(0, (bound - value) / bound) : 0;
      setTrial(controller.signal.aborted ? null : { at: "done", of: showings, change, gap });
    } catch (error) {
      setTrial(faultOf(error).type === "Cancelled" ? null : { at: "failed", of: showings });
    } finally {
      work.end();
    }
  };

  if (trial?.at === "running")
    return (
      <div className={classes.forced}>
        <span aria-live="polite">{t("forced.running")}</span>
        <Button variant="subtle" size="compact-xs" onClick={trial.cancel}>
          {t("cancel")}
        </Button>
      </div>
    );
  const answer = trial?.of === showings ? trial : null;
  return (
    <div className={classes.forced}>
      {answer && (
        <span aria-live="polite">
          {answer.at === "failed"
            ? t("forced.failed")
            : t("forced.change", {
                change: format.signed(answer.change),
                gap: format.percent(answer.gap, 1),
              })}
        </span>
      )}
      {answer === null && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={t("forced.askOf", { title })}
          onClick={() => void attempt()}
        >
          {t("forced.ask")}
        </Button>
      )}
    </div>
  );
};
