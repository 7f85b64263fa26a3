/** Forecasts for films that are not there. What was opened last is kept until the model, the audience or the smallest group changes. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { ModelCard } from "../../shared/contract/training.ts";
import type { WhatIfGroup, whatIfContract } from "../../shared/contract/what-if.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { badTraitOf, blankSketch } from "../../shared/domain/film-sketch.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import type { ContentScorer, PreferenceModel } from "../models/model.ts";
import { knownValues, openWhatIf, sketchOf, type WhatIf } from "../models/what-if.ts";
import { received } from "./received.ts";
import { indicesOf, type LibraryData, type TrainingLibrary } from "./training-library.ts";

/** Fields whose values are chosen from those of other films. */
const chosenFrom = ["genre", "person", "keyword", "certificate", "language", "country", "studio"] as const;

interface Asked {
  readonly model?: string | undefined;
  readonly film: number | null;
}
interface Call {
  readonly signal: AbortSignal;
  progress(value: { readonly share: number }): void;
}
interface Opened {
  readonly film: number; // index, -1: one more
  readonly model: PreferenceModel;
  readonly audience: LibraryData["audience"];
  readonly minimum: number;
  readonly groups: readonly WhatIfGroup[];
  readonly kept: number;
  readonly whatIf: WhatIf;
}

const coldFigures = ({ evaluation }: ModelCard) => {
  const slice = evaluation?.slices.find((each) => each.slice === "coldFilms");
  return slice?.ndcg ? { members: slice.members, ratings: slice.ratings, ndcg: slice.ndcg } : null;
};

export const whatIfHandlers = (
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof whatIfContract> => {
  let last: Opened | null = null;

  const load = async ({ model: id, film: filmId }: Asked) => {
    const loaded = await (await library()).load(id, ["cold"]);
    if (!loaded.ok) {
      if (loaded.error.type === "NoLibrary") return err({ type: "NoLibrary" } as const);
      return id === undefined
        ? err({ type: "NoContentModel", train: "content-ridge" } as const)
        : err({ type: "UnknownModel", model: id } as const);
    }
    const { model, card, audience } = loaded.value;
    const { content } = model;
    if (!content) return err({ type: "NotByContent", model: card.id, name: card.name } as const);
    const film = filmId === null ? -1 : model.catalogue.filmIds.indexOf(filmId);
    if (filmId !== null && film < 0) return err({ type: "UnknownFilm", film: filmId } as const);
    const minimum = await (await library()).minimumGroup();
    if (audience.memberIds.length < minimum) return err({ type: "Suppressed", minimum } as const);
    return ok({ model, content, card, audience, film, minimum });
  };

  /** Segments that may be told of, after everybody. */
  const readGroups = async ({ memberIds }: LibraryData["audience"], signal: AbortSignal) => {
    const data = await connected;
    const listed = received(await data.listSegments({}, { signal }), signal);
    if (!listed.ok) return listed;
    const groups: WhatIfGroup[] = [{ segment: null, name: "", nameZh: null, members: memberIds.length }];
    const members: number[][] = [[...memberIds.keys()]];
    let kept = 0;
    for (const { id, name, nameZh, members: size } of listed.value.segments) {
      const theirs = size === null ? null : await data.segmentMembers({ segment: id }, { signal });
      signal.throwIfAborted();
      if (!theirs?.ok || size === null || size === 0) {
        if (size !== 0) kept++;
        continue;
      }
      groups.push({ segment: id, name, nameZh, members: size });
      members.push(indicesOf([...theirs.value.members], memberIds).indices.filter((index) => index >= 0));
    }
    return ok({ groups, members, kept });
  };

  const open = async (
    {
      model,
      content,
      audience,
      film,
      minimum,
    }: Pick<Opened, "model" | "audience" | "film" | "minimum"> & { readonly content: ContentScorer },
    { signal, progress }: Call,
  ) => {
    const read = await readGroups(audience, signal);
    if (!read.ok) return read;
    const { groups, members, kept } = read.value;
    const breathe = breather(30);
    const whatIf = await openWhatIf(content, model.catalogue, audience, members, film, async (share) => {
      progress({ share });
      await breathe();
      signal.throwIfAborted();
    });
    last = { film, model, audience, minimum, groups, kept, whatIf };
    return ok(last);
  };

  return {
    async openWhatIf(asked, call) {
      const loaded = await load(asked);
      if (!loaded.ok) return loaded;
      const { card, content, film, model } = loaded.value;
      const opened = await open(loaded.value, call);
      if (!opened.ok) return opened;
      const { groups, kept, whatIf } = opened.value;
      return ok({
        model: card.id,
        sketch: film < 0 ? blankSketch : sketchOf(model.catalogue.traits, film),
        groups,
        kept,
        cold: coldFigures(card),
        record: whatIf.record,
        known: knownValues(content.words, chosenFrom),
        asItIs: whatIf.asItIs,
      });
    },
    async whatIf({ sketch, ...asked }, call) {
      const bad = badTraitOf(sketch);
      if (bad) return err(bad);
      const loaded = await load(asked);
      if (!loaded.ok) return loaded;
      const { model, audience, film, minimum } = loaded.value;
      const stands =
        last?.model === model && last.audience === audience && last.film === film && last.minimum === minimum;
      const opened = stands && last ? ok(last) : await open(loaded.value, call);
      return opened.ok ? ok(opened.value.whatIf.forecast(sketch)) : opened;
    },
  };
};
