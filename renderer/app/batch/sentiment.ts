/** `voices train` without an encoder: the feeling of texts, learned from the library's own ratings and labels. */
import type { SentimentCard } from "../../../shared/contract/voices-learning.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, paced, seconds } from "./job.ts";
import { reportLines } from "./report-lines.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export const trainSentiment: Command = async (job) => {
  await openLibrary(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const { card, kept } = await unwrap(
    training.learnSentiment(
      { model: job.option<SentimentCard["model"]>("model", "linear"), seed: job.option("seed", 1) },
      {
        onProgress: ({ phase, share, secondsLeft }) =>
          tell(
            `${phase} ${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const { metrics, bundled, texts, model, report, better } = card;
  return {
    result: { ...card, kept },
    summary: [
      `${model} learned from ${texts.learned} texts (${texts.rated} rated, ${texts.labelled} labelled in all, ${texts.leftOut} left out) in ${seconds(card.seconds)}. Of ${texts.held} held out it calls ${percent(metrics.accuracy)} right, F1 ${metrics.f1_macro.toFixed(3)}, calibration error ${metrics.ece.toFixed(3)}; the bundled start ${percent(bundled.accuracy)}, F1 ${bundled.f1_macro.toFixed(3)}.`,
      kept
        ? `Kept; ${better ? "it reads from now on: voices score." : "the bundled start reads better and goes on reading."}`
        : "Not kept: the one learned before reads these better.",
      ...reportLines(report),
    ].join("\n"),
  };
};
