/** `concept portfolio [file]`: which concepts to make or to acquire, under a budget and for what may go wrong. */
import type { KeptConcept } from "../../../shared/contract/concepts.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import type { MemoKind, PortfolioDecision, PortfolioWish } from "../../../shared/domain/portfolio.ts";
import { type PortfolioAnswer, readPortfolio } from "../../client/portfolio.ts";
import { unwrap } from "../../client/read.ts";
import { writeMemo } from "../../features/production/memo.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";
import { type Command, type Job, openToRead, paced, secondsSince } from "./job.ts";

/** Those of a file go by their title, or their place in it. */
const conceptsOf = async ({ clients, fileIfAny }: Job): Promise<KeptConcept[]> => {
  const file = fileIfAny("file");
  if (file === undefined) return (await unwrap(clients.data.listConcepts({}))).concepts;
  const { concepts } = await unwrap(clients.data.readConcepts({ file }));
  return concepts.map((concept, at) => ({ id: `${at + 1}`, concept }));
};

/** What is not said stays as it was wished last. */
const wishOf = ({ option }: Job, kept: PortfolioWish): PortfolioWish => {
  const said = <T>(name: string, otherwise: T): number | T => {
    const value = option(name, -1);
    return value < 0 ? otherwise : value;
  };
  return {
    ...kept,
    budget: said("budget", kept.budget),
    returned: said("returned", kept.returned),
    leastFilms: said("least", kept.leastFilms),
    mostFilms: said("most", kept.mostFilms),
    perWindow: said("per-month", kept.perWindow),
    caution: said("caution", kept.caution),
    memo: option<MemoKind>("memo", kept.memo),
  };
};

export const nameOf = ({ id, concept }: KeptConcept): string => concept.title || `Concept ${id}`;

const linesOf = (
  concepts: readonly KeptConcept[],
  { plans, picked, decisions, worth }: PortfolioAnswer,
): string[] => {
  const told = (value: number): string =>
    worth === "revenue" ? `${(value / 1e6).toFixed(1)} M` : `${value.toFixed(0)} members`;
  const named = (ids: readonly string[]): string =>
    ids.map((id) => nameOf(concepts.find((each) => each.id === id) as KeptConcept)).join(", ");
  const reason = ({ chosen, heldBy, worth: lost, instead, entersAt, inPlans }: PortfolioDecision): string =>
    heldBy !== null
      ? `by ${heldBy}`
      : [
          `${told(lost ?? 0)} less ${chosen ? "without" : "with"} it`,
          ...(instead.into.length > 0 ? [`${named(instead.into)} instead`] : []),
          ...(instead.out.length > 0 ? [`in place of ${named(instead.out)}`] : []),
          ...(entersAt === null ? [] : [`in at a cost of ${told(entersAt)}`]),
          `in ${inPlans} of ${plans.length} plans`,
        ].join("; ");
  return [
    ...plans.map(
      ({ films, cost, mean, low, high, worst }, at) =>
        `${at === picked ? "*" : " "} ${told(mean)} (${told(low)} to ${told(high)}), worst tenth ${told(worst)}, cost ${(cost / 1e6).toFixed(1)} M: ${named(films)}`,
    ),
    ...decisions.map((each) => `${each.chosen ? "in " : "out"} ${named([each.id])}: ${reason(each)}`),
  ];
};

export const portfolio = async (job: Job): ReturnType<Command> => {
  await openToRead(job);
  const started = performance.now();
  const { clients } = job;
  const concepts = await conceptsOf(job);
  if (concepts.length === 0) throw new Failure({ type: "NoConcepts" });
  const { wish: kept } = await unwrap(clients.data.portfolioWish({}));
  // Costs and stands are those of the library's own concepts.
  const wish = wishOf(job, job.fileIfAny("file") === undefined ? kept : { ...kept, costs: {}, stands: {} });
  const tell = paced(job.say);
  const answer = await readPortfolio(clients, concepts, wish, (share) =>
    tell(`${(100 * share).toFixed(0)} %`),
  );
  const language = job.option<"en" | "zh-CN">("language", "en");
  const out = job.fileIfAny("out");
  await startI18n(language);
  const files =
    out === undefined ? [] : await writeMemo(clients, { concepts, wish, answer }, out, makeFormat(language));
  return {
    result: {
      worth: answer.worth,
      wish,
      concepts: concepts.map((each) => ({ id: each.id, title: nameOf(each) })),
      plans: answer.plans,
      picked: answer.picked,
      decisions: answer.decisions,
      shared: answer.shared,
      draws: answer.draws,
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      seconds: secondsSince(started),
    },
    summary: [...linesOf(concepts, answer), ...files.map(({ path }) => path)].join("\n"),
  };
};
