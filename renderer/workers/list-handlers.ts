/** Lists by sliders and house rules; whoever was asked about last is kept, so that a slider answers at once. */
import type { listsContract } from "../../shared/contract/lists.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { ListMaker } from "../models/personal-list.ts";
import {
  askEach,
  askedToRank,
  historyListing,
  type Listing,
  memberListing,
  segmentListing,
} from "../models/preferences.ts";
import { pausing } from "./pause.ts";
import { ranking, type TrainingLibrary } from "./training-library.ts";
import { type Asked, askedOf } from "./whose.ts";

const listingFor = async (
  { model, audience, tastes, who }: Asked,
  pause: (share: number) => Promise<void>,
): Promise<Listing> => {
  if ("history" in who) return historyListing(model, who.history);
  const { members, watched, alone } = who;
  if (alone) return memberListing(model, audience, members[0] as number, watched);
  await askEach(tastes, askedToRank(members), (taste) => taste.predict(0), pause);
  return segmentListing(model, tastes, audience, members, watched);
};

export const listHandlers = (library: () => Promise<TrainingLibrary>): Handlers<typeof listsContract> => {
  let latest: { readonly key: string; readonly of: object; readonly maker: ListMaker } | null = null;
  return {
    async list({ model: id, task, whose, ...wish }, { signal, progress }) {
      const loaded = await (await library()).load(id, ranking(task), signal);
      if (!loaded.ok) return loaded;
      const { card, tastes, audience } = loaded.value;
      const minimum = await (await library()).minimumGroup();
      const key = JSON.stringify([card.id, minimum, whose]);
      // Tastes are made anew with the model and with the library.
      if (latest?.key !== key || latest.of !== tastes) {
        const asked = await askedOf(await library(), card.id, whose, ranking(task), signal);
        if (!asked.ok) return asked;
        const maker = new ListMaker(
          await listingFor(asked.value, pausing(signal, progress)),
          audience.memberIds.length,
        );
        latest = { key, of: tastes, maker };
      }
      signal.throwIfAborted();
      const made = latest.maker.make(wish);
      if (!made.ok) return made;
      const { items, keptOut, steps } = made.value;
      return ok({ model: card.id, name: card.name, items: [...items], keptOut: [...keptOut], steps });
    },
  };
};
