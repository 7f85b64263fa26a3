/** One film: what it is, who made it, how it is rated, how it sold. */
import { Button } from "@mantine/core";
import { IconArrowLeft, IconEdit, IconHeartHandshake } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import { BarChart, Histogram } from "../../charts/charts.tsx";
import { useClients } from "../../client/context.tsx";
import { useEditUndo } from "../../client/edits.ts";
import { useEffectWords, useFeedbackActions, useGivenFeedback } from "../../client/feedback.ts";
import { useRead } from "../../client/read.ts";
import { useTurnedNote } from "../../ui/edit/edit-notes.ts";
import { FeedbackList } from "../../ui/feedback/feedback-list.tsx";
import { Stat, Stats, Tag } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Columns, Page, Panel } from "../../ui/page.tsx";
import { Poster } from "../../ui/poster.tsx";
import { PosterLookFigures } from "../../ui/poster-look.tsx";
import { ReadState, Suppressed } from "../../ui/states.tsx";
import { ratingSpec, useAdmissionsSpec } from "./film-charts.ts";
import { FilmFacts, Synopsis } from "./film-facts.tsx";
import { FilmForm } from "./film-form.tsx";
import { FilmSources } from "./film-sources.tsx";
import { TrailersOfFilm } from "./film-trailers.tsx";
import classes from "./library.module.css";
import { OnePicture } from "./one-picture.tsx";

export const FilmPage = () => {
  const { t } = useTranslation("library");
  const { data } = useClients();
  const navigate = useNavigate();
  const localName = useLocalName();
  const id = Number(useParams().id);
  const read = useRead(["film", id], (signal) => data.film({ film: id }, { signal }));
  const film = read.data;
  const [editing, setEditing] = useState(false);
  useEditUndo(useTurnedNote());
  const otherTitle = ({ title, titleZh }: FilmDetail): string | null =>
    localName(title, titleZh) === title ? titleZh : title;
  return (
    <Page
      title={film ? localName(film.title, film.titleZh) : t("film")}
      subtitle={film && [otherTitle(film), film.year].filter(Boolean).join(" · ")}
      actions={
        <>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowLeft size={15} />}
            onClick={() => void navigate("/library")}
          >
            {t("back")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconEdit size={15} />}
            disabled={!film || editing}
            onClick={() => setEditing(true)}
          >
            {t("edit.one")}
          </Button>
          <Button
            leftSection={<IconHeartHandshake size={15} />}
            onClick={() => void navigate(`/preferences/film/${id}`)}
          >
            {t("whoWillWantIt")}
          </Button>
        </>
      }
    >
      <ReadState read={read}>
        {(film) => <FilmContent film={film} editing={editing} onEdited={() => setEditing(false)} />}
      </ReadState>
    </Page>
  );
};

interface FilmContentProps {
  readonly film: FilmDetail;
  readonly editing: boolean;
  readonly onEdited: () => void;
}

const FilmContent = ({ film, editing, onEdited }: FilmContentProps) => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const ratings = useMemo(() => ratingSpec(film, t, format), [film, t, format]);
  const admissions = useAdmissionsSpec(film);
  return (
    <div className={classes.film}>
      <div className={classes.filmSide}>
        <Poster film={film.id} title={film.title} hasPoster={film.hasPoster} width={200} />
        {editing ? <FilmForm film={film} onDone={onEdited} /> : <FilmFacts film={film} />}
      </div>
      <div className={classes.filmMain}>
        <Totals film={film} />
        <OnePicture film={film} />
        <SaidOfFilm film={film.id} />
        {film.hasPoster && <LookOfPoster film={film.id} />}
        <TrailersOfFilm film={film.id} />
        <Panel title={t("synopsis")}>
          <Synopsis film={film} />
        </Panel>
        <Columns min={340}>
          {film.ratingHistogram === null && (
            <Panel title={t("charts.ratings.title")}>
              <Suppressed />
            </Panel>
          )}
          {ratings && (
            <Panel>
              <Histogram spec={ratings} />
            </Panel>
          )}
          {admissions && (
            <Panel>
              <BarChart spec={admissions} />
            </Panel>
          )}
        </Columns>
        <Columns min={280}>
          {film.people.length > 0 && (
            <Panel title={t("people")}>
              <People people={film.people} />
            </Panel>
          )}
          {film.versions.length > 0 && (
            <Panel title={t("versions")}>
              <Versions versions={film.versions} />
            </Panel>
          )}
          {film.keywords.length > 0 && (
            <Panel title={t("keywords")}>
              <div className={classes.tags}>
                {film.keywords.map((keyword) => (
                  <Tag key={keyword}>{keyword}</Tag>
                ))}
              </div>
            </Panel>
          )}
          {film.keys.length + film.imports.length > 0 && (
            <Panel title={t("sources.title")}>
              <FilmSources film={film} />
            </Panel>
          )}
          {film.tags.length > 0 && (
            <Panel title={t("tags")}>
              <div className={classes.tags}>
                {film.tags.map(({ text, count }) => (
                  <Tag key={text}>{count === null ? text : `${text} × ${format.number(count)}`}</Tag>
                ))}
              </div>
            </Panel>
          )}
        </Columns>
      </div>
    </div>
  );
};

/** What is measured in the poster, once it was looked at. */
const LookOfPoster = ({ film }: { readonly film: number }) => {
  const { t: images } = useTranslation("images");
  const { data } = useClients();
  const look = useRead(["looks", film], (signal) => data.posterLook({ film }, { signal })).data?.look;
  if (!look) return null;
  return (
    <Panel title={images("looks")}>
      <PosterLookFigures look={look} />
    </Panel>
  );
};

/** What feedback said of this film, where it said anything. */
const SaidOfFilm = ({ film }: { readonly film: number }) => {
  const { t: feedback } = useTranslation("feedback");
  const given = useGivenFeedback({ film }).data;
  const effectWords = useEffectWords();
  const { takeBack } = useFeedbackActions();
  if (!given || given.total === 0) return null;
  return (
    <Panel title={feedback("list.title")} flush>
      <FeedbackList {...given} hide="film" effectWords={effectWords} onTakeBack={takeBack} />
    </Panel>
  );
};

/** What the film has done so far; figures that are nothing are left out. */
const Totals = ({ film }: { readonly film: FilmDetail }) => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const counts = ["ratings", "tickets", "members", "showings", "admissions", "reviews"] as const;
  const shown = counts.filter((name) => film[name] !== 0);
  if (shown.length === 0) return null;
  return (
    <Stats>
      {shown.map((name) => (
        <Stat
          key={name}
          label={t(`columns.${name}`)}
          value={film[name] === null ? <Suppressed compact /> : format.number(film[name])}
        />
      ))}
      {film.occupancy !== null && (
        <Stat label={t("columns.occupancy")} value={format.percent(film.occupancy)} />
      )}
      {film.gross !== null && <Stat label={t("columns.gross")} value={format.number(film.gross)} />}
    </Stats>
  );
};

const knownRoles = ["director", "writer", "producer", "cast", "actor", "composer", "cinematographer"];

const People = ({ people }: Pick<FilmDetail, "people">) => {
  const { t } = useTranslation("library");
  const localName = useLocalName();
  const format = useFormat();
  const roles = [...new Set(people.map(({ role }) => role))];
  return (
    <table className={classes.people}>
      <tbody>
        {roles.map((role) => (
          <tr key={role}>
            <th scope="row">{knownRoles.includes(role) ? t(`roles.${role}`) : role}</th>
            <td data-selectable>
              {format.list(
                people
                  .filter((person) => person.role === role)
                  .map(({ name, nameZh }) => localName(name, nameZh)),
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Versions = ({ versions }: Pick<FilmDetail, "versions">) => {
  const { t } = useTranslation("library");
  const { languageName } = useFormat();
  const words = (audio: string, subtitles: string | null): string =>
    subtitles === null
      ? languageName(audio)
      : t("withSubtitles", { audio: languageName(audio), subtitles: languageName(subtitles) });
  return (
    <table className={classes.people}>
      <tbody>
        {versions.map(({ format, audio, subtitles }) => (
          <tr key={`${format} ${audio} ${subtitles}`}>
            <th scope="row">{format}</th>
            <td>{words(audio, subtitles)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
