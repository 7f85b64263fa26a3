/** Who keeps coming, and the campaigns that are to keep them. */
import type { retentionDataContract } from "../../../shared/contract/retention.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { readText } from "../export/read-plan-file.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { campaignMembers } from "./campaign-file.ts";
import { campaignsIn, dropCampaign, keepCampaign } from "./campaigns.ts";
import { memberFacts } from "./member-facts.ts";

export const retentionHandlers = (session: Session): Handlers<typeof retentionDataContract> => ({
  memberFacts: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(memberFacts(library.value.db)) : library;
  },
  listCampaigns: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ campaigns: campaignsIn(library.value.db) }) : library;
  },
  saveCampaign: ({ treated, control, ...facts }) => {
    const library = openedLibrary(session);
    return library.ok ? ok(keepCampaign(library.value.db, facts, treated, control)) : library;
  },
  readCampaign: async ({ file }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const text = await readText(path.value);
    return text.ok ? campaignMembers(text.value) : text;
  },
  deleteCampaign: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const changeSet = dropCampaign(library.value.db, id);
    return changeSet === undefined ? err({ type: "NotFound" }) : ok({ changeSet });
  },
});
