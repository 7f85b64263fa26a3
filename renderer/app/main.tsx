/** Composition root: a window for a person, or one command of the batch interface. */
import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "../ui/tokens.css";
import { QueryClient } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { connectClients } from "../client/client.ts";
import { App } from "./app.tsx";
import { reportUncaught } from "./bugs.ts";
import { startI18n } from "./i18n.ts";

const clients = await connectClients();
reportUncaught(clients.host);
const task = valueOrThrow(await clients.host.task({}));
if (task.type === "batch") {
  const { runBatch } = await import("./batch.ts");
  await runBatch(clients, task);
} else {
  const preferences = valueOrThrow(await clients.host.preferences({}));
  await startI18n(preferences.language);
  // The library changes only through this page, which says when: nothing goes stale by itself.
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: "always" } },
  });
  queries.setQueryData(["preferences"], preferences);
  createRoot(document.getElementById("root") as HTMLElement).render(
    <App clients={clients} queries={queries} task={task} />,
  );
}
