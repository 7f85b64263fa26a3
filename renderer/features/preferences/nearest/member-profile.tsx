/** What sets a member's taste apart, and whose is most alike: members by number, never by name. */
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { MemberDetail } from "../../../../shared/contract/audience.ts";
import { useClients } from "../../../client/context.tsx";
import { LongReadState } from "../../../client/long-read.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat, useGenreName } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import classes from "../preferences.module.css";

const shownGenres = 6;
const top = 6;

export const MemberProfile = ({ member }: { readonly member: MemberDetail }) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const genreName = useGenreName();
  const navigate = useNavigate();
  const { training } = useClients();
  const queryKey = ["predictions", "nearestMembers", member.id];
  const read = useRead(queryKey, async (signal) =>
    (await training()).nearestMembers({ member: member.id, top }, { signal }),
  );
  return (
    <Columns min={340}>
      <Panel title={t("nearest.profile")} flush>
        {member.genres.length === 0 ? (
          <p className={classes.none}>{t("nearest.noProfile")}</p>
        ) : (
          <ul className={classes.keenest}>
            {member.genres.slice(0, shownGenres).map(({ genre, share, usual, films }) => (
              <li key={genre}>
                <span>{genreName(genre)}</span>
                <span className={classes.facts}>
                  {t("nearest.genre", {
                    count: films,
                    n: format.number(films),
                    usual: format.percent(usual),
                  })}
                </span>
                <b>{format.percent(share)}</b>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t("nearest.members")} flush>
        <LongReadState read={read} queryKey={queryKey} namespace="preferences">
          {({ members }) =>
            members.length === 0 ? (
              <p className={classes.none}>{t("nearest.nobody")}</p>
            ) : (
              <ul className={classes.keenest}>
                {members.map(({ member: other, likeness, films }) => (
                  <li key={other}>
                    <button
                      type="button"
                      className={classes.title}
                      onClick={() => void navigate(`/preferences/member/${other}`)}
                    >
                      {t("map.member", { id: other })}
                    </button>
                    <span className={classes.facts}>
                      {t("nearest.bothLiked", { count: films, n: format.number(films) })}
                    </span>
                    <b>{format.percent(likeness)}</b>
                  </li>
                ))}
              </ul>
            )
          }
        </LongReadState>
      </Panel>
    </Columns>
  );
};
