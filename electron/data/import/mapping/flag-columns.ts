/** Genres as columns of their own, one a genre, holding yes (1) and no (0). */
import type { ColumnProfile } from "./column-profile.ts";
import { headerWords } from "./header-words.ts";

const fewest = 3;

const isFlag = ({ distinct }: ColumnProfile): boolean =>
  distinct.size > 0 &&
  distinct.size <= 2 &&
  [...distinct.keys()].every((value) => value === "0" || value === "1");

/** The longest run of flags that lie side by side; none where there are too few to be a list. */
export const flagColumns = (columns: readonly ColumnProfile[]): readonly ColumnProfile[] => {
  let best: readonly ColumnProfile[] = [];
  let run: ColumnProfile[] = [];
  for (const column of columns) {
    const follows = run.at(-1)?.index === column.index - 1;
    run = isFlag(column) ? [...(follows ? run : []), column] : [];
    if (run.length > best.length) best = run;
  }
  return best.length >= fewest ? best : [];
};

/** "genre_sci_fi" -> "Sci fi" */
export const flagName = (column: ColumnProfile): string => {
  const words = headerWords(column.name).replace(/^(?:genres?|is|类型) /, "");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
