/** The contract of people over the library: groups are read when they are asked for, how much they say is fitted once. */
import type { peopleContract } from "../../shared/contract/people.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { fitPeople, type Group, type PeopleWeights, recommendForPeople } from "../models/people.ts";
import type { LibraryData, TrainingLibrary } from "./training-library.ts";

/** What is drawn of the members to fit the weights. */
const seed = 1;

interface People {
  readonly library: LibraryData;
  readonly groups: readonly Group[];
  weights: Promise<PeopleWeights> | null;
}

/** Segments are drawn up from what members did: how much a trait says of somebody new must not be learned from them. */
const isTrait = ({ by }: Group): boolean => by !== "segment" && by !== "cluster";

export const peopleHandlers = (library: () => Promise<TrainingLibrary>): Handlers<typeof peopleContract> => {
  let kept: People | null = null;

  const read = async (signal: AbortSignal): Promise<Result<People, { readonly type: "NoLibrary" }>> => {
    const training = await library();
    const present = await training.read(signal);
    if (!present.ok) return present;
    const groups = await training.groups(present.value);
    if (!groups.ok) return groups;
    const minimum = await training.minimumGroup();
    const people: People = {
      library: present.value,
      groups: groups.value
        .filter(({ members }) => members.length >= minimum)
        .sort((a, b) => b.members.length - a.members.length),
      weights: null,
    };
    kept = people;
    return ok(people);
  };
  /** What was read last, unless the library has changed since. */
  const people = async (signal: AbortSignal): ReturnType<typeof read> => {
    const present = await (await library()).read(signal);
    if (!present.ok) return present;
    return kept?.library === present.value ? ok(kept) : read(signal);
  };

  return {
    async peopleGroups(_input, { signal }) {
      const answer = await read(signal);
      if (!answer.ok) return answer;
      const groups = answer.value.groups.map((group) => ({ ...group, members: group.members.length }));
      return ok({ groups });
    },
    async recommendForPeople({ groups: asked, top }, { signal }) {
      const answer = await people(signal);
      if (!answer.ok) return answer;
      const { groups, library: present } = answer.value;
      const minimum = await (await library()).minimumGroup();
      const chosen: Group[] = [];
      for (const { by, name } of asked) {
        const group = groups.find((one) => one.by === by && one.name === name);
        if (!group || group.members.length < minimum) return err({ type: "Suppressed", minimum });
        chosen.push(group);
      }
      const { audience, ratings } = present;
      const films = ratings.filmIds.length;
      // Whoever cancels, the next call waits for the same fit.
      answer.value.weights ??= fitPeople(
        audience.histories,
        films,
        audience.scale,
        groups.filter(isTrait),
        seed,
        breather(30),
      );
      const weights = await answer.value.weights;
      signal.throwIfAborted();
      return ok({
        items: recommendForPeople(audience.histories, ratings.filmIds, audience.scale, weights, chosen, top),
      });
    },
  };
};
