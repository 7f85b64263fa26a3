/** Who will want the films that open soon. */
import type { Statement } from "../../../shared/domain/briefing.ts";
import { unwrap } from "../read.ts";
import { addDays, type Source } from "./source.ts";
import { titlesOf } from "./titles.ts";

const weeksAhead = 4;
const mostFilms = 3;

export const preferenceStatements: Source = async (asked) => {
  const { clients, venue, week, signal } = asked;
  const opening = new Map<number, string>();
  for (let ahead = 0; ahead < weeksAhead; ahead++) {
    const { candidates } = await unwrap(
      clients.data.weekProblem({ venue: venue.id, week: addDays(week, 7 * ahead) }, { signal }),
    );
    for (const { film, releaseDate } of candidates)
      if (releaseDate !== null && releaseDate >= week) opening.set(film, releaseDate);
  }
  if (opening.size === 0) return [];
  const training = await clients.training();
  const { shares } = await unwrap(training.likeShares({ films: [...opening.keys()] }, { signal }));
  const wanted = [...shares].sort((a, b) => b.likeShare - a.likeShare).slice(0, mostFilms);
  const named = await titlesOf(
    asked,
    wanted.map(({ film }) => film),
  );
  return wanted.map(
    ({ film, likeShare, low, high }): Statement => ({
      topic: "preference",
      claim: {
        kind: "wanted",
        film: named(film),
        releaseDate: opening.get(film) as string,
        like: { value: likeShare, low, high },
      },
      sureness: "estimated",
      step: "bookOpening",
      evidence: {
        route: `/preferences/film/${film}`,
        command: ["matrix", "--films", "coming", "--top", "500"],
      },
    }),
  );
};
