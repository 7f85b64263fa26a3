/** Whom to write to, as a table to be read elsewhere: members by their number in the library. */
import type { TFunction } from "i18next";
import type { RetentionPlan } from "../../../shared/domain/campaign.ts";
import type { LapseReason } from "../../../shared/domain/retention.ts";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import type { Format } from "../../ui/format.ts";

const mostRows = 10_000;

export const planDocument = (
  t: TFunction<"retention">,
  title: string,
  plan: RetentionPlan,
  wordsOf: (reason: LapseReason) => string,
  format: Format,
): TableDocument => ({
  title,
  language: format.language === "zh-CN" ? "zh-CN" : "en",
  facts: [],
  columns: (
    [
      ["member", "whole", 10],
      ["group", "text", 12],
      ["reason", "text", 40],
      ["stopped", "share", 10],
      ["uplift", "number", 10],
    ] as const
  ).map(([key, kind, width]) => ({ key, kind, width, header: t(`plan.columns.${key}`) })),
  rows: Array.from(plan.member.subarray(0, mostRows), (member, at) => {
    const reason = plan.reason[at];
    return [
      member,
      t(plan.treated[at] ? "plan.gets" : "plan.held"),
      reason ? wordsOf(reason) : t("plan.coming"),
      plan.gone[at] as number,
      Number.isNaN(plan.uplift[at] as number) ? null : (plan.uplift[at] as number),
    ];
  }),
});
