/** Titles of the week's candidates and of every other film that a rule names by number. */
import { useMemo } from "react";
import type { KeptRule } from "../../../../shared/contract/rules.ts";
import type { Candidate } from "../../../../shared/domain/slate.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";

export type NamedFilm = Pick<Candidate, "film" | "title" | "titleZh">;

export const useNamedFilms = (
  candidates: readonly NamedFilm[] = [],
  rules: readonly KeptRule[] = [],
): readonly NamedFilm[] => {
  const { data } = useClients();
  const others = useMemo(() => {
    const known = new Set(candidates.map(({ film }) => film));
    const named = rules.flatMap(({ rule }) => [
      ...(rule.scope.films ?? []),
      ...(rule.kind === "reserved" ? rule.params.films : []),
    ]);
    return [...new Set(named)].filter((ref) => typeof ref === "number").filter((film) => !known.has(film));
  }, [candidates, rules]);
  const { data: found } = useRead(
    ["filmTitles", others],
    (signal) => data.filmTitles({ films: others }, { signal }),
    { enabled: others.length > 0 },
  );
  return useMemo(
    () => [
      ...candidates,
      ...(found?.rows ?? []).map(({ id, title, titleZh }) => ({ film: id, title, titleZh })),
    ],
    [candidates, found],
  );
};
