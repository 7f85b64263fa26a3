/** Venues and their screens. */
import { readList } from "../cells/lists.ts";
import { type Fields, keptText, longest, optional, optionalKey, optionalText } from "./fields.ts";
import type { Interpret } from "./record.ts";
import { optionalNumber } from "./values.ts";

export const venuesInterpreter = (fields: Fields): Interpret => {
  const name = fields.words("name");
  const key = optionalKey(fields, "key");
  const nameZh = optionalText(fields, "nameZh", longest.name);
  const timeZone = optional(fields, "timeZone", knownTimeZone);
  const region = optionalText(fields, "region", longest.label);
  return (cells, note) => {
    const called = name(cells);
    if (called === "") {
      note("missing-required", "name", "");
      return null;
    }
    const known = key(cells, note);
    if (known === undefined) return null;
    const kept = keptText(called, "name", longest.name, note);
    return {
      kind: "venues",
      film: null,
      record: {
        key: known ?? kept,
        name: kept,
        nameZh: nameZh(cells, note),
        timeZone: timeZone(cells, note),
        region: region(cells, note),
      },
    };
  };
};

const knownTimeZone = (text: string): string | null => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
};

export const screensInterpreter = (fields: Fields): Interpret => {
  const venue = fields.words("venue");
  const name = fields.words("name");
  const seats = optionalNumber(fields, "capacity");
  const { list } = fields.reading("formats");
  const formats = optional(fields, "formats", (text) => readList(text, list));
  return (cells, note) => {
    const missing = venue(cells) === "" ? "venue" : name(cells) === "" ? "name" : null;
    if (missing) {
      note("missing-required", missing, "");
      return null;
    }
    const told = seats(cells, note);
    if (told !== null && told <= 0) note("capacity-not-positive", "capacity", String(told));
    return {
      kind: "screens",
      film: null,
      record: {
        venue: keptText(venue(cells), "venue", longest.name, note),
        name: keptText(name(cells), "name", longest.label, note),
        capacity: told !== null && told > 0 ? Math.max(1, Math.round(told)) : null,
        formats: formats(cells, note) ?? [],
      },
    };
  };
};
