/** `plan`: a venue's week, or that of every venue of the chain, planned, stored and exported. */
import type { Venue } from "../../../shared/contract/planning.ts";
import { type AnyFault, Failure, faultOf } from "../../../shared/domain/fault.ts";
import type { Objective } from "../../../shared/domain/objective.ts";
import { type PlanDocument, planDocument } from "../../../shared/domain/plan-document.ts";
import { unknownNames } from "../../../shared/domain/rules/unknown-names.ts";
import type { Plan, WeekProblem } from "../../../shared/domain/slate.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import type { Clients } from "../../client/client.ts";
import { withOutlook } from "../../client/outlook.ts";
import { withOverlaps } from "../../client/overlaps.ts";
import { withPreferences } from "../../client/predicted-likes.ts";
import { unwrap } from "../../client/read.ts";
import { clashWords } from "./clash-words.ts";
import { type Command, type Job, openLibrary, paced, seconds, secondsSince } from "./job.ts";
import { objectiveOf } from "./objective.ts";
import { rulesOfFile, rulesWith, violationsOf } from "./rules.ts";

/** The week's problem with what the latest model predicts of its films; without a model, without. */
const weekProblem = async (clients: Clients, venue: number, week: string, objective: Objective) => {
  const plain = await unwrap(clients.data.weekProblem({ venue, week }));
  const known = await withOutlook(clients, await withOverlaps(clients, plain));
  const { problem, model } = await withPreferences(clients, known, { objective });
  return { problem, model: model === null ? null : { id: model, name: model } };
};

const documentOf = (
  problem: Omit<WeekProblem, "preference">,
  plan: Plan,
  model: PlanDocument["model"],
  objective: Objective,
): PlanDocument =>
  planDocument({
    id: "new",
    version: 1,
    createdAt: new Date(),
    note: "",
    house: problem.house,
    days: problem.days,
    candidates: problem.candidates,
    plan,
    model,
    assumptions: [],
    objective,
    rules: problem.rules ?? [],
  });

/** As the week's next version, or under a scenario's name: then it branches from the latest version, if there is one. */
const save = async ({ data }: Clients, document: PlanDocument, scenario: string) => {
  if (scenario === "") {
    const { id, version } = await unwrap(data.savePlan({ document }));
    return { source: { plan: id }, kept: { plan: id, version } };
  }
  const { venue } = document.house;
  const { plans } = await unwrap(data.listPlans({ venue }));
  const latest = plans.find(({ week }) => week === document.week);
  const base = latest && (await unwrap(data.loadPlan({ id: latest.id })));
  const { id } = await unwrap(
    data.saveScenario({ name: scenario, document, parent: latest?.id ?? null, ...(base ? { base } : {}) }),
  );
  return { source: { scenario: id }, kept: { scenario: { id, name: scenario }, parent: latest?.id ?? null } };
};

const planForms = ["grid", "sessions", "ical", "json"] as const;

const planVenue = async (job: Job, venue: Pick<Venue, "id" | "name">) => {
  const { clients, file, option, say } = job;
  const start = performance.now();
  const week = option("week", "");
  const objective = objectiveOf(option("objective", "[]"));
  const { problem: known, model } = await weekProblem(clients, venue.id, week, objective);
  const problem = { ...known, rules: rulesWith(known.rules ?? [], await rulesOfFile(job)) };
  const unknown = unknownNames(problem.rules, problem.house, problem.candidates);
  for (const { rule, screens, films } of unknown)
    say(
      `${venue.name}: rule ${rule} names what this week does not hold: ${[...screens, ...films].join(", ")}`,
    );
  const scheduling = await clients.scheduling();
  const tell = paced((line) => say(`${venue.name}: ${line}`));
  const outcome = await scheduling.plan(
    { problem, options: { objective } },
    {
      onProgress: ({ day, days, bestValue, gap, secondsLeft }) =>
        tell(
          `day ${Math.min(day + 1, days)} of ${days}: ${gap === 1 ? "not every required showing has its place yet" : `worth ${bestValue.toFixed(0)}, gap ${(100 * gap).toFixed(2)} %`}, ${seconds(secondsLeft)} left`,
        ),
    },
  );
  if (!outcome.ok && outcome.error.type === "RulesClash") {
    const words = await clashWords(outcome.error, problem);
    for (const line of words.clash) say(line);
    say("Any one of these makes the day possible:");
    for (const line of words.relaxations) say(`  ${line}`);
    throw new Failure({ ...outcome.error, words } as AnyFault);
  }
  const planned = await unwrap(Promise.resolve(outcome));
  const document = documentOf(problem, planned.plan, model, objective);
  const { source, kept } = await save(clients, document, option("scenario", ""));
  const { files } = await unwrap(
    clients.data.exportPlan(
      {
        source,
        folder: file("out"),
        forms: [...planForms],
        language: "en",
        overwrite: true,
      },
      { onProgress: ({ done, total, file: name }) => tell(`export ${done} of ${total}: ${name}`) },
    ),
  );
  const { showings, forecast, proof } = planned.plan;
  const bound = proof.reduce((sum, day) => sum + day.bound, 0);
  const value = proof.reduce((sum, day) => sum + day.value, 0);
  const gap = bound > 0 ? (bound - value) / bound : 0;
  const { expectedAdmissions, low = 0, high = 0 } = document.totals;
  const result = {
    venue: venue.name,
    week,
    showings,
    forecast,
    total: { expected: expectedAdmissions, low, high },
    bound,
    gap,
    seconds: secondsSince(start),
    files: files.map(({ path }) => path),
    ...kept,
    value,
    proof,
    slate: planned.reasons,
    complete: planned.complete,
    model: model?.id ?? null,
    objective,
    standing: planned.standing,
    violations: violationsOf(problem, planned.plan.slate, showings),
    unknown,
  };
  const busiest = planned.standing.reduce((most, day) =>
    (day.peak?.rooms ?? 0) > (most.peak?.rooms ?? 0) ? day : most,
  );
  return {
    result,
    summary: [
      `${venue.name}, week of ${week}: ${showings.length} showings of ${planned.plan.slate.length} films, ${expectedAdmissions.toFixed(0)} admissions expected (${low.toFixed(0)} to ${high.toFixed(0)}, four weeks out of five).`,
      `No schedule of this slate is worth more than ${bound.toFixed(0)}, this one ${value.toFixed(0)}: within ${(100 * gap).toFixed(2)} %. Planned and exported in ${seconds(result.seconds)}.`,
      ...(busiest.peak
        ? [
            `Peak of ${busiest.peak.rooms} turnovers on ${busiest.date} at ${wallClock(busiest.peak.from)}; ${busiest.usual} are usual.`,
          ]
        : []),
      ...files.map(({ path }) => path),
    ].join("\n"),
  };
};

/** Instead of a venue's name. */
const wholeChain = "all";

export const plan: Command = async (job) => {
  const { clients, option, say } = job;
  await openLibrary(job);
  const wanted = option<string>("venue", "");
  const { venues } = await unwrap(clients.data.listVenues({}));
  const named = venues.find(({ name, nameZh }) => name === wanted || nameZh === wanted);
  if (named) return planVenue(job, named);
  if (wanted !== wholeChain)
    throw new Failure({
      type: "UnknownVenue",
      venue: wanted,
      known: venues.map(({ name }) => name),
    } as AnyFault);
  const plans = [];
  const failures = [];
  for (const [n, venue] of venues.entries()) {
    say(`${n + 1} of ${venues.length}: ${venue.name}`);
    try {
      plans.push(await planVenue(job, venue));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push({ venue: venue.name, error: faultOf(error) });
    }
  }
  // One house that cannot be planned does not keep the others from their plans; where none can, that is the answer.
  const [first] = failures;
  if (first && plans.length === 0) throw new Failure(first.error);
  return {
    result: { week: option("week", ""), venues: plans.map(({ result }) => result), failures },
    summary: [
      ...plans.map(({ summary }) => summary),
      ...failures.map(({ venue, error }) => `${venue}: not planned, ${error.type}`),
    ].join("\n"),
  };
};
