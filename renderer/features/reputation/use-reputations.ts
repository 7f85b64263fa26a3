/** Who is spoken of, most first, and the one in view. */
import type { SubjectKind, SubjectRow } from "../../../shared/contract/reputation.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";

export const useReputations = (kind: SubjectKind) => {
  const { training } = useClients();
  return useRead(["voices", "list", kind], async (signal) =>
    (await training()).reputations({ kind }, { signal }),
  );
};

/** The chosen one, else one that asks for attention, else the first. */
export const inView = (rows: readonly SubjectRow[], chosen: string): SubjectRow | undefined =>
  rows.find(({ key }) => key === chosen) ?? rows.find(({ alerts }) => alerts > 0) ?? rows[0];
