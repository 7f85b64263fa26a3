/** Words that members gave films. */
import { type Fields, keptText, longest } from "./fields.ts";
import { filmReference } from "./film-reference.ts";
import { memberKey } from "./member-key.ts";
import type { Interpret } from "./record.ts";
import { pastInstant } from "./values.ts";

export const tagsInterpreter = (fields: Fields, now: number): Interpret => {
  const member = memberKey(fields, "member");
  const film = filmReference(fields, now);
  const words = fields.words("text");
  const at = pastInstant(fields, "at", now);
  return (cells, note) => {
    const who = member(cells, note);
    if (who === null) return null;
    const what = film(cells, note);
    if (what === null) return null;
    const text = words(cells);
    if (text === "") {
      note("blank-tag", "text", what.key);
      return null;
    }
    const when = at(cells, note);
    if (when === null) return null;
    return {
      kind: "tags",
      film: what.film,
      record: { member: who, film: what.key, text: keptText(text, "text", longest.name, note), at: when },
    };
  };
};
