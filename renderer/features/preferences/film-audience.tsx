/** Who will want a film: the share of members, by segment, and those keenest on it. */
import { Button, Table } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Segment } from "../../../shared/contract/audience.ts";
import type { LikeShare, Reason } from "../../../shared/contract/training.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { intervalLevel } from "../../../shared/domain/intervals.ts";
import { useClients } from "../../client/context.tsx";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Columns, Panel } from "../../ui/page.tsx";
import { Poster } from "../../ui/poster.tsx";
import { ErrorState, ReadState, Suppressed } from "../../ui/states.tsx";
import { Heading } from "./heading.tsx";
import { useLikeShares } from "./like-shares.ts";
import { LikeSharesWait } from "./like-shares-wait.tsx";
import { MemberFeedback } from "./member-feedback.tsx";
import { NearestFilms } from "./nearest/nearest-films.tsx";
import classes from "./preferences.module.css";
import { useReasonWords } from "./reason-words.ts";

const top = 30;
const progress = makeStore(0);

export const FilmAudience = ({ film }: { readonly film: number }) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const genreName = useGenreName();
  const navigate = useNavigate();
  const { data, training } = useClients();
  const detail = useRead(["film", film], (signal) => data.film({ film }, { signal })).data;
  const title = detail ? localName(detail.title, detail.titleZh) : "";
  const share = useStore(progress);
  const queryKey = ["predictions", "audience", film];
  const read = useRead(queryKey, async (signal) => {
    progress.set(0);
    return (await training()).audience(
      { film, top },
      { signal, onProgress: (now) => progress.set(now.share) },
    );
  });
  return (
    <>
      <Heading
        picture={<Poster film={film} title={title} hasPoster={detail?.hasPoster ?? false} width={56} />}
        title={t("wants.film", { title })}
        facts={[
          detail?.year?.toString(),
          detail && format.list(detail.genres.map(genreName)),
          detail?.ratings == null
            ? null
            : t("ratings", { count: detail.ratings, n: format.number(detail.ratings) }),
        ]}
        action={
          <Button variant="default" onClick={() => void navigate(`/preferences/what-if/${film}`)}>
            {t("what-if:ask")}
          </Button>
        }
      />
      <LongReadState read={read} queryKey={queryKey} namespace="preferences" share={share}>
        {({ share, members }) => (
          <div className={classes.audience}>
            <Panel title={t("audience.share")}>
              <Share share={share} />
            </Panel>
            <Columns min={340}>
              <Panel title={t("audience.bySegment")}>
                <BySegment film={film} />
              </Panel>
              <Panel title={t("audience.keenest")} flush>
                <Keenest film={film} title={title} members={members} />
              </Panel>
            </Columns>
          </div>
        )}
      </LongReadState>
      <div className={classes.below}>
        <NearestFilms film={film} />
      </div>
    </>
  );
};

const Share = ({ share }: { readonly share: LikeShare }) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const values = {
    share: format.percent(share.likeShare),
    low: format.percent(share.low),
    high: format.percent(share.high),
    count: share.ratings,
    ratings: format.number(share.ratings),
  };
  return (
    <div className={classes.share}>
      <span className={classes.shareValue}>{values.share}</span>
      <div>
        <ConfidenceBar
          value={share.likeShare}
          low={share.low}
          high={share.high}
          min={0}
          max={1}
          label={t("audience.interval", values)}
        />
        <p className={classes.hint}>
          {t("audience.words", values)} {t("audience.basis", values)}
        </p>
      </div>
    </div>
  );
};

const BySegment = ({ film }: { readonly film: number }) => {
  const { data } = useClients();
  const read = useRead(["segments"], (signal) => data.listSegments({}, { signal }));
  return (
    <ReadState read={read} namespace="preferences">
      {({ segments }) => <SegmentShares film={film} segments={segments} />}
    </ReadState>
  );
};

interface SegmentSharesProps {
  readonly film: number;
  readonly segments: readonly Segment[];
}

const SegmentShares = ({ film, segments }: SegmentSharesProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const films = useMemo(() => [film], [film]);
  const asked = useLikeShares(segments, films);
  if (asked.error)
    return <ErrorState fault={faultOf(asked.error)} namespace="preferences" onRetry={asked.askAgain} />;
  if (segments.length === 0) return <p className={classes.hint}>{t("noSegments")}</p>;
  const told = segments.flatMap((segment, at) => {
    const shares = asked.shares[at];
    return shares === undefined ? [] : [{ segment, like: shares?.get(film) ?? null }];
  });
  return (
    <>
      <LikeSharesWait of={asked} />
      <Table className={classes.segments}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("audience.segment")}</Table.Th>
            <Table.Th scope="col">{t("audience.likely")}</Table.Th>
            <Table.Th scope="col" className={classes.barColumn}>
              {t("audience.intervalOf", { level: format.percent(intervalLevel) })}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {told
            .sort((a, b) => (b.like?.likeShare ?? -1) - (a.like?.likeShare ?? -1))
            .map(({ segment, like }) => (
              <Table.Tr key={segment.id}>
                <Table.Th scope="row">{localName(segment.name, segment.nameZh)}</Table.Th>
                {like ? (
                  <>
                    <Table.Td>{format.percent(like.likeShare)}</Table.Td>
                    <Table.Td>
                      <ConfidenceBar
                        value={like.likeShare}
                        low={like.low}
                        high={like.high}
                        min={0}
                        max={1}
                        label={t("audience.interval", {
                          share: format.percent(like.likeShare),
                          low: format.percent(like.low),
                          high: format.percent(like.high),
                        })}
                      />
                    </Table.Td>
                  </>
                ) : (
                  <Table.Td colSpan={2}>
                    <Suppressed compact />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </>
  );
};

interface KeenestProps {
  readonly film: number;
  readonly title: string;
  readonly members: readonly {
    readonly member: number;
    readonly like: number;
    readonly reasons: readonly Reason[];
  }[];
}

const Keenest = ({ film, title, members }: KeenestProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data } = useClients();
  const films = useMemo(
    () => [
      ...new Set(
        members.flatMap(({ reasons }) =>
          reasons.flatMap((reason) => (reason.kind === "film" ? [reason.film] : [])),
        ),
      ),
    ],
    [members],
  );
  const titles = useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal })).data;
  const wordsOf = useReasonWords({
    who: "member",
    likedFrom: Number.POSITIVE_INFINITY,
    titleOf: (film) => {
      const row = titles?.rows.find(({ id }) => id === film);
      return row ? localName(row.title, row.titleZh) : `#${film}`;
    },
  });
  return (
    <ul className={classes.keenest}>
      {members.map(({ member, like, reasons }) => {
        const strongest = reasons
          .filter(({ kind, share }) => kind === "film" && share > 0)
          .sort((a, b) => b.share - a.share)[0];
        return (
          <li key={member}>
            <button
              type="button"
              className={classes.title}
              onClick={() => void navigate(`/preferences/member/${member}`)}
            >
              {t("member", { id: member })}
            </button>
            <span className={classes.facts}>{strongest && titles ? wordsOf(strongest) : ""}</span>
            <b>{format.percent(like)}</b>
            <MemberFeedback member={member} film={film} title={title} scale={undefined} />
          </li>
        );
      })}
    </ul>
  );
};
