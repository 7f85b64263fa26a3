/** Explanations of one film for somebody. */
import type { Explained, explainingContract } from "../../shared/contract/explaining.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { alikeOf } from "../models/alike.ts";
import { leavingOf, leavingOfGroup, liftingOf } from "../models/counterfactual.ts";
import { explainFor, sharesOfReasons } from "../models/explanation.ts";
import { leftOut } from "../models/feedback.ts";
import { historyOf } from "../models/model.ts";
import { askEach, askedToRank, reasonsOfMembers, segmentListing } from "../models/preferences.ts";
import { pausing } from "./pause.ts";
import { ranking, type TrainingLibrary } from "./training-library.ts";
import { type Asked, askedOf } from "./whose.ts";

/** One history, or null for a group; `seen`: what stands in no list of theirs. */
const historyFor = ({ audience, who }: Asked) => {
  if ("history" in who) return { history: who.history, seen: new Set(who.history.films), self: null };
  if (!who.alone) return null;
  const self = who.members[0] as number;
  return {
    history: historyOf(audience.histories, self),
    seen: leftOut(audience, self, who.watched.get(self) ?? []),
    self,
  };
};

const leavingTogether = async (
  { model, tastes, audience, who }: Asked,
  film: number,
  top: number,
  carrying: readonly number[],
  signal: AbortSignal,
) => {
  if (!("members" in who)) return null;
  const pause = pausing(signal);
  await askEach(tastes, askedToRank(who.members), (taste) => taste.predict(film), pause);
  const { ranks, seen } = segmentListing(model, tastes, audience, who.members, who.watched);
  const group = askedToRank(who.members).map((member) => ({
    history: historyOf(audience.histories, member),
    ranks: () => tastes.of(member).rank(),
  }));
  return leavingOfGroup(model, group, ranks, film, seen, top, carrying, pause);
};

export const explainingHandlers = (
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof explainingContract> => ({
  async explain({ model: id, task, whose, film: filmId, top }, { signal }) {
    const asked = await askedOf(await library(), id, whose, ranking(task), signal);
    if (!asked.ok) return asked;
    const { model, card, audience, tastes, who } = asked.value;
    const { filmIds } = model.catalogue;
    const film = filmIds.indexOf(filmId);
    if (film === -1) return err({ type: "UnknownFilm", film: filmId });
    const one = historyFor(asked.value);
    const shares = one
      ? explainFor(model, one.history, film)
      : sharesOfReasons(
          model.catalogue,
          film,
          reasonsOfMembers(tastes, "members" in who ? askedToRank(who.members) : [], film),
        );
    const idOf = (index: number): number => filmIds[index] as number;
    const carrying = shares.films.filter(({ share }) => share > 0).map((part) => filmIds.indexOf(part.film));
    const leaving = one
      ? leavingOf(model, one.history, film, one.seen, top, carrying)
      : await leavingTogether(asked.value, film, top, carrying, signal);
    const lifting = one && liftingOf(model, one.history, film, one.seen, audience.scale);
    const explained: Explained = {
      model: card.id,
      name: card.name,
      unit: model.unit,
      method: shares.method,
      total: shares.total,
      base: [...shares.base],
      films: [...shares.films],
      traits: [...shares.traits],
      untold: shares.untold,
      alike: one && alikeOf(audience, one.history, one.self, film, await (await library()).minimumGroup()),
      leaving: leaving && { ...leaving, films: leaving.films.map(idOf) },
      lifting: lifting && { ...lifting, film: idOf(lifting.film) },
    };
    return ok(explained);
  },
});
