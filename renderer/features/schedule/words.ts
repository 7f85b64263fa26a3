/** Rules, proofs and reasons of a schedule in the user's language. */
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SlateReason } from "../../../shared/contract/scheduling.ts";
import type { DayStanding } from "../../../shared/domain/day-standing.ts";
import type { Objective } from "../../../shared/domain/objective.ts";
import type { Rule } from "../../../shared/domain/rules/rule.ts";
import type { Conflict } from "../../../shared/domain/schedule-rules.ts";
import type { Candidate, DayProof, House, IsoDate, ScheduledShowing } from "../../../shared/domain/slate.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { ruleWords } from "./rules/rule-words.ts";

export const useTitle = (
  candidates: readonly Pick<Candidate, "film" | "title" | "titleZh">[],
): ((film: number) => string) => {
  const localName = useLocalName();
  return useMemo(() => {
    const titles = new Map(
      candidates.map(({ film, title, titleZh }) => [film, localName(title, titleZh)] as const),
    );
    return (film) => titles.get(film) ?? `#${film}`;
  }, [candidates, localName]);
};

export const screenName = ({ screens }: House, screen: number): string =>
  screens.find((each) => each.screen === screen)?.name ?? String(screen);

const isTime: ReadonlySet<string> = new Set(["start", "opens", "lastStart", "clear", "closes"]);

const noRules: readonly Rule[] = [];

/** What a conflict says to the user. */
export const useConflictWords = (
  house: House,
  titleOf: (film: number) => string,
  rules: readonly Rule[] = noRules,
): ((conflict: Conflict, others: readonly ScheduledShowing[]) => string) => {
  const { t } = useTranslation("schedule");
  const { t: ofRules } = useTranslation("rules");
  const format = useFormat();
  return useCallback(
    ({ rule, params, broken }, others) => {
      const values: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(params)) {
        if (isTime.has(name)) values[name] = wallClock(Number(value));
        else if (name === "film") values[name] = titleOf(Number(value));
        else if (name === "screen" && typeof value === "number") values[name] = screenName(house, value);
        else if (name === "date") values[name] = format.day(String(value));
        else values[name] = value;
      }
      const other = others.map(({ film, start }) =>
        t("showingBrief", { title: titleOf(film), start: wallClock(start) }),
      );
      if (broken) {
        const names = { film: titleOf, screen: (screen: number) => screenName(house, screen), venue: String };
        return ruleWords(ofRules, format, names).broken(
          broken,
          rules.find(({ id }) => id === broken.rule),
          format.list(other),
        );
      }
      const kind = rule === "stagger" && params.apart === 0 ? "sameStart" : rule;
      return other.length > 1 && (rule === "overlap" || rule === "stagger")
        ? t(`conflictsBetween.${rule}`, { ...values, both: format.list(other) })
        : t(`conflicts.${kind}`, { ...values, other: format.list(other) });
    },
    [house, titleOf, rules, t, ofRules, format],
  );
};

/** "At most 1,234 admissions are possible; this schedule expects 1,228: within 0.5 %." */
export const useProofWords = (): ((proof: readonly DayProof[], weighed: boolean) => string) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  return (proof, weighed) => {
    const value = proof.reduce((sum, day) => sum + day.value, 0);
    const bound = proof.reduce((sum, day) => sum + day.bound, 0);
    return t(weighed ? "proof.weighed" : "proof.words", {
      bound: format.number(bound),
      value: format.number(value),
      gap: format.percent(bound > 0 ? Math.max(0, bound - value) / bound : 0, 1),
    });
  };
};

/** "Peak: 5 rooms turned over at once, at 20:15 (3 are usual)." and, where the plan is for fair shares, who has more than its own. */
export const useStandingWords = (): ((
  days: readonly DayStanding[],
  objective: Objective | undefined,
) => string[]) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  return (days, objective) => {
    const busiest = days.reduce<DayStanding | undefined>(
      (most, day) => ((day.peak?.rooms ?? 0) > (most?.peak?.rooms ?? 0) ? day : most),
      undefined,
    );
    const unfair = days
      .flatMap(({ date, shares }) => shares.map((share) => ({ date, ...share })))
      .reduce<{ date: IsoDate; distributor: string; offered: number; due: number } | undefined>(
        (most, each) => (each.offered - each.due > (most ? most.offered - most.due : 0) ? each : most),
        undefined,
      );
    const on = days.length > 1 ? "week" : "day";
    return [
      ...(busiest?.peak
        ? [
            t(`standing.peak.${on}`, {
              count: busiest.peak.rooms,
              at: wallClock(busiest.peak.from),
              usual: busiest.usual,
              day: format.day(busiest.date),
            }),
          ]
        : []),
      ...(unfair && objective && objective.fairness > 0
        ? [
            t(`standing.unfair.${on}`, {
              distributor: unfair.distributor,
              offered: format.percent(unfair.offered),
              due: format.percent(unfair.due),
              day: format.day(unfair.date),
            }),
          ]
        : []),
    ];
  };
};

/** Why a film is in the slate or is not. */
export const useReasonWords = (): ((reason: SlateReason) => string) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  return ({ kind, weekOfRun, lastWeek, expected, gain }) =>
    t(`reasons.${kind}`, {
      weekOfRun: weekOfRun ?? "",
      lastWeek: format.number(lastWeek ?? 0),
      expected: format.number(expected),
      gain: format.number(Math.abs(gain)),
    });
};
