/** The plan in hand as the document that is stored of it. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type PlanDocument, planDocument } from "../../../../shared/domain/plan-document.ts";
import { basisOf, type Draft } from "../draft/draft.ts";
import type { Worth } from "../draft/valued-days.ts";

export const useDraftDocument = (): ((draft: Draft, worth: Worth, note: string) => PlanDocument) => {
  const { t } = useTranslation("schedule");
  return useCallback(
    (draft, worth, note) => {
      const { problem, history, model } = draft;
      const { slate, seconds, objective } = basisOf(draft);
      return planDocument({
        id: "draft",
        version: 1,
        createdAt: new Date(),
        note,
        house: problem.house,
        days: problem.days,
        candidates: problem.candidates,
        plan: {
          week: problem.week,
          slate,
          showings: history.showings,
          forecast: [...worth.forecast.values()],
          proof: [...worth.proof.values()],
          seconds,
          spread: worth.spread,
        },
        model,
        objective,
        ...(problem.rules ? { rules: problem.rules } : {}),
        assumptions: [t("assumptions.history"), model ? t("assumptions.model") : t("assumptions.noModel")],
      });
    },
    [t],
  );
};
