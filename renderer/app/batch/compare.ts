/** `compare`: two stored models on the ratings held out from both, or two plans. */
import { unwrap } from "../../client/read.ts";
import { comparePlanFiles } from "./compare-plans.ts";
import { type Command, openToRead } from "./job.ts";

export const compare: Command = async (job) => {
  const { clients, option } = job;
  if (job.has("first-plan")) return comparePlanFiles(job);
  await openToRead(job);
  const training = await clients.training();
  const [first, second] = [option("first", ""), option("second", "")];
  const { differences } = await unwrap(training.compareModels({ first, second }));
  const lines = differences.map(
    ({ metric, difference, interval: [low, high], p, effect }) =>
      `${metric.padEnd(20)} ${difference >= 0 ? "+" : ""}${difference.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}), p = ${p.toFixed(4)}, d = ${effect.toFixed(2)}`,
  );
  return {
    result: { first, second, differences },
    summary: ["Second less first, with the 95 % interval", ...lines].join("\n"),
  };
};
