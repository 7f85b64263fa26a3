/** `check <plan.json> [--rules <file>]`: a plan against its house, its bookings and its rules. */
import { unknownNames } from "../../../shared/domain/rules/unknown-names.ts";
import { conflicts, isHard } from "../../../shared/domain/schedule-rules.ts";
import type { Candidate } from "../../../shared/domain/slate.ts";
import { unwrap } from "../../client/read.ts";
import type { Command } from "./job.ts";
import { rulesOfFile, rulesWith } from "./rules.ts";

export const checkPlanFile: Command = async (job) => {
  const { clients, file } = job;
  const plan = await unwrap(clients.data.readPlan({ file: file("plan.json") }));
  const { house, films, days, week, showings, totals } = plan;
  const candidates = films.map((film): Candidate => ({ ...film, hasPoster: false }));
  const rules = rulesWith(plan.rules ?? [], await rulesOfFile(job));
  const slate = films.map(({ film }) => film);
  const broken = conflicts(house, candidates, showings, slate, days, { rules, week });
  // A hand may have put a locked showing off the grid.
  const locked = new Set(showings.flatMap(({ id, locked: isLocked }) => (isLocked ? [id] : [])));
  const violations = broken
    .filter(({ rule, showings: [first = ""] }) => rule !== "grid" || !locked.has(first))
    .map((conflict) => ({
      rule: conflict.broken?.rule ?? conflict.rule,
      kind: conflict.broken?.kind ?? conflict.rule,
      name: conflict.broken?.name ?? "",
      showings: conflict.showings,
      date: conflict.broken?.date ?? null,
      params: conflict.params,
      amount: conflict.broken?.amount ?? 1,
      cost: conflict.broken?.cost ?? null,
      hard: isHard(conflict),
    }));
  const hard = violations.filter((violation) => violation.hard).length;
  const cost = violations.reduce((sum, violation) => sum + (violation.cost ?? 0), 0);
  const sound = hard === 0;
  return {
    result: {
      sound,
      violations,
      unknown: unknownNames(rules, house, candidates),
      totals: { ...totals, rules: rules.length, hard, cost },
    },
    failed: !sound,
    summary: [
      ...violations.map(
        ({ rule, kind, date, amount, cost: price, showings: ids, params }) =>
          `${rule === kind ? rule : `${rule} (${kind})`}${date === null ? "" : `, ${date}`}: by ${amount}${price === null ? "" : `, costs ${price.toFixed(1)}`} ${JSON.stringify(params)} ${ids.join(" ")}`,
      ),
      sound
        ? `Sound: ${showings.length} showings keep the house's rules and ${rules.length} of its own${cost > 0 ? `; priced ones cost ${cost.toFixed(1)} admissions` : ""}.`
        : `Not sound: ${hard} violations.`,
    ].join("\n"),
  };
};
