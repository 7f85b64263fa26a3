import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFilms } from "../films.ts";
import { makePeople } from "../people.ts";
import { sampleToday } from "../sample.ts";
import { readSources } from "../sources.ts";
import { breakChinese, setTitle } from "./lettering.ts";
import { motifs } from "./motifs.ts";
import { posterOf } from "./poster.ts";

const sources = readSources(join(import.meta.dirname, "../../../../assets"));
const films = makeFilms(sources.films, sources.names, makePeople(sources.names, 1), sampleToday, 1);

/** Elements left open, or a marker for a closing tag, attribute or character out of place. */
const unclosed = (svg: string): string[] => {
  const open: string[] = [];
  for (const [, closing, name, attributes, text] of svg.matchAll(/<(\/?)([a-zA-Z]+)([^>]*)>([^<]*)/g)) {
    if (!/^(\s[a-zA-Z][\w-]*="[^"<&]*")*\/?$/.test(attributes ?? "")) open.push(`attributes ${attributes}`);
    if (/&(?!amp;|lt;|gt;|quot;)/.test(text ?? "")) open.push(`text ${text}`);
    if (closing) {
      if (open.pop() !== name) return [...open, `closed ${name}`];
    } else if (!attributes?.endsWith("/")) open.push(name ?? "");
  }
  return open;
};

describe("posters", () => {
  it("are well-formed, 2:3, and bring nothing from outside", () => {
    for (const film of films) {
      const svg = posterOf(film, 1);
      expect(unclosed(svg), film.title).toEqual([]);
      expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 400 600"/);
      expect(svg).not.toMatch(/<script|<image|@import|href=|url\((?!#)|NaN|undefined/);
    }
  });

  it("differ from film to film and stay the same for one film", () => {
    const drawn = films.map((film) => posterOf(film, 1));
    expect(new Set(drawn).size).toBe(films.length);
    expect(films.map((film) => posterOf(film, 1))).toEqual(drawn);
  });

  it("have a drawing for every motif that a film names", () => {
    for (const { motif, title } of sources.films) expect(motifs[motif], title).toBeDefined();
  });

  it("set every word of every title, none below a readable size", () => {
    for (const { title } of sources.films) {
      const { lines, size } = setTitle(title, 300, 100, 60, true);
      expect(lines.join(" ")).toBe(title.toUpperCase());
      expect(size, title).toBeGreaterThan(20);
    }
  });

  it("break Chinese titles evenly and never before 的", () => {
    for (const { titleZh } of sources.films) {
      const lines = breakChinese(titleZh, 6);
      expect(lines.join("")).toBe(titleZh.replace(/[，：]/g, [...titleZh].length > 6 ? "" : "$&"));
      for (const line of lines.slice(1)) expect(line.startsWith("的")).toBe(false);
    }
  });
});
