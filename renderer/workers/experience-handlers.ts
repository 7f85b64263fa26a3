/** What visits tell of the experience, worked out once for each state of the library. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { experienceContract } from "../../shared/contract/experience.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { Visits } from "../../shared/domain/experience.ts";
import type { ExperienceReport } from "../../shared/domain/experience-report.ts";
import type { Ratings } from "../../shared/domain/interactions.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { habitsOf } from "../models/experience/comparison.ts";
import { audienceConditions, conditionsOf, type FilmFacts } from "../models/experience/conditions.ts";
import { dropOffOf } from "../models/experience/drop-off.ts";
import { effectsOf } from "../models/experience/effects.ts";
import { foretoldRatings } from "../models/experience/taste.ts";
import { withFalseDiscoveries } from "../models/experience/with-false-discoveries.ts";
import { received } from "./received.ts";
import type { LibraryData, TrainingLibrary } from "./training-library.ts";
import { secondsOf } from "./until.ts";

/** Tickets looked at; of larger audiences a sample of members. */
const mostTickets = 400_000;
const fewestRated = 1000;
const seed = 1;

/** Ratings until then of the members who came, members by a new index. */
const ratingsOf = (ratings: Ratings, came: ReadonlySet<number>, until: number) => {
  const rows = Int32Array.from(ratings.value.keys()).filter(
    (row) =>
      (ratings.at[row] as number) < until &&
      came.has(ratings.memberIds[ratings.member[row] as number] as number),
  );
  return {
    member: rows.map((row) => ratings.member[row] as number),
    film: rows.map((row) => ratings.film[row] as number),
    value: Float32Array.from(rows, (row) => ratings.value[row] as number),
  };
};

const foretoldFor = async (
  visits: Visits,
  { ratings }: LibraryData,
  until: number,
  step: (share: number) => Promise<void>,
): Promise<Float64Array> => {
  const known = ratingsOf(ratings, new Set(visits.member), until);
  const { memberIds, filmIds } = ratings;
  const foretold = await foretoldRatings(known, memberIds.length, filmIds.length, seed, step);
  const pair = (member: number, film: number): number => member * 2 ** 24 + film;
  const at = new Map(
    [...known.member.keys()].map((row) => [
      pair(memberIds[known.member[row] as number] as number, filmIds[known.film[row] as number] as number),
      row,
    ]),
  );
  return Float64Array.from(visits.member, (member, n) => {
    const row = at.get(pair(member, visits.film[n] as number));
    return row === undefined ? Number.NaN : (foretold[row] as number);
  });
};

const factsOf = ({ traits }: LibraryData): ReadonlyMap<number, FilmFacts> =>
  new Map(
    [...traits.filmIds].map((id, i) => [
      id,
      { runtime: traits.runtimes[i] as number, language: traits.languages[i] as string },
    ]),
  );

/** Pooled over the films; NaN where none is rated twice. */
const spreadOf = ({ film, rating }: Visits): number => {
  const byFilm = new Map<number, { n: number; sum: number; squares: number }>();
  for (const [n, value] of rating.entries()) {
    if (Number.isNaN(value)) continue;
    const id = film[n] as number;
    const own = byFilm.get(id) ?? { n: 0, sum: 0, squares: 0 };
    byFilm.set(id, { n: own.n + 1, sum: own.sum + value, squares: own.squares + value * value });
  }
  let [squares, free] = [0, 0];
  for (const own of byFilm.values()) {
    squares += own.squares - (own.sum * own.sum) / own.n;
    free += own.n - 1;
  }
  return Math.sqrt(squares / free);
};

/** Shares of the whole work. */
const parts = { visits: 0.1, taste: 0.4, effects: 0.5 } as const;

export const experienceHandlers = (
  connected: Promise<DataClient>,
  openLibrary: () => Promise<TrainingLibrary>,
): Handlers<typeof experienceContract> => {
  let kept: { readonly state: string; readonly report: ExperienceReport } | null = null;
  return {
    async experience({ until }, { signal, progress }) {
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1000;
      const tell = (share: number): void =>
        progress({ share, secondsLeft: share > 0.05 ? (seconds() * (1 - share)) / share : null });
      const library = await openLibrary();
      const read = await library.read(signal);
      if (!read.ok) return read;
      const state = `${read.value.fingerprint} ${until}`;
      if (kept?.state === state) return ok(kept.report);
      const data = await connected;
      const answer = received(
        await data.visits(
          { most: mostTickets, until },
          { signal, onProgress: ({ share }) => tell(parts.visits * share) },
        ),
        signal,
      );
      if (!answer.ok) return answer;
      const { visits, viewings } = answer.value;
      const rated = visits.rating.filter((value) => !Number.isNaN(value)).length;
      const tickets = visits.member.length + visits.unmatched;
      if (rated < fewestRated)
        return err({
          type: "TooFewVisits",
          tickets,
          matched: visits.member.length,
          rated,
          needed: fewestRated,
        });
      const groups = await library.groups(read.value);
      if (!groups.ok) return groups;
      const { memberIds } = read.value.ratings;
      const audiences = groups.value
        .filter(({ by }) => by === "segment")
        .map(({ name, nameZh, members }) => ({
          name,
          nameZh,
          members: new Set(members.map((index) => memberIds[index] as number)),
        }));
      const films = factsOf(read.value);
      const fewestMembers = await library.minimumGroup();
      const breathe = breather(30);
      const foretold = await foretoldFor(visits, read.value, secondsOf(until), async (share) => {
        tell(parts.visits + parts.taste * share);
        await breathe();
        signal.throwIfAborted();
      });
      const conditions = conditionsOf(visits, films);
      const ofAudiences = audienceConditions(visits, conditions);
      const expected = 2 * conditions.length + audiences.length * ofAudiences.length;
      let done = 0;
      const common = {
        visits,
        habits: habitsOf(visits),
        fewestMembers,
        step: async (): Promise<void> => {
          await breathe();
          signal.throwIfAborted();
        },
        onColumn: (): void => {
          done = Math.min(expected, done + 1);
          tell(parts.visits + parts.taste + (parts.effects * done) / expected);
        },
      };
      const onRating = await effectsOf({
        ...common,
        outcome: "rating",
        conditions,
        foretold,
        audience: null,
      });
      const { changes } = onRating;
      const byRating = [onRating];
      for (const audience of audiences)
        byRating.push(
          await effectsOf({
            ...common,
            outcome: "rating",
            conditions: ofAudiences,
            foretold,
            audience,
            changes: [],
          }),
        );
      const onReturn = await effectsOf({
        ...common,
        outcome: "return",
        conditions,
        foretold: null,
        audience: null,
        changes,
      });
      const report: ExperienceReport = {
        tickets,
        visits: visits.member.length,
        rated: onRating.rows,
        spread: spreadOf(visits),
        effects: [
          ...withFalseDiscoveries(byRating.flatMap((each) => each.effects)),
          ...withFalseDiscoveries(onReturn.effects),
        ],
        inseparable: onRating.inseparable,
        ...dropOffOf(viewings, films, audiences, fewestMembers),
        joint: byRating.map((each) => each.joint),
        screens: answer.value.screens,
        seconds: seconds(),
      };
      kept = { state, report };
      return ok(report);
    },
  };
};
