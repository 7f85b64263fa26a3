/** Titles and releases of others: kept in the library at once, each change undoable. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Competitor, TitleWish } from "../../../../shared/contract/windows.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { unwrap, useRead } from "../../../client/read.ts";

export const useWindows = () => {
  const { data, host } = useClients();
  const queries = useQueryClient();
  const read = useRead(["windows"], (signal) => data.listWindows({}, { signal }));
  const [fault, setFault] = useState<AnyFault | null>(null);
  const acting = (act: () => Promise<unknown>): void => {
    setFault(null);
    void act()
      .then(() => refreshLibrary(queries))
      .catch((error) => setFault(faultOf(error)));
  };
  return {
    read,
    fault,
    saveTitle: (title: TitleWish) => acting(() => unwrap(data.saveTitles({ titles: [title] }))),
    deleteTitle: (film: number) => acting(() => unwrap(data.deleteTitle({ film }))),
    saveCompetitor: (competitor: Competitor & { readonly id: number | null }) =>
      acting(() => unwrap(data.saveCompetitors({ competitors: [competitor] }))),
    deleteCompetitor: (id: number) => acting(() => unwrap(data.deleteCompetitors({ ids: [id] }))),
    importCompetitors: () =>
      acting(async () => {
        const chosen = await unwrap(host.chooseFile({ purpose: "importFile", suggestedName: "" }));
        if (chosen === null) return;
        const { competitors } = await unwrap(data.readCompetitors({ file: chosen.file }));
        await unwrap(
          data.saveCompetitors({ competitors: competitors.map((each) => ({ ...each, id: null })) }),
        );
      }),
  };
};
export type Windows = ReturnType<typeof useWindows>;
