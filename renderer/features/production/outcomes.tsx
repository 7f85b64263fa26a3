/** What may come of the concepts, side by side; of the chosen one why, what would change it, who would come and what is near. */
import { useTranslation } from "react-i18next";
import type { Concept } from "../../../shared/domain/concept.ts";
import type { ConceptTested, OutcomeRecord } from "../../../shared/domain/concept-outlook.ts";
import { LineChart } from "../../charts/charts.tsx";
import { FigureTable } from "../../charts/table.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Audience } from "./audience.tsx";
import { useConceptWords } from "./concept-words.ts";
import classes from "./production.module.css";

interface OutcomesProps {
  readonly concepts: readonly { readonly id: string; readonly name: string; readonly concept: Concept }[];
  readonly answer: {
    readonly tested: readonly ConceptTested[];
    readonly record: { readonly rating: OutcomeRecord | null; readonly revenue: OutcomeRecord | null };
    readonly ratingsOf: "public" | "members";
  };
  readonly chosen: string;
  readonly onFilm: (film: number) => void;
}

const range = (low: string, high: string): string => `${low}–${high}`;
const factor = (format: Format, by: number): string => `×${format.number(by, 2)}`;

export const Outcomes = ({ concepts, answer, chosen, onFilm }: OutcomesProps) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const words = useConceptWords();
  const at = Math.max(
    0,
    concepts.findIndex(({ id }) => id === chosen),
  );
  const own = answer.tested[at];
  const name = concepts[at]?.name ?? "";
  const unknown = t("unknown");
  return (
    <>
      <FigureTable
        title={t("outcomes.title")}
        description={t(`outcomes.${answer.ratingsOf}`)}
        columns={[
          { label: t("concept") },
          { label: t("rating") },
          { label: t("likely") },
          { label: t("revenue") },
          { label: t("likelyRevenue") },
          { label: t("overBudget") },
        ]}
        rows={concepts.flatMap(({ id, name: each, concept }, n) => {
          const tested = answer.tested[n];
          if (!tested) return [];
          const { rating, revenue } = tested;
          return [
            {
              key: id,
              cells: [
                each,
                rating ? format.number(rating.value, 1) : unknown,
                rating ? range(format.number(rating.low, 1), format.number(rating.high, 1)) : "",
                revenue ? format.compact(revenue.value) : unknown,
                revenue ? range(format.compact(revenue.low), format.compact(revenue.high)) : "",
                revenue && concept.budget ? factor(format, revenue.value / concept.budget) : unknown,
              ],
            },
          ];
        })}
      />
      {own && (
        <>
          <FigureTable
            title={t("why.title", { name })}
            description={t("why.hint")}
            columns={[{ label: t("fact") }, { label: t("rating") }, { label: t("revenue") }]}
            rows={partsOf(own).map(({ key, field, value, rating, revenue }) => ({
              key,
              cells: [
                words(field, value),
                rating === null ? "" : format.signed(rating, 2),
                revenue === null ? "" : factor(format, revenue),
              ],
            }))}
          />
          <FigureTable
            title={t("changes.title", { name })}
            description={t("changes.hint")}
            columns={[{ label: t("changes.change") }, { label: t("rating") }, { label: t("revenue") }]}
            rows={own.changes.map(({ field, to, rating, revenue }) => ({
              key: `${field} ${to}`,
              cells: [
                words(field, `${to}`, true),
                rating === null ? "" : format.signed(rating, 2),
                revenue === null ? "" : factor(format, revenue),
              ],
            }))}
          />
          {concepts[at] && <Audience name={name} concept={concepts[at].concept} />}
          <section aria-labelledby="concept-nearest" className={classes.nearest}>
            <h3 id="concept-nearest">{t("nearest.title", { name })}</h3>
            {own.nearest.length === 0 && <p>{t("nearest.none")}</p>}
            <ul>
              {own.nearest.map((near) => (
                <li key={near.film}>
                  <button type="button" onClick={() => onFilm(near.film)}>
                    {near.title}
                    {near.year === null ? "" : ` (${near.year})`}
                  </button>
                  <span>
                    {t("nearest.outcome", {
                      rating: near.rating === null ? unknown : format.number(near.rating, 1),
                      budget: near.budget === null ? unknown : format.compact(near.budget),
                      revenue: near.revenue === null ? unknown : format.compact(near.revenue),
                    })}
                  </span>
                  <span className={classes.shared}>{format.list(near.shared)}</span>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      <Record kind="rating" record={answer.record.rating} />
      <Record kind="revenue" record={answer.record.revenue} />
    </>
  );
};

interface BothParts {
  readonly key: string;
  readonly field: NonNullable<ConceptTested["rating"]>["parts"][number]["field"];
  readonly value: string;
  readonly rating: number | null;
  readonly revenue: number | null;
}

const mostParts = 10;

/** The parts of both outcomes side by side, those that move either most first. */
const partsOf = ({ rating, revenue }: ConceptTested): BothParts[] => {
  const parts = new Map<string, BothParts>();
  for (const [of, outlook] of [
    ["rating", rating],
    ["revenue", revenue],
  ] as const)
    for (const { field, value, share } of outlook?.parts ?? []) {
      const key = `${field} ${value}`;
      const before = parts.get(key) ?? { key, field, value, rating: null, revenue: null };
      parts.set(key, { ...before, [of]: share });
    }
  const size = ({ rating: points, revenue: by }: BothParts): number =>
    Math.max(Math.abs(points ?? 0), by === null ? 0 : Math.abs(Math.log(by)));
  return [...parts.values()].sort((a, b) => size(b) - size(a)).slice(0, mostParts);
};

const Record = ({
  kind,
  record,
}: {
  readonly kind: "rating" | "revenue";
  readonly record: OutcomeRecord | null;
}) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  if (!record) return <p>{t(`record.${kind}.none`)}</p>;
  const told = (error: number): string =>
    kind === "rating" ? format.number(error, 2) : factor(format, Math.exp(error));
  return (
    <LineChart
      spec={{
        title: t(`record.${kind}.title`),
        description: t("record.words", {
          films: format.number(record.films),
          error: told(record.error),
          usual: told(record.usual),
          covered: format.percent(record.covered),
        }),
        x: { label: t("record.year"), format: String },
        y: { label: t(`record.${kind}.axis`), format: (value) => format.number(Number(value), 1) },
        series: [
          {
            name: t("record.forecast"),
            points: record.byYear.map(({ year, error }) => ({
              x: year,
              y: kind === "rating" ? error : Math.exp(error),
            })),
          },
        ],
      }}
    />
  );
};
