/** Who keeps coming: visits to expect of members, and what most goes with their stopping. */
import { usualWeeksAhead } from "../../../shared/contract/retention.ts";
import type { Statement } from "../../../shared/domain/briefing.ts";
import { unwrap } from "../read.ts";
import { commandOf, knownBefore, type Source } from "./source.ts";

const mostReasons = 2;

export const retentionStatements: Source = async (asked) => {
  const { clients, signal } = asked;
  const training = await clients.training();
  const { everybody, ahead, reasons } = await unwrap(
    training.retention({ weeks: usualWeeksAhead, until: knownBefore(asked) }, { signal }),
  );
  const command = commandOf(knownBefore(asked), "retention", "report");
  const known = reasons
    .filter(({ reason, members }) => reason.kind !== "silence" && members !== null)
    .sort((a, b) => b.lapsed.value - a.lapsed.value)
    .slice(0, mostReasons);
  return [
    {
      topic: "retention",
      claim: { kind: "staying", members: everybody.members, weeks: ahead, visits: everybody.expected },
      sureness: "estimated",
      step: null,
      evidence: { route: "/retention/outlook", command },
    },
    ...known.map(
      ({ reason, lapsed }): Statement => ({
        topic: "retention",
        claim: { kind: "stopped", reason, members: lapsed },
        sureness: "estimated",
        step: "writeToMembers",
        evidence: { route: "/retention/reasons", command },
      }),
    ),
  ];
};
