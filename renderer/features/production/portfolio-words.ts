/** Plans and decisions of a portfolio in words: the same on the page and in the memo. */
import type { TFunction } from "i18next";
import type { Gain, PortfolioDecision, Worth } from "../../../shared/domain/portfolio.ts";
import type { Format } from "../../ui/format.ts";

export interface PortfolioWords {
  amount(value: number): string;
  range(gain: Gain): string;
  names(ids: readonly string[]): string;
  /** Why it is in or out. */
  reason(decision: PortfolioDecision): string;
  /** How many plans of the frontier have it. */
  support(decision: PortfolioDecision): string;
}

/** Of what a plan brings: less says nothing. */
const nothing = 5e-4;

export const portfolioWords = (
  t: TFunction<"portfolio">,
  format: Format,
  worth: Worth,
  nameOf: (id: string) => string,
  plans: readonly Gain[],
): PortfolioWords => {
  const scale = Math.max(...plans.map(({ mean }) => Math.abs(mean)), 1e-9);
  const amount = (value: number): string =>
    worth === "revenue"
      ? format.compact(value)
      : t("members", { count: Math.round(value), n: format.number(value) });
  const names = (ids: readonly string[]): string => format.list(ids.map(nameOf));
  const kept = ({ chosen, heldBy }: PortfolioDecision): string =>
    heldBy === "must" || heldBy === "never" || heldBy === "cost"
      ? t(`held.${heldBy}`)
      : chosen
        ? t(`held.in.${heldBy === "count" || heldBy === "trait" ? heldBy : "downside"}`)
        : t(`held.out.${heldBy ?? "downside"}`);
  return {
    amount,
    range: ({ low, high }) => t("range", { low: amount(low), high: amount(high) }),
    names,
    support: ({ inPlans }) => t("inPlans", { n: inPlans, of: plans.length }),
    reason(decision) {
      const { chosen, heldBy, worth: lost, instead, entersAt } = decision;
      const entering = (reason: string): string =>
        entersAt === null ? reason : t("join", { a: reason, b: t("why.enters", { cost: amount(entersAt) }) });
      if (heldBy !== null || lost === null) return entering(kept(decision));
      const [into, out] = [names(instead.into), names(instead.out)];
      const words = { lost: amount(lost), into, out };
      if (lost < nothing * scale) return t(chosen ? "why.asWellWithout" : "why.asWellWith");
      if (chosen) return t(into === "" ? "why.without" : "why.withoutEven", words);
      const reason = t(out === "" ? "why.with" : into === "" ? "why.inPlaceOf" : "why.inPlaceOfWith", words);
      return entering(reason);
    },
  };
};
