/** `evaluate --protocol concept-by-year`: films of a library forecast from those up to a year. */
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead, paced } from "./job.ts";

const lastYear = 2010;

export const evaluateConcepts: Command = async (job) => {
  await openToRead(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const year = job.option("last-year", lastYear);
  const started = performance.now();
  const { metrics, baseline, counts } = await unwrap(
    training.evaluateConcepts(
      { lastYear: year },
      { onProgress: ({ share }) => tell(`${(100 * share).toFixed(0)} %`) },
    ),
  );
  const { vote, revenue } = metrics.coverage["80"];
  return {
    result: {
      protocol: "concept-by-year",
      lastYear: year,
      metrics,
      baseline,
      counts,
      seconds: (performance.now() - started) / 1000,
    },
    summary: [
      `Films up to ${year} teach, those after it are judged.`,
      `Votes: RMSE ${metrics.vote_rmse.toFixed(3)} (mean of the past ${baseline.vote_rmse.toFixed(3)}), 80 % intervals hold ${(100 * vote).toFixed(1)} % of ${counts.vote.test} films.`,
      `Log revenue: MAE ${metrics.revenue_mae.toFixed(3)} (usual multiple of the budget ${baseline.revenue_mae.toFixed(3)}), 80 % intervals hold ${(100 * revenue).toFixed(1)} % of ${counts.revenue.test} films.`,
    ].join("\n"),
  };
};
