/** The picked plan as a memo to decide by: chosen and left out with the reasons, range and downside, films nearest, how wrong before, assumptions. */
import type { TFunction } from "i18next";
import type { KeptConcept } from "../../../shared/contract/concepts.ts";
import type { ConceptTested, OutcomeRecord } from "../../../shared/domain/concept-outlook.ts";
import type { PortfolioDecision, PortfolioWish } from "../../../shared/domain/portfolio.ts";
import type { TextBlock, TextDocument } from "../../../shared/domain/text-document.ts";
import type { PortfolioAnswer } from "../../client/portfolio.ts";
import type { Format } from "../../ui/format.ts";
import { portfolioWords } from "./portfolio-words.ts";

export interface MemoContent {
  readonly concepts: readonly KeptConcept[];
  readonly wish: PortfolioWish;
  readonly answer: PortfolioAnswer;
  /** Null where the library teaches no outcome. */
  readonly tested: {
    readonly tested: readonly ConceptTested[];
    readonly record: { readonly rating: OutcomeRecord | null; readonly revenue: OutcomeRecord | null };
  } | null;
  readonly date: string;
}

const nearestTold = 3;

export const memoDocument = (
  t: TFunction<["portfolio", "production"]>,
  format: Format,
  { concepts, wish, answer, tested, date }: MemoContent,
): TextDocument => {
  const { plans, picked, decisions, worth, shared, draws } = answer;
  const plan = plans[picked] as (typeof plans)[number];
  const nameOf = (id: string): string => {
    const at = concepts.findIndex((each) => each.id === id);
    return concepts[at]?.concept.title || t("production:unnamed", { n: at + 1 });
  };
  const words = portfolioWords(t as TFunction<"portfolio">, format, worth, nameOf, plans);
  const chosen = decisions.filter((each) => each.chosen);
  const left = decisions.filter((each) => !each.chosen);
  const heading = (text: string): TextBlock => ({ kind: "heading", text });
  const text = (told: string): TextBlock => ({ kind: "text", text: told });
  const unknown = t("production:unknown");
  const table = (of: readonly PortfolioDecision[]): TextBlock => ({
    kind: "table",
    columns: [
      { header: t("decisions.concept"), width: 18 },
      { header: t(`decisions.cost.${wish.memo}`), width: 12 },
      { header: t(`decisions.gain.${worth}`), width: 24 },
      { header: t("decisions.why"), width: 46 },
    ],
    rows: of.map((each) => [
      nameOf(each.id),
      each.cost === null ? unknown : format.compact(each.cost),
      each.cost === null ? unknown : `${words.amount(each.mean)} (${words.range(each)})`,
      `${words.reason(each)} ${words.support(each)}`,
    ]),
  });
  const nearestOf = (each: PortfolioDecision): string | null => {
    const near = tested?.tested[decisions.indexOf(each)]?.nearest.slice(0, nearestTold) ?? [];
    if (near.length === 0) return null;
    const films = near.map(({ title, year, rating, budget, revenue }) =>
      t("memo.near", {
        title: year === null ? title : `${title} (${year})`,
        outcome: t("production:nearest.outcome", {
          rating: rating === null ? unknown : format.number(rating, 1),
          budget: budget === null ? unknown : format.compact(budget),
          revenue: revenue === null ? unknown : format.compact(revenue),
        }),
      }),
    );
    return t("memo.nearest", { name: nameOf(each.id), films: films.join("; ") });
  };
  const near = chosen.flatMap((each) => nearestOf(each) ?? []);
  const wrong = (["revenue", "rating"] as const).flatMap((kind) => {
    const record = tested?.record[kind];
    if (!record) return [];
    const told = (error: number): string =>
      kind === "rating" ? format.number(error, 2) : `×${format.number(Math.exp(error), 2)}`;
    return [
      `${t(`production:record.${kind}.title`)} ${t("production:record.words", {
        films: format.number(record.films),
        error: told(record.error),
        usual: told(record.usual),
        covered: format.percent(record.covered),
      })}`,
    ];
  });
  const limits = [
    wish.budget === null ? t("memo.noBudget") : t("memo.budget", { budget: format.compact(wish.budget) }),
    ...(worth === "revenue" ? [t("memo.returned", { share: format.percent(wish.returned) })] : []),
    ...(wish.perWindow === null ? [] : [t("memo.perWindow", { count: wish.perWindow })]),
    ...(wish.mostFilms === null ? [] : [t("memo.mostFilms", { count: wish.mostFilms })]),
    ...wish.traits.map(({ field, value, least, most }) =>
      most === null
        ? t("memo.traitLeast", { field: t(`traits.fields.${field}`), value, least })
        : t("memo.trait", { field: t(`traits.fields.${field}`), value, least, most }),
    ),
    t(`memo.basis.${worth}`),
    t("plans.how", { draws: format.number(draws) }),
    shared
      ? t("plans.shared", {
          films: format.number(shared.films),
          genre: format.percent(shared.genre.value, 1),
          low: format.percent(shared.genre.low, 1),
          high: format.percent(shared.genre.high, 1),
          all: format.percent(shared.all.value, 1),
        })
      : t("plans.apart"),
    t("memo.notCause"),
  ];
  return {
    title: t(`memo.title.${wish.memo}`),
    subtitle: t("memo.subtitle", { date: format.date(date), count: chosen.length, of: decisions.length }),
    language: format.language === "zh-CN" ? "zh-CN" : "en",
    blocks: [
      heading(t("memo.proposal")),
      text(
        t(`memo.summary.${worth}`, {
          films: words.names(plan.films),
          cost: format.compact(plan.cost),
          mean: words.amount(plan.mean),
          range: words.range(plan),
          worst: words.amount(plan.worst),
          loss: format.percent(plan.loss),
        }),
      ),
      text(t("plans.spared", { worst: words.amount(plan.worst), apart: words.amount(plan.worstApart) })),
      heading(t("memo.chosen")),
      table(chosen),
      ...(left.length === 0 ? [] : [heading(t("memo.left")), table(left)]),
      heading(t("memo.others")),
      {
        kind: "table",
        columns: [
          { header: t(`plans.mean.${worth}`), width: 14 },
          { header: t("plans.range"), width: 20 },
          { header: t("plans.worst"), width: 16 },
          { header: t("plans.cost"), width: 10 },
          { header: t("plans.films"), width: 40 },
        ],
        rows: plans.map((each, at) => [
          at === picked ? t("memo.picked", { value: words.amount(each.mean) }) : words.amount(each.mean),
          words.range(each),
          words.amount(each.worst),
          format.compact(each.cost),
          words.names(each.films),
        ]),
      },
      ...(near.length === 0
        ? []
        : [heading(t("memo.nearestTitle")), { kind: "list" as const, ordered: false, items: near }]),
      ...(wrong.length === 0 ? [] : [heading(t("memo.wrong")), ...wrong.map(text)]),
      heading(t("memo.assumptions")),
      { kind: "list", ordered: false, items: limits },
    ],
  };
};
