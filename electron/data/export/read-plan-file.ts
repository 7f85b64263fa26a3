/** A plan that was exported as JSON. */
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

interface PlanFileFailure {
  readonly type: "UnreadableFile" | "NotAPlan";
  readonly name: string;
  readonly detail: string;
}

const largestPlanFile = 64 * 1024 * 1024;

export const readPlanFile = async (path: string): Promise<Result<PlanDocument, PlanFileFailure>> => {
  const name = basename(path);
  let text: string;
  try {
    if ((await stat(path)).size > largestPlanFile)
      return err({ type: "NotAPlan", name, detail: "above 64 MB" });
    text = await readFile(path, "utf8");
  } catch (error) {
    return err({ type: "UnreadableFile", name, detail: (error as Error).message });
  }
  try {
    return ok(PlanDocument.parse(JSON.parse(text)));
  } catch (error) {
    return err({ type: "NotAPlan", name, detail: (error as Error).message.slice(0, 400) });
  }
};
