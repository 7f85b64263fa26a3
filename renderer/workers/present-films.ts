/**
 * A model with the films asked about as all ratings there are now tell them, and how much less whoever has not seen one would like it than
 * who has: kept until another model, audience or list is asked for.
 */
import { ok, type Result } from "../../shared/domain/result.ts";
import { leftOut } from "../models/feedback.ts";
import { historyOf, withoutFilms } from "../models/model.ts";
import { asked, Tastes, type Watched } from "../models/preferences.ts";
import { chosenBy } from "../models/selection.ts";
import type { NoLibrary } from "./received.ts";
import type { LibraryData, LoadedModel } from "./training-library.ts";

type Loaded = LoadedModel & LibraryData;
export interface Present {
  readonly loaded: Loaded;
  /** In log-odds of liking. */
  readonly less: number;
}

/** Members who are enough to tell how people choose. */
const mostChoosing = 1000;

export const presentFilms = (
  watchedBy: (loaded: Loaded, members: readonly number[]) => Promise<Result<Watched, NoLibrary>>,
) => {
  let last: {
    readonly of: Pick<Loaded, "model" | "audience">;
    readonly key: string;
    readonly present: Present;
  } | null = null;

  const lessOf = async (
    loaded: Loaded,
    films: readonly number[],
    breathe: () => Promise<void>,
  ): Promise<Result<number, NoLibrary>> => {
    const { model, audience } = loaded;
    const members = asked([...audience.memberIds.keys()], mostChoosing);
    const watched = await watchedBy(loaded, members);
    if (!watched.ok) return watched;
    const left = new Set(films);
    const known: ReadonlySet<number>[] = [];
    const apart = films.map((): ReturnType<ReturnType<typeof model.foldIn>["like"]>[] => []);
    for (const member of members) {
      await breathe();
      const history = historyOf(audience.histories, member);
      known.push(new Set(leftOut(audience, member, watched.value.get(member) ?? [])));
      const taste = model.foldIn(withoutFilms(history, left));
      for (const [f, film] of films.entries()) apart[f]?.push(taste.like(film));
    }
    const knows = films.map((film) => Uint8Array.from(known, (own) => (own.has(film) ? 1 : 0)));
    return ok(chosenBy(knows, apart));
  };

  /** `films` are indices; models that would have to be trained for it tell films as they did. */
  return async (
    loaded: Loaded,
    films: readonly number[],
    breathe: () => Promise<void>,
  ): Promise<Result<Present, NoLibrary>> => {
    const { model, audience } = loaded;
    const ordered = [...films].sort((a, b) => a - b);
    const key = ordered.join();
    if (last?.of.model === model && last.of.audience === audience && last.key === key)
      return ok(last.present);
    const folded = await model.foldInFilms?.(audience.histories, ordered, breathe);
    const told = folded ? { ...loaded, model: folded, tastes: new Tastes(folded, audience) } : loaded;
    const less = await lessOf(told, ordered, breathe);
    if (!less.ok) return less;
    const present = { loaded: told, less: less.value };
    last = { of: { model, audience }, key, present };
    return ok(present);
  };
};
