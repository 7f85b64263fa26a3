/** The documented JSON (`docs/plan-format.md`). */
import { exportedPlan, type PlanDocument } from "../../../shared/domain/plan-document.ts";

export const planJson = (document: PlanDocument): string =>
  `${JSON.stringify(exportedPlan(document), null, 2)}\n`;
