/** A series, studio, venue or person in one picture: the same statements as elsewhere, of what is theirs. */
import type { Reputation, SubjectKind } from "../../../shared/contract/reputation.ts";
import type { Name, Picture, Statement, Topic } from "../../../shared/domain/briefing.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import type { Clients } from "../client.ts";
import { unwrap } from "../read.ts";
import { comingStatements, latestPlan } from "./coming.ts";
import { experienceStatements } from "./experience.ts";
import { toldBy } from "./gather.ts";
import { preferenceStatements } from "./preference.ts";
import { promotionStatements } from "./promotion.ts";
import { retentionStatements } from "./retention.ts";
import { type Asked, knownBefore } from "./source.ts";
import { filmsOfSubject, subjectLikes } from "./subject-films.ts";
import { voicesOfSubject } from "./voices.ts";
import { weekOfFilms, weekStatements } from "./week.ts";

export type PictureKind = Exclude<SubjectKind, "film">;

export interface AskedPicture {
  readonly clients: Clients;
  readonly kind: PictureKind;
  readonly key: string;
  /** Whose week its demand is of. */
  readonly house: Pick<Asked, "venue" | "week"> | null;
  readonly signal?: AbortSignal | undefined;
}

/** Its films in the plan of the week to come; fails with `NoPlan`. */
const planned = async (asked: Asked, of: Name, films: ReadonlySet<number>): Promise<Statement[]> => {
  const { latest, evidence } = await latestPlan(asked);
  if (!latest) throw new Failure({ type: "NoPlan" });
  const { showings } = await unwrap(asked.clients.data.loadPlan({ id: latest.id }, { signal: asked.signal }));
  return [
    {
      topic: "coming",
      claim: {
        kind: "planned",
        of,
        version: latest.version,
        showings: showings.filter(({ film }) => films.has(film)).length,
        allShowings: showings.length,
      },
      sureness: "counted",
      step: null,
      evidence,
    },
  ];
};

/** Fails with `NotSpokenOf`. */
const spokenOf = async ({ clients, kind, key, house, signal }: AskedPicture): Promise<Reputation> => {
  const training = await clients.training();
  const until = house && knownBefore({ clients, ...house });
  const spoken = await training.reputation({ kind, key, until }, { signal });
  if (!spoken.ok && spoken.error.type === "NotFound") throw new Failure({ type: "NotSpokenOf" });
  return unwrap(Promise.resolve(spoken));
};

/** A house is named by its venue; of others the key is the name, or their texts tell it. */
const nameOf = async (asked: AskedPicture): Promise<Name> => {
  const { kind, key, house } = asked;
  if (kind === "venue" && house) return house.venue;
  try {
    return await spokenOf(asked);
  } catch (error) {
    if (error instanceof Failure && error.fault.type === "NotSpokenOf" && kind !== "person")
      return { name: key, nameZh: null };
    throw error;
  }
};

export const gatherPicture = async (
  picture: AskedPicture,
  onTopic?: (topic: Topic) => void,
): Promise<Picture> => {
  const { clients, kind, key, house, signal } = picture;
  const { name, nameZh } = await nameOf(picture);
  const of = { name, nameZh };
  const inHouse = (told: (asked: Asked) => Promise<Statement[]>) => async (): Promise<Statement[]> => {
    if (!house) throw new Failure({ type: "NoShowings" });
    return told({ clients, signal, ...house });
  };
  const until = house && knownBefore({ clients, ...house });
  const voices = async (): Promise<Statement[]> => {
    const training = await clients.training();
    const { rows } = await unwrap(training.reputations({ kind, until }, { signal }));
    return voicesOfSubject(until, await spokenOf(picture), rows.length === 1);
  };
  const films = kind === "venue" ? [] : await filmsOfSubject(clients, kind, key, signal);
  const ids = new Set(films.map(({ film }) => film));
  const sources: readonly (readonly [Topic, () => Promise<Statement[]>])[] =
    kind === "venue"
      ? [
          ["week", inHouse(weekStatements)],
          ["coming", inHouse(comingStatements)],
          ["voices", voices],
          ["experience", inHouse(experienceStatements)],
          ["preference", inHouse(preferenceStatements)],
          ["promotion", inHouse(promotionStatements)],
          ["retention", inHouse(retentionStatements)],
        ]
      : [
          ["week", inHouse((asked) => weekOfFilms(asked, of, ids))],
          ["coming", inHouse((asked) => planned(asked, of, ids))],
          ["voices", voices],
          ["preference", () => subjectLikes(clients, films, signal)],
        ];
  return {
    subject: { kind, key, name, nameZh },
    house: house && { venue: house.venue, week: house.week },
    ...(await toldBy({ signal }, new Map(sources), onTopic)),
  };
};
