/** `quarantine`: rows that imports did not take, tried again, written as CSV files, listed. */
import { type QuarantinedRow, QuarantineFilter } from "../../../shared/contract/import-review.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, openToRead } from "./job.ts";

const shown = ({ id, file, line, rule, field, detail }: QuarantinedRow): string =>
  `${String(id).padStart(6)}. ${file}:${line}  ${rule}${field ? ` (${field})` : ""}  ${detail}`;

/** Tried again before anything is written or listed: what is left then is what still waits. */
export const quarantine: Command = async (job) => {
  const { option, say } = job;
  const { data } = job.clients;
  const retry = option("retry", false);
  await (retry ? openLibrary(job) : openToRead(job));
  const text = (name: string): string | undefined => option(name, "") || undefined;
  const run = option("import-run", 0);
  const filter = QuarantineFilter.parse({
    ...(run > 0 ? { importRun: run } : {}),
    rule: text("rule"),
    kind: text("kind"),
    state: text("state") ?? "waiting",
    search: "",
  });
  const { state: _, ...which } = filter;
  const fixed = retry
    ? await unwrap(
        data.fixQuarantined(
          { filter: which, set: {} },
          { onProgress: ({ phase, rows }) => say(`${phase}: ${rows} rows`) },
        ),
      )
    : null;
  const folder = job.fileIfAny("export");
  const written = folder ? await unwrap(data.exportQuarantine({ folder, filter })) : null;
  const { total, rows } = await unwrap(
    data.quarantine({ ...filter, offset: 0, limit: option("limit", 100) }),
  );
  return {
    result: { total, rows, ...(fixed ? { fixed } : {}), ...(written ? { files: written.files } : {}) },
    summary: [
      ...(fixed ? [`${fixed.taken} rows taken now, ${fixed.refused} still refused.`] : []),
      ...(written?.files.map(({ name, rows: n }) => `${name}: ${n} rows`) ?? []),
      `${total} rows are ${filter.state}.`,
      ...rows.map(shown),
    ].join("\n"),
  };
};
