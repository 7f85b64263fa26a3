/** Who keeps coming, worked out once for each state of the library. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { retentionContract } from "../../shared/contract/retention.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import type { RetentionFacts, RetentionReport } from "../../shared/domain/retention.ts";
import { breather } from "../models/optimise.ts";
import { houseWeeks } from "../models/retention/house-weeks.ts";
import { retentionOf } from "../models/retention/retention-model.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

/** Tickets looked at; of larger audiences a sample of members. */
const mostTickets = 400_000;
const fewestVisits = 1000;
const fewestWeeks = 26;
/** Share of the whole work. */
const reading = 0.1;

export const retentionHandlers = (
  connected: Promise<DataClient>,
  openLibrary: () => Promise<TrainingLibrary>,
): Handlers<typeof retentionContract> => {
  let kept: { readonly of: string; readonly report: RetentionReport } | null = null;
  return {
    async retention({ weeks }, { signal, progress }) {
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1000;
      const tell = (share: number): void =>
        progress({ share, secondsLeft: share > 0.05 ? (seconds() * (1 - share)) / share : null });
      const library = await openLibrary();
      const read = await library.read(signal);
      if (!read.ok) return read;
      const of = `${read.value.fingerprint} ${weeks}`;
      if (kept?.of === of) return ok(kept.report);
      const data = await connected;
      const came = received(
        await data.visits(
          { most: mostTickets },
          { signal, onProgress: ({ share }) => tell(reading * share) },
        ),
        signal,
      );
      if (!came.ok) return came;
      const known = received(await data.memberFacts({}, { signal }), signal);
      if (!known.ok) return known;
      const { visits, every } = came.value;
      const { members, playing } = known.value;
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
      const whole = visits.member.length === 0 ? 0 : houseWeeks(facts).weeks;
      if (visits.member.length < fewestVisits || whole < fewestWeeks)
        return err({
          type: "TooFewWeeks",
          tickets: visits.member.length + visits.unmatched,
          visits: visits.member.length,
          weeks: whole,
          neededVisits: fewestVisits,
          neededWeeks: fewestWeeks,
        });
      const groups = await library.groups(read.value);
      if (!groups.ok) return groups;
      const { ratings } = read.value;
      const breathe = breather(30);
      const { report } = await retentionOf({
        facts,
        rated: {
          member: ratings.member.map((u) => ratings.memberIds[u] as number),
          film: ratings.film.map((i) => ratings.filmIds[i] as number),
          value: ratings.value,
          at: ratings.at,
        },
        segments: groups.value
          .filter(({ by }) => by === "segment")
          .map(({ name, nameZh, members: inside }) => ({
            name,
            nameZh,
            members: new Set(inside.map((u) => ratings.memberIds[u] as number)),
          })),
        fewestMembers: await library.minimumGroup(),
        ahead: weeks,
        offered: () => false,
        step: async (share) => {
          tell(reading + (1 - reading) * share);
          await breathe();
          signal.throwIfAborted();
        },
      });
      kept = { of, report: { ...report, seconds: seconds() } };
      return ok(kept.report);
    },
  };
};
