/** What rules, sliders and marks say, in the user's language. */
import type { TFunction } from "i18next";
import type { MadeFor } from "../../../../shared/contract/lists.ts";
import type { HouseRules } from "../../../../shared/domain/house-rules.ts";
import type { Format } from "../../../ui/format.ts";

type T = TFunction<"lists">;
export interface ListWish {
  readonly novelty: number;
  readonly diversity: number;
  readonly rules: HouseRules;
}
interface Named {
  readonly format: Format;
  readonly genreName: (genre: string) => string;
  readonly titleOf: (film: number) => string;
}

/** One sentence a rule; none where none is set. */
export const rulesWords = (t: T, rules: HouseRules, { format, genreName, titleOf }: Named): string[] => [
  ...(rules.certificates.length > 0
    ? [t("rules.words.certificates", { values: format.list(rules.certificates) })]
    : []),
  ...(rules.languages.length > 0
    ? [t("rules.words.languages", { values: format.list(rules.languages.map(format.languageName)) })]
    : []),
  ...(rules.oldest === null ? [] : [t("rules.words.oldest", { year: rules.oldest })]),
  ...rules.caps.map(({ trait, value, most }) =>
    value === null
      ? t(`rules.words.each.${trait}`, { most: format.number(most) })
      : t(`rules.words.cap.${trait}`, {
          most: format.number(most),
          value: trait === "genre" ? genreName(value) : value,
        }),
  ),
  ...(rules.watched ? [t("rules.words.watched")] : []),
  ...(rules.include.length > 0
    ? [t("rules.words.include", { titles: format.list(rules.include.map(titleOf)) })]
    : []),
];

type Step = keyof MadeFor["steps"];
const steps: readonly { readonly step: Exclude<Step, "model">; readonly from: Step }[] = [
  { step: "rules", from: "model" },
  { step: "novelty", from: "rules" },
  { step: "diversity", from: "novelty" },
];

const change = (after: number, before: number): number => (before === 0 ? 0 : after / before - 1);
/** Less than half a percent is nothing to speak of. */
const told = (share: number): boolean => Math.abs(share) >= 0.005;

export interface StepWords {
  readonly step: (typeof steps)[number]["step"];
  readonly words: string;
}

/** What each step changed: expected liking, how many know the films, how much they differ. */
export const costWords = (t: T, made: MadeFor["steps"], format: Format): StepWords[] =>
  steps.flatMap(({ step, from }) => {
    const signed = (share: number): string => `${share > 0 ? "+" : "−"}${format.percent(Math.abs(share))}`;
    const score = change(made[step].score, made[from].score);
    const known = change(made[step].known, made[from].known);
    const diversity = change(made[step].diversity, made[from].diversity);
    const parts = [
      ...(told(score) ? [t("cost.score", { change: signed(score) })] : []),
      ...(told(known)
        ? [t(known < 0 ? "cost.lessKnown" : "cost.moreKnown", { change: format.percent(Math.abs(known)) })]
        : []),
      ...(told(diversity) ? [t("cost.diversity", { change: signed(diversity) })] : []),
    ];
    return parts.length === 0 ? [] : [{ step, words: format.list(parts) }];
  });
