/** What the retention models are given of the open library. */
import type { DataClient } from "../../shared/contract/data.ts";
import { err, ok } from "../../shared/domain/result.ts";
import type { FilmWeeks, RetentionFacts } from "../../shared/domain/retention.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";
import { dayOf, type KeptCampaign } from "../models/retention/campaign-results.ts";
import type { RatedFilms } from "../models/retention/film-fit.ts";
import { houseWeeks } from "../models/retention/house-weeks.ts";
import { received } from "./received.ts";
import type { LibraryData, TrainingLibrary } from "./training-library.ts";
import { secondsOf } from "./until.ts";

/** Tickets looked at; of larger audiences a sample of members. */
const mostTickets = 400_000;
const fewestVisits = 1000;
const fewestWeeks = 26;

const ratedOf = ({ ratings }: LibraryData): RatedFilms => ({
  member: ratings.member.map((u) => ratings.memberIds[u] as number),
  film: ratings.film.map((i) => ratings.filmIds[i] as number),
  value: ratings.value,
  at: ratings.at,
});

const playingUntil = ({ film, monday }: FilmWeeks, day: number): FilmWeeks => {
  const kept = [...monday.keys()].filter((at) => (monday[at] as number) < day);
  return {
    film: Int32Array.from(kept, (at) => film[at] as number),
    monday: Int32Array.from(kept, (at) => monday[at] as number),
  };
};

export const retentionInputs = async (
  data: DataClient,
  library: TrainingLibrary,
  read: LibraryData,
  until: IsoDate | null,
  signal: AbortSignal,
  tell: (share: number) => void,
) => {
  const came = received(
    await data.visits({ most: mostTickets, until }, { signal, onProgress: ({ share }) => tell(share) }),
    signal,
  );
  if (!came.ok) return came;
  const known = received(await data.memberFacts({}, { signal }), signal);
  if (!known.ok) return known;
  const listed = received(await data.listCampaigns({}, { signal }), signal);
  if (!listed.ok) return listed;
  const groups = await library.groups(read);
  if (!groups.ok) return groups;
  const { visits, every } = came.value;
  const { members } = known.value;
  const end = secondsOf(until);
  const playing = playingUntil(known.value.playing, end / 86_400);
  const sampled = [...members.id.keys()].filter((at) => (members.id[at] as number) % every === 0);
  const facts: RetentionFacts = {
    visits,
    playing,
    members: {
      ...members,
      id: Int32Array.from(sampled, (at) => members.id[at] as number),
      joined: Int32Array.from(sampled, (at) => members.joined[at] as number),
      ageBand: Int16Array.from(sampled, (at) => members.ageBand[at] as number),
    },
  };
  const whole = visits.member.length === 0 ? null : houseWeeks(facts);
  if (visits.member.length < fewestVisits || !whole || whole.weeks < fewestWeeks)
    return err({
      type: "TooFewWeeks" as const,
      tickets: visits.member.length + visits.unmatched,
      visits: visits.member.length,
      weeks: whole?.weeks ?? 0,
      neededVisits: fewestVisits,
      neededWeeks: fewestWeeks,
    });
  const campaigns: readonly KeptCampaign[] = listed.value.campaigns.filter(
    ({ sent }) => dayOf(sent) < end / 86_400,
  );
  const treatedUntil = new Map<number, number>();
  for (const { sent, weeks, who } of campaigns)
    for (const [n, member] of who.member.entries())
      if (who.treated[n])
        treatedUntil.set(member, Math.max(treatedUntil.get(member) ?? 0, dayOf(sent) + 7 * weeks));
  const { filmIds, genres } = read.traits;
  const genresBy = new Map(Array.from(filmIds, (id, at) => [id, genres[at] ?? []]));
  const { memberIds } = read.ratings;
  return ok({
    facts,
    house: whole,
    rated: ratedOf(read),
    campaigns,
    genresOf: (film: number): readonly string[] => genresBy.get(film) ?? [],
    /** Whether the member got an offer whose effect falls into the days from `day` on. */
    offered: (member: number, day: number): boolean => (treatedUntil.get(member) ?? 0) > day,
    fewestMembers: await library.minimumGroup(),
    segments: groups.value
      .filter(({ by }) => by === "segment")
      .map(({ name, nameZh, members: inside }) => ({
        name,
        nameZh,
        members: new Set(inside.map((u) => memberIds[u] as number)),
      })),
  });
};
