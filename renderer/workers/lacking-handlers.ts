/** What an audience lacks, from who rated which film. No figure of fewer members than the library's least group is told. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { lackingContract } from "../../shared/contract/lacking.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { lackingOf } from "../models/concept/lacking.ts";
import { fewestAttended } from "../models/concept/white-space.ts";
import { readReleased } from "./concept-handlers.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

const fewestFilms = 3; // of a maker
const mostMakers = 300;

export const lackingHandlers = (
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof lackingContract> => ({
  async lacking({ segment, studio }, { signal }) {
    const data = await connected;
    const films = await readReleased(data, signal);
    if (!films.ok) return films;
    const kept = await library();
    const read = await kept.read(signal);
    if (!read.ok) return read;
    const { member, film, memberIds, filmIds } = read.value.ratings;

    const made = new Map<string, number>();
    for (const { concept } of films.value)
      if (concept.studio !== "") made.set(concept.studio, (made.get(concept.studio) ?? 0) + 1);
    const studios = [...made]
      .flatMap(([name, count]) => (count >= fewestFilms ? [{ name, films: count }] : []))
      .sort((a, b) => b.films - a.films || (a.name < b.name ? -1 : 1))
      .slice(0, mostMakers);
    if (studio !== null && !made.has(studio))
      return err({
        type: "UnknownMaker" as const,
        name: studio,
        known: studios.map(({ name }) => name).slice(0, 20),
      });
    const ownIds = new Set(
      films.value.filter(({ concept }) => concept.studio === studio).map(({ id }) => id),
    );

    const inAudience = new Uint8Array(memberIds.length).fill(1);
    if (segment !== null) {
      const answer = await data.segmentMembers({ segment }, { signal });
      if (!answer.ok && (answer.error.type === "Suppressed" || answer.error.type === "NotFound"))
        return err(answer.error);
      const theirs = received(answer, signal);
      if (!theirs.ok) return theirs;
      const chosen = new Set(theirs.value.members);
      for (const [u, id] of memberIds.entries()) inAudience[u] = Number(chosen.has(id));
    }
    if (studio !== null) {
      const came = new Uint8Array(memberIds.length);
      for (let row = 0; row < member.length; row++)
        if (ownIds.has(filmIds[film[row] as number] as number)) came[member[row] as number] = 1;
      for (const [u, each] of came.entries()) inAudience[u] = (inAudience[u] as number) * each;
    }
    const drawn = new Float64Array(filmIds.length);
    const everybody = new Float64Array(filmIds.length);
    const active = new Uint8Array(memberIds.length);
    for (let row = 0; row < member.length; row++) {
      const [u, f] = [member[row] as number, film[row] as number];
      everybody[f] = (everybody[f] as number) + 1;
      if (inAudience[u] !== 1) continue;
      active[u] = 1;
      drawn[f] = (drawn[f] as number) + 1;
    }
    const members = active.reduce((sum, each) => sum + each, 0);
    const attention = member.length > 0 ? ("members" as const) : ("public" as const);
    const minimum = await kept.minimumGroup();
    if (attention === "members" && members < minimum) return err({ type: "Suppressed" as const, minimum });
    const place = new Map([...filmIds].map((id, f) => [id, f]));
    const attended = films.value.map((each) => {
      const f = place.get(each.id) ?? -1;
      const votes = attention === "public" ? each.voteCount : 0;
      return {
        film: each,
        drawn: votes || (drawn[f] ?? 0),
        everybody: votes || (everybody[f] ?? 0),
        own: ownIds.has(each.id),
      };
    });
    const lacking = lackingOf(attended, members, {
      maker: studio !== null,
      audience: attention === "members" && (segment !== null || studio !== null),
    });
    if (lacking) return ok({ lacking, attention, studios });
    const count = attended.filter((each) => each.everybody > 0 && !each.own).length;
    return err({ type: "TooFewAttended" as const, films: count, needed: fewestAttended });
  },
});
