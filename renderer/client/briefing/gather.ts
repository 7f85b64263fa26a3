/** The briefing of a house's week, topic after topic. What cannot be told is named with its reason, and keeps nothing else back. */
import { type Briefing, type Statement, type Topic, topics } from "../../../shared/domain/briefing.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { comingStatements } from "./coming.ts";
import { experienceStatements } from "./experience.ts";
import { preferenceStatements } from "./preference.ts";
import { promotionStatements } from "./promotion.ts";
import { retentionStatements } from "./retention.ts";
import type { Asked, Source } from "./source.ts";
import { voicesStatements } from "./voices.ts";
import { weekStatements } from "./week.ts";

const sources: Readonly<Record<Topic, Source>> = {
  week: weekStatements,
  coming: comingStatements,
  voices: voicesStatements,
  experience: experienceStatements,
  preference: preferenceStatements,
  promotion: promotionStatements,
  retention: retentionStatements,
};

export const toldBy = async (
  { signal }: Pick<Asked, "signal">,
  askers: ReadonlyMap<Topic, () => Promise<Statement[]>>,
  onTopic: (topic: Topic) => void = () => {},
): Promise<Pick<Briefing, "statements" | "missing">> => {
  const statements: Statement[] = [];
  const missing: Briefing["missing"][number][] = [];
  for (const [topic, ask] of askers) {
    onTopic(topic);
    signal?.throwIfAborted();
    try {
      const told = await ask();
      if (told.length === 0) missing.push({ topic, why: "Nothing" });
      statements.push(...told);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      missing.push({ topic, why: error.fault.type });
    }
  }
  return { statements, missing };
};

export const gatherBriefing = async (asked: Asked, onTopic?: (topic: Topic) => void): Promise<Briefing> => {
  const { id, name, nameZh } = asked.venue;
  const askers = new Map(topics.map((topic) => [topic, () => sources[topic](asked)]));
  return {
    venue: { id, name, nameZh },
    week: asked.week,
    ...(await toldBy(asked, askers, onTopic)),
  };
};
