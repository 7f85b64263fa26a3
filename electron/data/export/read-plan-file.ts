/** A plan that was exported as JSON, and files of text that come back from it. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

interface Unreadable {
  readonly type: "UnreadableFile";
  readonly name: string;
  readonly detail: string;
}
type PlanFileFailure =
  | Unreadable
  | { readonly type: "NotAPlan"; readonly name: string; readonly detail: string };

const largestFile = 64 * 1024 * 1024;

export const readText = async (path: string): Promise<Result<string, Unreadable>> => {
  const name = basename(path);
  try {
    if ((await stat(path)).size > largestFile)
      return err({ type: "UnreadableFile", name, detail: "above 64 MB" });
    return ok(await readFile(path, "utf8"));
  } catch (error) {
    return err({ type: "UnreadableFile", name, detail: (error as Error).message });
  }
};

export const readPlanFile = async (path: string): Promise<Result<PlanDocument, PlanFileFailure>> => {
  const text = await readText(path);
  if (!text.ok) return text;
  try {
    return ok(PlanDocument.parse(JSON.parse(text.value)));
  } catch (error) {
    return err({ type: "NotAPlan", name: basename(path), detail: (error as Error).message.slice(0, 400) });
  }
};
