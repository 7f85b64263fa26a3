/** The briefing of a venue's week, with how far its gathering is. */
import { useState } from "react";
import type { Venue } from "../../../shared/contract/planning.ts";
import { type Topic, topics } from "../../../shared/domain/briefing.ts";
import { ok } from "../../../shared/domain/result.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { useClients } from "../context.tsx";
import { useRead } from "../read.ts";
import { gatherBriefing } from "./gather.ts";

export const useBriefing = (venue: Venue, week: IsoDate) => {
  const clients = useClients();
  const [topic, setTopic] = useState<Topic>(topics[0]);
  const queryKey = ["briefing", venue.id, week];
  const read = useRead(
    queryKey,
    async (signal) => ok(await gatherBriefing({ clients, venue, week, signal }, setTopic)),
    { everyVisit: true },
  );
  return { read, queryKey, topic, share: topics.indexOf(topic) / topics.length };
};
