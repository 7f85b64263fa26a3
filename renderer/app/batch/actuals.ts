/** `actuals`: what came of a stored plan. */
import { planOutcome } from "../../client/plan-outcome.ts";
import { storedPlanId } from "./export.ts";
import { type Command, openToRead } from "./job.ts";

const percent = (share: number | null): string => (share === null ? "?" : `${(100 * share).toFixed(1)} %`);

export const actuals: Command = async (job) => {
  await openToRead(job);
  const { document, score, repeated, playedDays } = await planOutcome(job.clients, await storedPlanId(job));
  const { total, byFilm, byDay, pairs, notPlayed, unplanned, admissions, range } = score;
  const { id, version, week, note, model, assumptions } = document;
  return {
    result: {
      plan: id,
      version,
      week,
      note,
      model,
      assumptions,
      playedDays,
      admissions,
      ...total,
      range,
      notPlayed,
      unplanned,
      byFilm,
      byDay,
      showings: pairs.map(({ planned, played }) => ({
        id: planned.id,
        film: planned.film,
        screen: planned.screen,
        date: planned.date,
        start: planned.start,
        playedAt: played.start,
        forecast: planned.forecast,
        admissions: played.admissions,
      })),
      lastWeekRepeated: repeated && {
        ...repeated,
        gain: admissions - repeated.admissions,
        gainLow: admissions - repeated.high,
        gainHigh: admissions - repeated.low,
      },
    },
    summary:
      playedDays === 0
        ? `Nothing of the week of ${week} has been played yet, as far as the library knows.`
        : [
            `${total.showings} planned showings were played: ${total.actual} admissions, ${total.expected.toFixed(0)} expected (bias ${percent(total.bias)}, missed ${percent(total.wape)}); ${percent(total.coverage)} inside their 80 % interval. ${notPlayed} planned were not played, ${unplanned} played were not planned.`,
            ...(range
              ? [
                  `The plan said ${range.low.toFixed(0)} to ${range.high.toFixed(0)} for these: its total fell ${range.inside ? "inside" : "outside"}.`,
                ]
              : []),
            ...(repeated
              ? [
                  `The week drew ${admissions}; last week's pattern repeated would have drawn about ${repeated.admissions.toFixed(0)} (${repeated.low.toFixed(0)} to ${repeated.high.toFixed(0)}), by the demand model.`,
                ]
              : []),
          ].join("\n"),
  };
};
