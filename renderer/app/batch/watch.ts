/** `watch`: whether champions are still right. */
import type { DataClient } from "../../../shared/contract/data.ts";
import type { LearnedClient } from "../../../shared/contract/learned.ts";
import { couldCompare, type WatchAlert } from "../../../shared/contract/watching.ts";
import { unwrap } from "../../client/read.ts";

interface Asked {
  readonly clients: { readonly data: DataClient; readonly training: () => Promise<LearnedClient> };
  readonly file: (name: string) => string;
}

const alertLine = ({ kind, task, level, value, threshold, action }: WatchAlert): string =>
  `${level}: ${kind}${task ? ` of ${task}` : ""} is ${value.toFixed(3)}, from ${threshold} on it matters; ${action}`;

/** Beside a window that has the library open the report is told, and not kept. */
export const watch = async ({ clients, file }: Asked) => {
  const opened = await clients.data.openLibrary({ file: file("library") });
  if (!opened.ok && opened.error.type === "InUse")
    await unwrap(clients.data.openLibrary({ file: file("library"), readOnly: true }));
  else await unwrap(Promise.resolve(opened));
  const training = await clients.training();
  const report = await unwrap(training.watch({}));
  return {
    result: { ...report },
    summary:
      report.alerts.length === 0
        ? `Nothing to worry about: ${report.tasks.length} champions were looked at.${couldCompare(report) ? "" : " Too little came since their training to compare with."}`
        : report.alerts.map(alertLine).join("\n"),
  };
};
