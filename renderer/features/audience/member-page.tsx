/** One member: what is known, the segments they are in, and what they did last. */
import { Button } from "@mantine/core";
import { IconArrowLeft, IconHeartHandshake, IconHistory, IconUserOff } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import type { MemberDetail } from "../../../shared/contract/audience.ts";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useEffectWords, useFeedbackActions, useGivenFeedback } from "../../client/feedback.ts";
import { useRead } from "../../client/read.ts";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { RatingChoice } from "../../ui/feedback/feedback-buttons.tsx";
import { FeedbackList } from "../../ui/feedback/feedback-list.tsx";
import { Stat, Stats, Tag } from "../../ui/figures.tsx";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Columns, Facts, Page, Panel } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import classes from "./audience.module.css";
import { ForgetMember } from "./forget-member.tsx";
import { Identifiers } from "./identifiers.tsx";

export const MemberPage = () => {
  const { t } = useTranslation("audience");
  const { data } = useClients();
  const navigate = useNavigate();
  const { t: privacy } = useTranslation("privacy");
  const [forgetting, setForgetting] = useState(false);
  useEditUndo(useTurnedNote());
  const id = Number(useParams().id);
  const read = useRead(["member", id], (signal) => data.member({ member: id }, { signal }));
  return (
    <Page
      title={t("member", { id })}
      subtitle={t("pseudonymous")}
      actions={
        <>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowLeft size={15} />}
            onClick={() => void navigate("/audience")}
          >
            {t("back")}
          </Button>
          <Button
            variant="default"
            color="danger"
            leftSection={<IconUserOff size={15} />}
            disabled={!read.data}
            onClick={() => setForgetting(true)}
          >
            {privacy("forget.open")}
          </Button>
          <Button
            leftSection={<IconHeartHandshake size={15} />}
            onClick={() => void navigate(`/preferences/member/${id}`)}
          >
            {t("whatNext")}
          </Button>
        </>
      }
    >
      <ReadState read={read}>{(member) => <MemberContent member={member} />}</ReadState>
      {forgetting && <ForgetMember member={id} onClose={() => setForgetting(false)} />}
    </Page>
  );
};

const MemberContent = ({ member }: { readonly member: MemberDetail }) => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  const localName = useLocalName();
  return (
    <div className={classes.member}>
      <Stats>
        <Stat label={t("columns.ratings")} value={format.number(member.ratings)} />
        <Stat label={t("columns.tickets")} value={format.number(member.tickets)} />
        <Stat label={t("columns.films")} value={format.number(member.films)} />
        {member.meanRating !== null && (
          <Stat label={t("columns.meanRating")} value={format.number(member.meanRating, 2)} />
        )}
        {member.lastAt !== null && <Stat label={t("columns.lastAt")} value={format.date(member.lastAt)} />}
      </Stats>
      <Columns min={300}>
        <Panel title={t("known")}>
          <Facts
            facts={[
              [t("columns.joined"), member.joined && format.date(member.joined)],
              [t("columns.ageBand"), member.ageBand],
              [t("columns.gender"), member.gender],
              [t("columns.occupation"), member.occupation],
              [t("columns.area"), member.area],
              ...member.imports.map(
                ({ source, system, at }) =>
                  [
                    t("columns.source"),
                    t("importedFrom", { source, system, date: format.date(at) }),
                  ] as const,
              ),
            ]}
          />
        </Panel>
        {member.hasIdentifiers && <Identifiers member={member.id} />}
        {member.genres.length > 0 && (
          <Panel title={t("taste")}>
            <Taste genres={member.genres} />
          </Panel>
        )}
        {member.segments.length > 0 && (
          <Panel title={t("segments")}>
            <div style={{ display: "flex", flexWrap: "wrap", gap: 6 }}>
              {member.segments.map(({ id, name, nameZh }) => (
                <Tag key={id}>{localName(name, nameZh)}</Tag>
              ))}
            </div>
          </Panel>
        )}
      </Columns>
      <SaidByMember member={member.id} />
      <Panel title={t("recent")} flush>
        {member.recent.length === 0 ? (
          <EmptyState icon={<IconHistory size={28} />} title={t("noHistory")} />
        ) : (
          <History member={member.id} recent={member.recent} />
        )}
      </Panel>
    </div>
  );
};

/** The bar is the member's share of films with the genre, the mark what is usual. */
const Taste = ({ genres }: Pick<MemberDetail, "genres">) => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  const genreName = useGenreName();
  return (
    <div className={classes.taste}>
      {genres.map(({ genre, films, share, usual }) => (
        <Fragment key={genre}>
          <span>{genreName(genre)}</span>
          <span
            className={classes.tasteBar}
            role="img"
            aria-label={t("tasteOf", { share: format.percent(share), usual: format.percent(usual) })}
            title={t("tasteOf", { share: format.percent(share), usual: format.percent(usual) })}
          >
            <span className={classes.tasteShare} style={{ width: `${100 * share}%` }} />
            <span className={classes.tasteUsual} style={{ left: `${100 * usual}%` }} />
          </span>
          <span className={classes.dim}>{t("tasteFilms", { count: films })}</span>
        </Fragment>
      ))}
    </div>
  );
};

/** What feedback said of this member, where it said anything. */
const SaidByMember = ({ member }: { readonly member: number }) => {
  const { t: feedback } = useTranslation("feedback");
  const given = useGivenFeedback({ member }).data;
  const effectWords = useEffectWords();
  const { takeBack } = useFeedbackActions();
  if (!given || given.total === 0) return null;
  return (
    <Panel title={feedback("list.title")} flush>
      <FeedbackList {...given} hide="member" effectWords={effectWords} onTakeBack={takeBack} />
    </Panel>
  );
};

interface HistoryProps extends Pick<MemberDetail, "recent"> {
  readonly member: number;
}

const History = ({ member, recent }: HistoryProps) => {
  const { t } = useTranslation("audience");
  const { data } = useClients();
  const scale = useRead(["ratingScale"], (signal) => data.ratingScale({}, { signal })).data;
  const { give } = useFeedbackActions();
  const format = useFormat();
  const localName = useLocalName();
  const words = ({ kind, value }: MemberDetail["recent"][number]): string => {
    switch (kind) {
      case "rating":
        return t("did.rating", { value: format.number(value, value % 1 === 0 ? 0 : 1) });
      case "ticket":
        return t("did.ticket", { count: value });
      case "view":
        return t("did.view", { duration: format.runtime(Math.round(value)) });
      case "completion":
        return t("did.completion", { share: format.percent(value) });
    }
  };
  return (
    <table className={classes.history}>
      <thead>
        <tr>
          <th scope="col">{t("historyColumns.when")}</th>
          <th scope="col">{t("historyColumns.film")}</th>
          <th scope="col">{t("historyColumns.what")}</th>
        </tr>
      </thead>
      <tbody>
        {recent.map((entry) => (
          <tr key={`${entry.film} ${entry.kind} ${entry.at}`}>
            <td>{format.dateTime(entry.at)}</td>
            <td>
              <Link to={`/library/film/${entry.film}`}>{localName(entry.title, entry.titleZh)}</Link>
            </td>
            <td>
              {entry.kind === "rating" && scale ? (
                <RatingChoice
                  title={localName(entry.title, entry.titleZh)}
                  rating={entry.value}
                  scale={scale}
                  onRate={(value) =>
                    give(member, entry.film, localName(entry.title, entry.titleZh), "rating", value)
                  }
                />
              ) : (
                words(entry)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
