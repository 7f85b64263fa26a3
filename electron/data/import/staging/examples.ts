/** A few of the differences between a source and the library, in words a person can check. */
import type { StagedImport } from "../../../../shared/contract/import.ts";
import { interactionKinds } from "../../../../shared/domain/interactions.ts";
import type { Connection } from "../../store/library.ts";
import type { InteractionRows } from "./interaction-rows.ts";
import { filmColumns, type ResolvedFilm } from "./resolve-films.ts";
import type { ResolvedShowing } from "./resolve-house.ts";

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

/** How each kind of interaction calls its value, in the order of their codes. */
const valueFields = {
  rating: "rating",
  ticket: "tickets",
  view: "watched",
  completion: "completion",
} as const;

export interface ChangeExamples {
  readonly found: readonly Example[];
  /** False once there are enough. */
  interaction(rows: InteractionRows, row: number, before: number): boolean;
  /** `before`: film, capacity, admissions, gross. */
  showing(whole: ResolvedShowing, before: readonly unknown[]): void;
}

/** Records that films and dates name, with the values they would lose and get. */
export const changeExamples = (db: Connection): ChangeExamples => {
  const found: Example[] = [];
  const counts = { interactions: 0, showings: 0 };
  const title = db.prepare("SELECT title FROM main.film WHERE id = ?").pluck();
  const titleOf = (film: number): string => (title.get(film) as string | undefined) ?? `#${film}`;
  const add = (kind: keyof typeof counts, label: string, changes: Example["changes"]): void => {
    counts[kind]++;
    found.push({ kind, what: "changed", label, changes });
  };
  return {
    found,
    interaction: (rows, row, before) => {
      if (counts.interactions >= keptOfAKind) return false;
      const kind = interactionKinds[rows.kind[row] as number] as keyof typeof valueFields;
      const at = rows.at[row] as number;
      const day = at === 0 ? "" : ` · ${new Date(at * 1000).toISOString().slice(0, 10)}`;
      const after = shown(rows.value[row]);
      add("interactions", `${titleOf(rows.film[row] as number)}${day}`, [
        { field: valueFields[kind], before: shown(before), after },
      ]);
      return true;
    },
    showing: (whole, [film, ...before]) => {
      if (counts.showings >= keptOfAKind) return;
      const label = titleOf(whole.film);
      const values = [
        { field: "film", before: titleOf(film as number), after: label },
        ...(["capacity", "admissions", "gross"] as const).map((field, at) => ({
          field,
          before: shown(before[at]),
          after: shown(whole[field]),
        })),
      ];
      add(
        "showings",
        `${label} · ${whole.date}`,
        values.filter(({ before, after }) => before !== after),
      );
    },
  };
};
