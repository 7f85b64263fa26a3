/** Tables whose columns have no telling names: what their values alone can only be. */
import { type Field, fieldOf, type RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { type ColumnProfile, dateReadings, isNumeric } from "./column-profile.ts";
import { isProse } from "./fits.ts";
import { guessScale } from "./guess-scale.ts";

export interface ByValues {
  readonly kind: RecordKind;
  readonly fields: readonly (readonly [Field, ColumnProfile])[];
}

const found = (kind: RecordKind, fields: Readonly<Record<string, ColumnProfile | undefined>>): ByValues => ({
  kind,
  fields: Object.entries(fields).flatMap(([name, column]) => {
    const field = fieldOf(kind, name);
    return field && column ? [[field, column] as const] : [];
  }),
});

/** Texts with one of two or three labels. */
const labelledTexts = (columns: readonly ColumnProfile[]): ByValues | null => {
  const texts = columns.filter(isProse);
  const labels = columns.filter(
    ({ distinct, meanLength }) => distinct.size >= 2 && distinct.size <= 3 && meanLength <= 20,
  );
  const [text] = texts;
  const [label] = labels;
  if (!text || texts.length > 1) return null;
  if (labels.length === 1 && columns.length <= 4) return found("reviews", { text, polarity: label });
  return columns.length === 1 ? found("reviews", { text }) : null;
};

const mostMarks = 21;
const epoch = (column: ColumnProfile): boolean => /^epoch/.test(dateReadings(column)[0] ?? "");

/** member, film, rating and perhaps when: two columns of keys, one of few marks, one of seconds. */
const bareRatings = (columns: readonly ColumnProfile[]): ByValues | null => {
  if (columns.length < 3 || columns.length > 4 || !columns.every(isNumeric)) return null;
  const at = columns.find(epoch);
  const rest = columns.filter((column) => column !== at);
  const rating = rest.findLast((column) => guessScale(column) !== null && column.distinct.size <= mostMarks);
  const [member, film, ...others] = rest.filter((column) => column !== rating);
  if (!rating || !member || !film || others.length > 0 || (columns.length === 4 && !at)) return null;
  if (!member.allWhole || !film.allWhole || member.most <= 20 || film.most <= 20) return null;
  return found("interactions", { member, film, rating, at });
};

export const kindByValues = (columns: readonly ColumnProfile[]): ByValues | null =>
  labelledTexts(columns) ?? bareRatings(columns);
