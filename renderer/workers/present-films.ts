/** A model with the films asked about as all ratings there are now tell them: kept until another model, audience or list is asked for. */
import { Tastes } from "../models/preferences.ts";
import type { LibraryData, LoadedModel } from "./training-library.ts";

type Loaded = LoadedModel & LibraryData;

export const presentFilms = () => {
  let last: {
    readonly of: Pick<Loaded, "model" | "audience">;
    readonly key: string;
    readonly told: Loaded;
  } | null = null;
  /** `films` are indices; models that would have to be trained for it stay as they are. */
  return async (loaded: Loaded, films: readonly number[], breathe: () => Promise<void>): Promise<Loaded> => {
    const { model, audience } = loaded;
    if (!model.foldInFilms) return loaded;
    const ordered = [...films].sort((a, b) => a - b);
    const key = ordered.join();
    if (last?.of.model === model && last.of.audience === audience && last.key === key) return last.told;
    const folded = await model.foldInFilms(audience.histories, ordered, breathe);
    const told = { ...loaded, model: folded, tastes: new Tastes(folded, audience) };
    last = { of: { model, audience }, key, told };
    return told;
  };
};
