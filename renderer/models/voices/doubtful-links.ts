/**
 * Texts whose link is in doubt: on nothing, though they name a film, a series, a studio or a house; or on a film, though they name another film or series and
 * neither their own nor who made or showed it. A name is taken for one where it stands in marks of quotation, or is too long to be said by chance: two words of
 * eight letters together, or four Chinese characters.
 */
import type { DoubtfulLink, LinkCandidate, LinkNames } from "../../../shared/contract/text-links.ts";
import { folded } from "../text/reading.ts";
import { isLetter, PhraseIndex } from "./phrase-index.ts";

type Named = Omit<LinkCandidate, "why">;

const most = 5;
const opening = /[《「『“"'‘]/;
const closing = /[》」』”"'’]/;

const isLong = (name: string): boolean =>
  /\p{Script=Han}/u.test(name) ? [...name].length >= 4 : name.length >= 8 && name.includes(" ");

export class DoubtfulLinks {
  readonly #index = new PhraseIndex<readonly Named[]>((one, other) => [...one, ...other]);
  readonly #byKey = new Map<string, Named>();
  readonly #seriesOf = new Map<number, string>();
  readonly #decided: ReadonlySet<number>;

  constructor({ films, venues, decided }: LinkNames) {
    this.#decided = new Set(decided);
    const add = (named: Named): void => {
      const key = `${named.kind} ${named.key}`;
      if (this.#byKey.has(key)) return;
      this.#byKey.set(key, named);
      for (const name of new Set([named.name, named.nameZh ?? ""].map((each) => folded(each).text.trim())))
        if (name.length > 1 && !name.endsWith("*")) this.#index.add(name, [named]);
    };
    for (const { id, title, titleZh, series, studio } of films) {
      add({ kind: "film", key: String(id), name: title, nameZh: titleZh });
      if (series) this.#seriesOf.set(id, series);
      if (studio) add({ kind: "studio", key: studio, name: studio, nameZh: null });
    }
    for (const { series, seriesZh } of films.toSorted((a, b) => Number(!a.seriesZh) - Number(!b.seriesZh)))
      if (series) add({ kind: "series", key: series, name: series, nameZh: seriesZh });
    for (const { id, name, nameZh } of venues) add({ kind: "venue", key: String(id), name, nameZh });
  }

  /** Null where there is no doubt. `film`, `venue`: what it is linked to, 0 = none. */
  of(text: number, words: string, film: number, venue: number): DoubtfulLink | null {
    if (this.#decided.has(text)) return null;
    const found = this.#namedIn(folded(words).text);
    const linked = this.#byKey.get(film > 0 ? `film ${film}` : `venue ${venue}`);
    // Talk of a house names the films that it shows.
    if (found.length === 0 || (film === 0 && venue > 0)) return null;
    if (
      linked &&
      found.some(
        ({ kind, key }) =>
          kind === "venue" ||
          kind === "studio" ||
          (kind === "series" && key === this.#seriesOf.get(film)) ||
          (kind === linked.kind && key === linked.key),
      )
    )
      return null;
    const present: LinkCandidate[] = linked ? [{ ...linked, why: "linked" }] : [];
    return { text, candidates: [...present, ...found].slice(0, most) };
  }

  /** Quoted before others, each once. */
  #namedIn(text: string): LinkCandidate[] {
    const found = new Map<string, LinkCandidate>();
    for (let at = 0; at < text.length; ) {
      const starts = at === 0 || !isLetter(text.charCodeAt(at)) || !isLetter(text.charCodeAt(at - 1));
      const match = starts ? this.#index.at(text, at) : null;
      if (!match) {
        at++;
        continue;
      }
      const quoted = opening.test(text[at - 1] ?? "") && closing.test(text[match.to] ?? "");
      if (quoted || isLong(text.slice(at, match.to)))
        for (const named of match.value) {
          const key = `${named.kind} ${named.key}`;
          if (quoted || !found.has(key)) found.set(key, { ...named, why: quoted ? "quoted" : "named" });
        }
      at = match.to;
    }
    return [...found.values()].sort((a, b) => Number(b.why === "quoted") - Number(a.why === "quoted"));
  }
}
