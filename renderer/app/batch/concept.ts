/** `concept`: what may come of films that are not made yet, each and together. */
import type { Concept } from "../../../shared/domain/concept.ts";
import type { ConceptTested } from "../../../shared/domain/concept-outlook.ts";
import { unwrap } from "../../client/read.ts";
import { feed } from "./feed.ts";
import { type Command, type Job, openToRead, paced } from "./job.ts";
import { portfolio } from "./portfolio.ts";

/** By segment, where a model knows films by content alone; null where none does. */
const audienceOf = async ({ clients }: Job, concepts: readonly Concept[]) => {
  const training = await clients.training();
  const opened = await training.openWhatIf({ film: null });
  if (!opened.ok) {
    if (["NoContentModel", "Suppressed"].includes(opened.error.type)) return null;
    throw new Error(`the training worker failed: ${JSON.stringify(opened.error)}`);
  }
  const { groups, model } = opened.value;
  const forecasts = [];
  for (const { budget: _budget, month: _month, ...sketch } of concepts) {
    const forecast = await unwrap(training.whatIf({ film: null, sketch }));
    forecasts.push(
      forecast.groups.map(({ choice, like }, at) => ({
        segment: groups[at]?.segment ?? null,
        name: groups[at]?.segment === null ? "everybody" : (groups[at]?.name ?? ""),
        members: groups[at]?.members ?? 0,
        choice,
        like,
      })),
    );
  }
  return { model, forecasts };
};

const money = (value: number): string => `${(value / 1e6).toPrecision(3)} M`;
const linesOf = (title: string, { rating, revenue, nearest, changes }: ConceptTested): string[] => [
  title,
  ...(rating
    ? [`  rating ${rating.value.toFixed(1)} (${rating.low.toFixed(1)} to ${rating.high.toFixed(1)})`]
    : []),
  ...(revenue ? [`  revenue ${money(revenue.value)} (${money(revenue.low)} to ${money(revenue.high)})`] : []),
  `  nearest: ${nearest.map((near) => `${near.title} (${near.year ?? "?"})`).join(", ") || "no film"}`,
  ...changes
    .slice(0, 4)
    .map(
      ({ field, to, rating: points, revenue: factor }) =>
        `  ${field} ${to}: ${[
          ...(factor === null ? [] : [`revenue x ${factor.toFixed(2)}`]),
          ...(points === null ? [] : [`rating ${points < 0 ? "" : "+"}${points.toFixed(2)}`]),
        ].join(", ")}`,
    ),
];

const test: Command = async (job) => {
  await openToRead(job);
  const { concepts } = await unwrap(job.clients.data.readConcepts({ file: job.file("file") }));
  const training = await job.clients.training();
  const tell = paced(job.say);
  const { tested, record, ratingsOf } = await unwrap(
    training.testConcepts(
      { concepts },
      { onProgress: ({ share }) => tell(`learning: ${(100 * share).toFixed(0)} %`) },
    ),
  );
  const audience = await audienceOf(job, concepts);
  return {
    result: {
      ratingsOf,
      concepts: tested.map((each, at) => ({
        concept: concepts[at],
        ...each,
        audience: audience?.forecasts[at] ?? null,
      })),
      record,
    },
    summary: tested
      .flatMap((each, at) => [
        ...linesOf(concepts[at]?.title || `Concept ${at + 1}`, each),
        ...(audience?.forecasts[at] ?? []).map(
          ({ name, choice, like }) =>
            `  ${name}: ${(100 * choice.value).toFixed(1)} % would choose it among their next ten films, ${(100 * like.value).toFixed(0)} % would like it`,
        ),
      ])
      .join("\n"),
  };
};

const actions: Readonly<Record<string, Command>> = { test, portfolio, feed };
export const concept: Command = (job) => (actions[job.option("action", "test")] as Command)(job);
