/** The week to come: what its plan draws, or that it has none, and the day on which most will come. */
import type { DayOutlook } from "../../../shared/contract/forecasting.ts";
import type { Statement } from "../../../shared/domain/briefing.ts";
import { overriddenOutlook } from "../../../shared/domain/overrides.ts";
import { outlookOf } from "../outlook.ts";
import { unwrap } from "../read.ts";
import type { Asked, Source } from "./source.ts";

/** The latest plan of the week, and where it is shown. */
export const latestPlan = async ({ clients, venue, week, signal }: Asked) => {
  const { plans } = await unwrap(clients.data.listPlans({ venue: venue.id }, { signal }));
  return {
    latest: plans
      .filter((plan) => plan.week === week)
      .reduce<(typeof plans)[number] | null>(
        (newest, plan) => (newest && newest.version > plan.version ? newest : plan),
        null,
      ),
    evidence: {
      route: "/schedule",
      command: ["export", "--venue", venue.name, "--week", week, "--forms", "json"],
    },
  };
};

const planned = async (asked: Asked): Promise<Statement> => {
  const { clients, signal } = asked;
  const { latest, evidence } = await latestPlan(asked);
  if (!latest)
    return {
      topic: "coming",
      claim: { kind: "noPlan" },
      sureness: "counted",
      step: "planWeek",
      evidence,
    };
  const { totals } = await unwrap(clients.data.loadPlan({ id: latest.id }, { signal }));
  const { low, high } = totals;
  const { version, showings } = latest;
  const ranged = low !== undefined && high !== undefined;
  return {
    topic: "coming",
    claim: ranged
      ? { kind: "plan", version, showings, expected: { value: latest.expectedAdmissions, low, high } }
      : { kind: "planUnranged", version, showings },
    sureness: ranged ? "forecast" : "counted",
    step: null,
    evidence,
  };
};

const busiestDay = async ({ clients, venue, week, signal }: Asked): Promise<Statement[]> => {
  const days = await unwrap(clients.data.attendanceDays({ until: week }, { signal }));
  const outlook = await unwrap(outlookOf(clients, { days, horizon: 7, venue: venue.id }, { signal }));
  const { overrides } = await unwrap(clients.data.listOverrides({}, { signal }));
  const busiest = overriddenOutlook(outlook, overrides).days.reduce<DayOutlook["days"][number] | null>(
    (most, day) => (most && most.expected >= day.expected ? most : day),
    null,
  );
  if (!busiest) return [];
  const { date, expected, low, high } = busiest;
  return [
    {
      topic: "coming",
      claim: { kind: "peak", date, expected: { value: expected, low, high } },
      sureness: "forecast",
      step: "staffPeak",
      evidence: {
        route: `/demand/forecast?venue=${venue.id}`,
        command: ["forecast", "--venue", venue.name, "--from", week],
      },
    },
  ];
};

export const comingStatements: Source = async (asked) => [await planned(asked), ...(await busiestDay(asked))];
