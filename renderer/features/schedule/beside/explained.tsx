/** Why a showing is expected to draw what it draws, and the moves that would help its day. */
import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Explanation } from "../../../../shared/contract/scheduling.ts";
import type { Edit } from "../../../../shared/domain/edits.ts";
import type { ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { wallClock } from "../../../../shared/domain/venue-time.ts";
import { useClients } from "../../../client/context.tsx";
import { ReasonList } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { LoadingState } from "../../../ui/states.tsx";
import { heldWeek } from "../draft/held-week.ts";
import { useLatest } from "../draft/use-latest.ts";
import classes from "../schedule.module.css";
import { screenName, useTitle } from "../words.ts";

interface ExplainedProps {
  readonly problem: WeekProblem;
  readonly showings: readonly ScheduledShowing[];
  readonly showing: ScheduledShowing;
  readonly onEdit: (edit: Edit) => void;
}

/** Smaller factors change the forecast by less than its rounding. */
const tellingFactor = 1.02;
const tellingRivals = 3;
/** Smaller improvements are noise. */
const tellingChange = 1;

export const Explained = ({ problem, showings, showing, onEdit }: ExplainedProps) => {
  const { t } = useTranslation("schedule");
  const clients = useClients();
  const format = useFormat();
  const titleOf = useTitle(problem.candidates);
  const question = useMemo(
    () => ({ problem, showings: showings.filter(({ date }) => date === showing.date), id: showing.id }),
    [problem, showings, showing],
  );
  const { answered } = useLatest(question, async (asked): Promise<Explanation | null> => {
    const held = await heldWeek(clients, asked.problem);
    const answer = await held?.scheduling.explain({ ...asked, problem: held.week });
    return answer?.ok ? answer.value : null;
  });
  if (answered?.question.id !== showing.id) return <LoadingState rows={4} />;
  const { factors, rivals, repeatLoss, alternatives, priceKnown } = answered.answer;
  const telling = factors.filter(({ times }) => Math.max(times, 1 / times) >= tellingFactor);
  const better = alternatives.filter(({ change }) => change >= tellingChange);
  return (
    <>
      <section>
        <h3>{t("why.title")}</h3>
        <ReasonList
          reasons={telling
            .map(({ factor, times }) => ({
              key: factor,
              weight: Math.log(times),
              text: t(times >= 1 ? `why.${factor}.more` : `why.${factor}.less`, {
                share: format.percent(Math.abs(times - 1)),
              }),
            }))
            .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))}
        />
        {!priceKnown && <p className={classes.hint}>{t("why.priceUnknown")}</p>}
        {repeatLoss >= 1 && (
          <p className={classes.hint}>
            {t("why.repeat", { count: Math.round(repeatLoss), loss: format.number(repeatLoss) })}
          </p>
        )}
        {rivals
          .filter(({ taken }) => taken >= 1)
          .slice(0, tellingRivals)
          .map(({ film, taken }) => (
            <p key={film} className={classes.hint}>
              {t("why.rival", {
                count: Math.round(taken),
                title: titleOf(film),
                taken: format.number(taken),
              })}
            </p>
          ))}
        <p className={classes.hint}>{t("why.simple")}</p>
      </section>
      {better.length > 0 && !showing.locked && (
        <section>
          <h3>{t("better.title")}</h3>
          <ul className={classes.better}>
            {better.map((alternative) => {
              const { kind, film, screen, start, change } = alternative;
              return (
                <li key={`${kind} ${film} ${screen} ${start}`}>
                  <span>
                    {t(`better.${kind}`, {
                      title: titleOf(film),
                      screen: screenName(problem.house, screen),
                      start: wallClock(start),
                    })}
                  </span>
                  <b>{format.signed(change)}</b>
                  <Button
                    variant="default"
                    size="compact-xs"
                    onClick={() =>
                      onEdit(
                        kind === "move"
                          ? { kind: "move", id: showing.id, screen, date: showing.date, start }
                          : {
                              kind: "together",
                              edits: [
                                { kind: "remove", id: showing.id },
                                { kind: "add", showing: { ...showing, film, screen, start } },
                              ],
                            },
                      )
                    }
                  >
                    {t("better.apply")}
                  </Button>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
};
