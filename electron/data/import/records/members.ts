/** Members: traits too coarse to single anybody out; names and addresses only where they are mapped on purpose. */
import { identifierFields } from "../../../../shared/domain/record-kinds.ts";
import { readAgeBand, readArea, readGender } from "../cells/traits.ts";
import { type Fields, keptText, longest, optional, optionalLabel } from "./fields.ts";
import { memberKey } from "./member-key.ts";
import type { Interpret } from "./record.ts";
import { optionalDate } from "./values.ts";

export const membersInterpreter = (fields: Fields): Interpret => {
  const key = memberKey(fields, "key");
  const joined = optionalDate(fields, "joined");
  const trait = (name: string, read: (text: string) => string | null) => {
    const { labels } = fields.reading(name);
    return optional(
      fields,
      name,
      (text) => read(labels && Object.hasOwn(labels, text) ? (labels[text] ?? "") : text),
      "unreadable-trait",
    );
  };
  const ageBand = trait("ageBand", readAgeBand);
  const gender = trait("gender", readGender);
  const occupation = optionalLabel(fields, "occupation", "unreadable-trait");
  const area = trait("area", readArea);
  const identifiers = identifierFields("members")
    .filter((name) => fields.has(name))
    .map((name) => [name, fields.words(name)] as const);
  return (cells, note) => {
    const called = key(cells, note);
    if (called === null) return null;
    return {
      kind: "members",
      film: null,
      record: {
        key: called,
        joined: joined(cells, note),
        occupation: occupation(cells, note),
        ageBand: ageBand(cells, note),
        gender: gender(cells, note),
        area: area(cells, note),
        identifiers: Object.fromEntries(
          identifiers.flatMap(([name, words]) => {
            const text = words(cells);
            return text === "" ? [] : [[name, keptText(text, name, longest.name, note)]];
          }),
        ),
      },
    };
  };
};
