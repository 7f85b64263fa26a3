/** The films of a series, studio or person, and who likes the one that is liked best. */
import type { SubjectKind } from "../../../shared/contract/reputation.ts";
import type { NamedFilm, Statement } from "../../../shared/domain/briefing.ts";
import type { Clients } from "../client.ts";
import { unwrap } from "../read.ts";
import { likedStatement } from "./film.ts";

const mostFilms = 200;

/** Of a person those that texts speak of. Most rated first. */
export const filmsOfSubject = async (
  { data }: Clients,
  kind: Exclude<SubjectKind, "film" | "venue">,
  key: string,
  signal?: AbortSignal,
): Promise<NamedFilm[]> => {
  if (kind === "person") {
    const { films, people } = await unwrap(data.saidSubjects({}, { signal }));
    const own = new Set(people.flatMap(({ film, person }) => (String(person) === key ? [film] : [])));
    return films
      .filter(({ id }) => own.has(id))
      .map(({ id, title, titleZh }) => ({ film: id, name: title, nameZh: titleZh }));
  }
  const { rows } = await unwrap(
    data.listFilms(
      {
        filters: [{ type: "values", column: kind, values: [key] }],
        order: "ratings",
        descending: true,
        offset: 0,
        limit: mostFilms,
      },
      { signal },
    ),
  );
  return rows.map(({ id, title, titleZh }) => ({ film: id, name: title, nameZh: titleZh }));
};

/** The film liked best by everybody, and the segment that likes it most. */
export const subjectLikes = async (
  clients: Clients,
  films: readonly NamedFilm[],
  signal?: AbortSignal,
): Promise<Statement[]> => {
  if (films.length === 0) return [];
  const training = await clients.training();
  const everybody = await unwrap(training.likeShares({ films: films.map(({ film }) => film) }, { signal }));
  const best = everybody.shares.toSorted((a, b) => b.likeShare - a.likeShare)[0];
  const film = films.find((each) => each.film === best?.film);
  if (!best || !film) return [];
  const liked = likedStatement(film, best);
  const { segments } = await unwrap(clients.data.listSegments({}, { signal }));
  let fondest: Statement | null = null;
  let most = 0;
  for (const { id, name, nameZh, members } of segments) {
    if (members === null) continue; // too few to be told
    const listed = await unwrap(clients.data.segmentMembers({ segment: id }, { signal }));
    const { shares } = await unwrap(
      training.likeShares({ films: [film.film], members: [...listed.members] }, { signal }),
    );
    const own = shares[0];
    if (!own || own.likeShare <= most) continue;
    most = own.likeShare;
    const like = { value: own.likeShare, low: own.low, high: own.high };
    fondest = {
      ...liked,
      claim: { kind: "likedBy", film, segment: { name, nameZh }, like, everybody: best.likeShare },
      step: own.low > best.likeShare ? "speakToSegment" : null,
    };
  }
  return fondest ? [liked, fondest] : [liked];
};
