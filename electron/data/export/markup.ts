/** HTML whose every interpolated text is escaped: only what `html` made itself goes in as markup. */
export interface Markup {
  readonly markup: string;
}
type Part = string | number | Markup | null | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const rendered = (part: Part): string => {
  if (part === null || part === false) return "";
  if (typeof part === "string") return part.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(rendered).join("");
};

export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.map((string, index) => string + rendered(parts[index] ?? null)).join(""),
});
