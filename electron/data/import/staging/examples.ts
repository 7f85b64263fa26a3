/** A few of the differences between a source and the library, in words a person can check. */
import type { StagedImport } from "../../../../shared/contract/import.ts";
import { filmColumns, type ResolvedFilm } from "./resolve-films.ts";

type Example = StagedImport["examples"][number];
const shown = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

export const keptExamples = 200;
const keptOfAKind = 60;

export const filmExamples = (films: readonly ResolvedFilm[]): Example[] => {
  const changed = films
    .filter(({ isNew, after }) => !isNew && after !== null)
    .slice(0, keptOfAKind)
    .map(
      ({ record, before, after }): Example => ({
        kind: "films",
        what: "changed",
        label: record.title ?? String(before?.title ?? `#${record.key}`),
        changes: filmColumns
          .filter(([column]) => after && column in after)
          .map(([column, field]) => ({
            field,
            before: shown(before?.[column]),
            after: shown(after?.[column]),
          })),
      }),
    );
  const added = films
    .filter(({ isNew }) => isNew)
    .slice(0, keptOfAKind - Math.min(changed.length, keptOfAKind / 2))
    .map(
      ({ record }): Example => ({
        kind: "films",
        what: "added",
        label: record.title ?? `#${record.key}`,
        changes: filmColumns
          .filter(([, field]) => field !== "title" && shown(record[field]) !== null)
          .map(([, field]) => ({ field, before: null, after: shown(record[field]) })),
      }),
    );
  return [...changed, ...added];
};
