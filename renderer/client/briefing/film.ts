/** One film in one picture: what it drew last, how it is spoken of, who likes it. */
import type { Briefing, NamedFilm, Statement, Topic } from "../../../shared/domain/briefing.ts";
import { unwrap } from "../read.ts";
import { toldBy } from "./gather.ts";
import type { Asked } from "./source.ts";
import { voicesOfFilm } from "./voices.ts";
import { weekOfFilm } from "./week.ts";

export const likedStatement = (
  film: NamedFilm,
  { likeShare, low, high }: { readonly likeShare: number; readonly low: number; readonly high: number },
): Statement => ({
  topic: "preference",
  claim: { kind: "liked", film, like: { value: likeShare, low, high } },
  sureness: "estimated",
  step: null,
  evidence: {
    route: `/preferences/film/${film.film}`,
    command: ["matrix", "--films", "seen", "--top", "500"],
  },
});

const likedBy = async ({ clients, signal }: Asked, film: NamedFilm): Promise<Statement[]> => {
  const training = await clients.training();
  const { shares } = await unwrap(training.likeShares({ films: [film.film] }, { signal }));
  return shares.map((share) => likedStatement(film, share));
};

export const gatherFilm = (
  asked: Asked,
  film: NamedFilm,
): Promise<Pick<Briefing, "statements" | "missing">> =>
  toldBy(
    asked,
    new Map<Topic, () => Promise<Statement[]>>([
      ["week", () => weekOfFilm(asked, film)],
      ["voices", () => voicesOfFilm(asked, film.film)],
      ["preference", () => likedBy(asked, film)],
    ]),
  );
