/** A venue's rules: kept in the library at once, each change undoable; a draft in hand follows. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { KeptRule } from "../../../../shared/contract/rules.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import type { Rule } from "../../../../shared/domain/rules/rule.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { unwrap, useRead } from "../../../client/read.ts";
import { changeSchedule, scheduleState } from "../draft/store.ts";

/** The board asks the draft's own problem for broken rules. */
const followInDraft = (venue: number, rules: readonly KeptRule[]): void => {
  const { draft } = scheduleState();
  if (draft?.problem.house.venue !== venue) return;
  const next = rules.map(({ rule }) => rule);
  if (JSON.stringify(next) === JSON.stringify(draft.problem.rules ?? [])) return;
  changeSchedule({ draft: { ...draft, problem: { ...draft.problem, rules: next } } });
};

export const useRules = (venue: number) => {
  const { data, host } = useClients();
  const queries = useQueryClient();
  const read = useRead(["rules", venue], (signal) => data.listRules({ venue }, { signal }));
  const [fault, setFault] = useState<AnyFault | null>(null);
  const rules = read.data?.rules;
  useEffect(() => {
    if (rules) followInDraft(venue, rules);
  }, [venue, rules]);
  const acting = (act: () => Promise<unknown>): void => {
    setFault(null);
    void act()
      .then(() => refreshLibrary(queries))
      .catch((error) => setFault(faultOf(error)));
  };
  return {
    read,
    fault,
    save: (changed: readonly Rule[], of: number | null = venue) =>
      acting(() => unwrap(data.saveRules({ venue: of, rules: [...changed] }))),
    remove: (id: string) => acting(() => unwrap(data.deleteRules({ ids: [id] }))),
    importFile: () =>
      acting(async () => {
        const chosen = await unwrap(host.chooseFile({ purpose: "importFile", suggestedName: "" }));
        if (chosen === null) return;
        const found = await unwrap(data.readRules({ file: chosen.file }));
        await unwrap(data.saveRules({ venue, rules: [...found.rules] }));
      }),
    exportFile: () =>
      acting(async () => {
        const chosen = await unwrap(host.chooseFile({ purpose: "exportTable", suggestedName: "rules.json" }));
        if (chosen === null) return;
        await unwrap(data.writeRules({ file: chosen.file, rules: (rules ?? []).map(({ rule }) => rule) }));
      }),
  };
};
