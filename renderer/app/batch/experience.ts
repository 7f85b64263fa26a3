/** `experience report`: what visits do to ratings and to coming back, and where viewers leave; of one film how it is best shown. */
import { decisionsOf, optionsOf } from "../../../shared/domain/experience-options.ts";
import type { Condition, Effect } from "../../../shared/domain/experience-report.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead, paced, seconds } from "./job.ts";

const namedBy = ({ kind, ...its }: Condition): string => [kind, ...Object.values(its)].join(" ");

const between = ({ estimate, low, high }: Pick<Effect, "estimate" | "low" | "high">): string =>
  `${estimate.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

const mostFalse = 0.05;

export const experience: Command = async (job) => {
  await openToRead(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const report = await unwrap(
    training.experience(
      { until: job.option("until", "") || null },
      {
        onProgress: ({ share, secondsLeft }) =>
          tell(
            `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const { joint, screens, ...told } = report;
  const film = job.option("film", 0);
  const detail = film > 0 ? await unwrap(job.clients.data.film({ film })) : null;
  const options = detail && optionsOf(report, detail);
  const decisions =
    detail && joint.map(({ segment }) => ({ segment, ...decisionsOf(report, detail, segment) }));
  return {
    result: { ...told, ...(options && { film, options, decisions }) },
    summary: [
      `${report.tickets} tickets, ${report.visits} the start of one showing, ${report.rated} rated and comparable, in ${seconds(report.seconds)}.`,
      ...report.effects
        .filter(({ q }) => q <= mostFalse)
        .map(
          (effect) =>
            `  ${effect.outcome}: ${namedBy(effect.condition)}${effect.segment ? `, ${effect.segment.name}` : ""}: ${between(effect)}, ${effect.visits} visits, ${effect.evidence}`,
        ),
      ...(options ?? []).map(
        (option) =>
          `  film ${film}, ${option.part}${option.version ? `, ${option.version.format} ${option.version.audio}${option.version.subtitles ? `, subtitles ${option.version.subtitles}` : ""}` : ""}: ${between(option)}`,
      ),
    ].join("\n"),
  };
};
