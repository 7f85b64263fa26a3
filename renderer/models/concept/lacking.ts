/**
 * What an audience lacks: traits that draw it (draw.ts, with a_f the members of the audience that rated film f) and that few films have.
 * A maker's audience is those who rated films of theirs; what draws them is learned from the films of others, as all of them came to some of the maker's own.
 * Ranked by the lower end of the interval, so that a trait of few films does not lead by chance; of those told at most a tenth are expected to be false
 * (Benjamini & Hochberg 1995).
 */
import type { ReleasedFilm } from "../../../shared/domain/concept.ts";
import type { LackedSketch, LackedTrait, Lacking } from "../../../shared/domain/lacking.ts";
import { falseDiscoveries } from "../false-discoveries.ts";
import { learnDraw, multipleOf } from "./draw.ts";
import { fewestAttended, mostFalse } from "./white-space.ts";

const mostTraits = 12;
const paired = 8; // of the traits that sketches are made of
const mostSketches = 6;
const mostOfOne = 2; // sketches with the same trait: they are to differ
/** Of all films: of what more have, there is no lack. */
const rare = 0.25;

export interface Attended {
  readonly film: ReleasedFilm;
  /** Members of the audience that rated it. */
  readonly drawn: number;
  /** Members at all. */
  readonly everybody: number;
  /** By the maker. */
  readonly own: boolean;
}

/** Those whose traits are not in several better ones already. */
const varied = (sorted: readonly LackedSketch[]): LackedSketch[] => {
  const times = new Map<string, number>();
  return sorted.filter(({ traits }) => {
    const keys = traits.map(({ field, value }) => `${field} ${value}`);
    if (keys.some((key) => (times.get(key) ?? 0) >= mostOfOne)) return false;
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
    return true;
  });
};

/** Null where too few films can be compared. `audience`: whether those who drew are others than everybody. */
export const lackingOf = (
  attended: readonly Attended[],
  members: number,
  { maker, audience }: { readonly maker: boolean; readonly audience: boolean },
): Lacking | null => {
  const told = attended.filter(({ film, everybody }) => film.concept.year !== null && everybody > 0);
  const others = told.filter(({ own }) => !own);
  if (others.length < fewestAttended) return null;
  const drawnBy = new Map(others.map((each) => [each.film.id, each]));
  const films = others.map(({ film }) => film);
  const theirs = learnDraw(films, ({ id }) => drawnBy.get(id)?.drawn ?? 0);
  const all = audience ? learnDraw(films, ({ id }) => drawnBy.get(id)?.everybody ?? 0) : null;
  const q = falseDiscoveries(theirs.effects);
  const own = told.filter((each) => each.own).map(({ film }) => theirs.traitsOf(film.concept));
  const key = (field: string, value: string): string => `${field} ${value}`;
  const ownKeys = own.map((traits) => new Set(traits.map(([field, value]) => key(field, value))));
  const traits = theirs.traits.map(
    ({ field, value, films: having }, j): LackedTrait & { readonly j: number } => {
      const made = ownKeys.filter((keys) => keys.has(key(field, value))).length;
      const everybody = all?.effects[j];
      return {
        j,
        field,
        value,
        draw: multipleOf(theirs.effects[j] as (typeof theirs.effects)[number]),
        everybody: everybody ? multipleOf(everybody) : null,
        q: q[j] as number,
        films: having.length,
        own: made,
        share: having.length / films.length,
        ownShare: maker ? made / Math.max(1, own.length) : null,
      };
    },
  );
  const wanted = traits
    .filter(
      ({ draw, q: each, share, ownShare }) =>
        each <= mostFalse && draw.low > 1 && share <= rare && (ownShare === null || ownShare < share),
    )
    .sort((a, b) => b.draw.low - a.draw.low)
    .slice(0, mostTraits);
  const sketches: LackedSketch[] = [];
  for (const [at, a] of wanted.slice(0, paired).entries())
    for (const b of wanted.slice(at + 1, paired)) {
      if (a.field === b.field && a.field !== "genre" && a.field !== "keyword") continue;
      const having = new Set(theirs.traits[a.j]?.films);
      sketches.push({
        traits: [a, b].map(({ field, value }) => ({ field, value })),
        draw: multipleOf(theirs.pair(a.j, b.j)),
        films: (theirs.traits[b.j]?.films ?? []).filter((n) => having.has(n)).length,
        own: ownKeys.filter((keys) => keys.has(key(a.field, a.value)) && keys.has(key(b.field, b.value)))
          .length,
      });
    }
  return {
    members,
    films: films.length,
    ownFilms: own.length,
    traits: wanted.map(({ j: _, ...trait }) => trait),
    sketches: varied(sketches.sort((a, b) => b.draw.low - a.draw.low)).slice(0, mostSketches),
  };
};
