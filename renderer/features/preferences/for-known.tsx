/** Recommendations for a member of the library, or for a whole segment. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { ReadState } from "../../ui/states.tsx";
import { Heading } from "./heading.tsx";
import { MadeList } from "./list/made-list.tsx";
import { MemberFeedback } from "./member-feedback.tsx";
import { MemberProfile } from "./nearest/member-profile.tsx";
import classes from "./preferences.module.css";

interface ForMemberProps {
  readonly member: number;
  readonly card: ModelCard | undefined;
}

export const ForMember = ({ member, card }: ForMemberProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data } = useClients();
  const detail = useRead(["member", member], (signal) => data.member({ member }, { signal })).data;
  const rated = new Map(
    detail?.recent.filter(({ kind }) => kind === "rating").map(({ film, value }) => [film, value]),
  );
  return (
    <>
      <Heading
        title={t("wants.member", { id: member })}
        facts={[
          detail?.ageBand,
          detail?.area,
          detail && t("ratings", { count: detail.ratings, n: format.number(detail.ratings) }),
          detail && format.list(detail.segments.map(({ name, nameZh }) => localName(name, nameZh))),
        ]}
      />
      <MadeList
        of={["member", member]}
        whose={{ member }}
        who="member"
        name={t("member", { id: member })}
        card={card}
        rated={rated}
        feedback={(film, title) => <MemberFeedback {...{ member, film, title, scale: card?.scale }} />}
        onOpen={(film) => void navigate(`/preferences/film/${film}`)}
      />
      {detail && (
        <div className={classes.below}>
          <MemberProfile member={detail} />
        </div>
      )}
    </>
  );
};

interface ForSegmentProps {
  readonly segment: number;
  readonly card: ModelCard | undefined;
}

export const ForSegment = ({ segment, card }: ForSegmentProps) => {
  const { data } = useClients();
  const read = useRead(["segmentMembers", segment], (signal) => data.segmentMembers({ segment }, { signal }));
  return (
    <ReadState read={read} namespace="preferences">
      {({ members }) => <ForMembers segment={segment} members={members} card={card} />}
    </ReadState>
  );
};

const ForMembers = ({ segment, members, card }: ForSegmentProps & { readonly members: Int32Array }) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data } = useClients();
  const named = useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments.find(
    ({ id }) => id === segment,
  );
  const whose = useMemo(() => ({ members: [...members] }), [members]);
  return (
    <>
      <Heading
        title={t("wants.segment", { name: named ? localName(named.name, named.nameZh) : "" })}
        facts={[t("members", { count: members.length, n: format.number(members.length) })]}
      />
      <MadeList
        of={["segment", segment]}
        whose={whose}
        who="segment"
        name={named ? localName(named.name, named.nameZh) : ""}
        card={card}
        onOpen={(film) => void navigate(`/preferences/film/${film}`)}
      />
    </>
  );
};
