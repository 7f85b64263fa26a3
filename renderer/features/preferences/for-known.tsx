/** Recommendations for a member of the library, or for a whole segment. */
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { ReadState } from "../../ui/states.tsx";
import { Heading } from "./heading.tsx";
import { Recommendations } from "./recommendations.tsx";

export const top = 30;

interface ForMemberProps {
  readonly member: number;
  readonly scale: RatingScale | undefined;
}

export const ForMember = ({ member, scale }: ForMemberProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data, training } = useClients();
  const detail = useRead(["member", member], (signal) => data.member({ member }, { signal })).data;
  const read = useRead(["predictions", "member", member], async (signal) =>
    (await training()).recommend({ member, top }, { signal }),
  );
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
      <ReadState read={read} namespace="preferences">
        {({ items }) => (
          <Recommendations
            items={items}
            scale={scale}
            who="member"
            rated={rated}
            onOpen={(film) => void navigate(`/preferences/film/${film}`)}
          />
        )}
      </ReadState>
    </>
  );
};

interface ForSegmentProps {
  readonly segment: number;
  readonly scale: RatingScale | undefined;
}

export const ForSegment = ({ segment, scale }: ForSegmentProps) => {
  const { data } = useClients();
  const read = useRead(["segmentMembers", segment], (signal) => data.segmentMembers({ segment }, { signal }));
  return (
    <ReadState read={read} namespace="preferences">
      {({ members }) => <ForMembers segment={segment} members={members} scale={scale} />}
    </ReadState>
  );
};

const ForMembers = ({ segment, members, scale }: ForSegmentProps & { readonly members: Int32Array }) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data, training } = useClients();
  const named = useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments.find(
    ({ id }) => id === segment,
  );
  const read = useRead(["predictions", "segment", segment], async (signal) =>
    (await training()).recommendForSegment({ members: [...members], top }, { signal }),
  );
  return (
    <>
      <Heading
        title={t("wants.segment", { name: named ? localName(named.name, named.nameZh) : "" })}
        facts={[t("members", { count: members.length, n: format.number(members.length) })]}
      />
      <ReadState read={read} namespace="preferences">
        {({ items }) => (
          <Recommendations
            items={items}
            scale={scale}
            who="segment"
            onOpen={(film) => void navigate(`/preferences/film/${film}`)}
          />
        )}
      </ReadState>
    </>
  );
};
