/** Bugs of the page go to the log; the reference they are logged under is what the user sees. */
import type { HostClient } from "../../shared/contract/host.ts";

export const reportBug = async (host: HostClient, error: unknown): Promise<string> => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const answer = await host.report({ message, stack: stack ?? "" });
  return answer.ok ? answer.value.ref : "";
};

export const reportUncaught = (host: HostClient): void => {
  window.addEventListener("error", (event) => void reportBug(host, event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => void reportBug(host, event.reason));
};
