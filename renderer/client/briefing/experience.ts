/** What a visit does to how films are liked here: the effects on everybody that are hardly chance. */
import type { Statement, Step } from "../../../shared/domain/briefing.ts";
import type { Condition } from "../../../shared/domain/experience-report.ts";
import { unwrap } from "../read.ts";
import { addDays, commandOf, knownBefore, type Source } from "./source.ts";

const mostEffects = 3;
/** Share of false ones among those told. */
const mostFalse = 0.05;

/** A change in a room that is over asks nothing of anybody. */
const recentDays = 28;

export const experienceStatements: Source = async (asked) => {
  const { clients, week, signal } = asked;
  const stepOf = (condition: Condition): Step | null => {
    if (condition.kind !== "change") return "useEffect";
    return condition.to >= addDays(week, -recentDays) ? "checkRoom" : null;
  };
  const training = await clients.training();
  const { effects, screens } = await unwrap(training.experience({ until: knownBefore(asked) }, { signal }));
  return effects
    .filter(
      ({ q, segment, outcome, condition }) =>
        q <= mostFalse &&
        segment === null &&
        outcome === "rating" &&
        !(condition.kind === "change" && condition.from >= week),
    )
    .sort((a, b) => Math.abs(b.estimate) - Math.abs(a.estimate))
    .slice(0, mostEffects)
    .map(
      ({ outcome, condition, estimate, low, high, visits, evidence }): Statement => ({
        topic: "experience",
        claim: {
          kind: "effect",
          outcome,
          condition,
          screens,
          estimate: { value: estimate, low, high },
          visits,
        },
        sureness: evidence === "naturalExperiment" ? "experiment" : "associated",
        step: stepOf(condition),
        evidence: {
          route: "/experience/effects",
          command: commandOf(knownBefore(asked), "experience", "report"),
        },
      }),
    );
};
