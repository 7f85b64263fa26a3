/** Which methods write to the library, and so wait while long work does. */
import type { dataContract } from "../../../shared/contract/data.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import type { Session } from "../session.ts";
import { writesAllowed } from "./write-gate.ts";

type Name = keyof typeof dataContract;

const writing: ReadonlySet<string> = new Set([
  "editFilms",
  "editMembers",
  "undoChangeSet",
  "redoChangeSet",
  "giveFeedback",
  "noteEffects",
  "importFeedback",
  "keepWatch",
  "noteRetraining",
  "promote",
  "rollBackChampion",
  "turnPromotion",
  "saveSegment",
  "renameSegment",
  "deleteSegment",
  "saveClusters",
  "saveView",
  "deleteView",
  "saveModel",
  "deleteModel",
  "saveCheckpoint",
  "dropCheckpoint",
  "saveSearch",
  "saveTrial",
  "dropSearch",
  "keepDefaults",
  "dropDefaults",
  "keepPosterEmbeddings",
  "keepImageHead",
  "keepTunedEncoder",
  "keepSentimentModel",
  "keepReadings",
  "keepTextGroups",
  "labelText",
  "deleteTunedEncoder",
  "saveProfile",
  "deleteProfile",
  "dismissQuarantined",
  "decideMatch",
  "mergeFilms",
  "splitFilm",
  "saveRules",
  "deleteRules",
  "savePlan",
  "saveDraft",
  "saveScenario",
  "dropScenario",
  "dropDraft",
  "exportPlan",
  "nameCompositions",
  "setMinimumGroup",
] satisfies readonly Name[]);

export const gated = (
  session: Session,
  handlers: Handlers<typeof dataContract>,
): Handlers<typeof dataContract> =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      writing.has(name)
        ? async (...call: readonly unknown[]) => {
            if (session.library) await writesAllowed(session.library.db);
            return (handler as (...call: readonly unknown[]) => unknown)(...call);
          }
        : handler,
    ]),
  ) as unknown as Handlers<typeof dataContract>;
