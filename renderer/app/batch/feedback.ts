/** `feedback`: a CSV file of feedback taken as a whole, or the feedback that stands. */
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, openToRead } from "./job.ts";

const take: Command = async (job) => {
  await openLibrary(job);
  const system = job.option("system", "");
  const training = await job.clients.training();
  const done = await unwrap(
    training.reactToFile({ file: job.file("file"), system: system === "" ? null : system }),
  );
  return {
    result: { ...done },
    summary: `${done.rows} rows read, ${done.given} taken, ${done.same} stood already; what ${done.measured} changed was measured.`,
  };
};

const list: Command = async (job) => {
  await openToRead(job);
  const { rows, total } = await unwrap(
    job.clients.data.listFeedback({ offset: 0, limit: job.option("limit", 100) }),
  );
  const places = (before: number | null, after: number | null): string =>
    before === null ? "" : `, from number ${before} to ${after ?? "none"}`;
  return {
    result: { total, feedback: rows },
    summary: [
      `${total} pieces of feedback stand.`,
      ...rows.map(
        ({ member, title, kind, value, at, rankBefore, rankAfter }) =>
          `${new Date(at * 1000).toISOString()}  member ${member}  ${kind}${value === null ? "" : ` ${value}`}  ${title}${places(rankBefore, rankAfter)}`,
      ),
    ].join("\n"),
  };
};

export const feedback: Command = (job) => (job.has("file") ? take(job) : list(job));
