/** A member's key: the source's own, or how the library writes it down, as in rows of its quarantine. */
import { isPseudonym } from "../../privacy/member-hash.ts";
import { type Fields, type Get, requiredKey } from "./fields.ts";

const pseudonymSign = "#";

export const memberKey = (fields: Fields, name: string): Get<string | null> => {
  const cell = fields.words(name);
  const key = requiredKey(fields, name);
  return (cells, note) => {
    const text = cell(cells);
    return text.startsWith(pseudonymSign) && isPseudonym.test(text) ? text : key(cells, note);
  };
};
