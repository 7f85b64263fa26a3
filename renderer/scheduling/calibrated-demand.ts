/** The model that plans and forecasts are made with: fitted to all showings, its intervals to weeks that it had not seen. */
import type { ShowingHistory } from "../../shared/domain/slate.ts";
import { dayNumber, isoDate } from "./calendar.ts";
import { type Calibration, type DemandModel, expectedAdmissions, fitDemand, uncalibrated } from "./demand.ts";
import { type DemandEvidence, repeatsOf } from "./demand-terms.ts";
import { pastWeeks } from "./past-weeks.ts";

const triedDays = 28;

const missed = (model: DemandModel, history: ShowingHistory, at: readonly number[]): number => {
  const repeats = repeatsOf(history);
  return at.reduce((sum, i) => {
    const expected = expectedAdmissions(model, history, i, repeats[i] as number);
    return sum + Math.abs((history.admissions[i] as number) - expected);
  }, 0);
};

/** Audiences as a preference model predicts them count where the last weeks were forecast better with them than by traits alone. */
const chosenWay = (evidence: DemandEvidence, lastDay: number): DemandEvidence => {
  const { history, overlaps = [] } = evidence;
  if (overlaps.length === 0) return evidence;
  const without = { ...evidence, overlaps: [] };
  const from = isoDate(lastDay - triedDays + 1);
  const unseen = history.date.flatMap((date, i) => (date >= from ? [i] : []));
  if (unseen.length > history.date.length / 2) return evidence;
  const [best] = [without, evidence]
    .map((way) => ({ way, missed: missed(fitDemand(way, undefined, from), history, unseen) }))
    .sort((a, b) => a.missed - b.missed);
  return best?.way ?? evidence;
};

/** Who asks for no interval does not wait until past weeks are forecast again. */
const calibrationOf = (evidence: DemandEvidence, lastDay: number): (() => Calibration) => {
  let known: Calibration | null = null;
  return () => {
    if (known) return known;
    const weeks = pastWeeks(evidence);
    for (const origin of weeks.origins(lastDay + 1)) weeks.next(origin);
    known = weeks.calibration();
    return known;
  };
};

export const calibratedDemand = (evidence: DemandEvidence): DemandModel => {
  const lastDay = evidence.history.date.reduce((last, date) => Math.max(last, dayNumber(date)), -1);
  if (lastDay < 0) return fitDemand(evidence, uncalibrated);
  const way = chosenWay(evidence, lastDay);
  return fitDemand(way, calibrationOf(way, lastDay));
};
