/** `retention report`: who keeps coming, who stops and what goes with it, and how well such forecasts held. */
import { usualWeeksAhead } from "../../../shared/contract/retention.ts";
import type { Estimate, LapseReason } from "../../../shared/domain/retention.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead, paced, seconds } from "./job.ts";

const between = ({ value, low, high }: Estimate, digits = 0): string =>
  `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const namedBy = ({ kind, ...its }: LapseReason): string => [kind, ...Object.values(its)].join(" ");

export const retention: Command = async (job) => {
  await openToRead(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const report = await unwrap(
    training.retention(
      { weeks: job.option("weeks", usualWeeksAhead) },
      {
        onProgress: ({ share, secondsLeft }) =>
          tell(
            `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const { everybody, validation } = report;
  return {
    result: { ...report },
    summary: [
      `${report.members} members, ${report.visits} visits in ${report.weeks} weeks, in ${seconds(report.seconds)}.`,
      `${percent(everybody.alive)} are still with the house; ${between(everybody.expected)} visits in the next ${report.ahead} weeks${everybody.value ? `, worth ${between(everybody.value)} in two years` : "; no prices are known"}.`,
      ...report.reasons.map(
        ({ reason, hazard, lapsed }) =>
          `  ${namedBy(reason)}: ${between({ value: 100 * hazard.value, low: 100 * hazard.low, high: 100 * hazard.high }, 2)} % a week, ${between(lapsed)} stopped`,
      ),
      ...(validation
        ? [
            `Held out: ${validation.holdoutWeeks} weeks from ${validation.from}, ${validation.members} members. Off by ${percent(validation.error.lapse)} over tenths (chance alone ${percent(validation.chance)}, BG/NBD ${percent(validation.error.bgNbd)}).`,
            ...validation.deciles.map(
              ({ expected, actual, bgNbd }, at) =>
                `  tenth ${at + 1}: ${between(expected)} expected, ${actual} came, BG/NBD ${bgNbd.toFixed(0)}`,
            ),
            `  not knowing how busy the house would be: ${between(validation.blind)} expected, ${validation.actual} came`,
          ]
        : ["Too few weeks to hold some out."]),
    ].join("\n"),
  };
};
