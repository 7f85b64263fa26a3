/** One film: what it is, who made it, how it is rated, how it sold. */
import { Button } from "@mantine/core";
import { IconArrowLeft, IconHeartHandshake } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import { BarChart, Histogram } from "../../charts/charts.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Columns, Page, Panel } from "../../ui/page.tsx";
import { Poster } from "../../ui/poster.tsx";
import { ReadState } from "../../ui/states.tsx";
import { ratingSpec, useAdmissionsSpec } from "./film-charts.ts";
import { FilmFacts, Synopsis } from "./film-facts.tsx";
import classes from "./library.module.css";

export const FilmPage = () => {
  const { t } = useTranslation("library");
  const { data } = useClients();
  const navigate = useNavigate();
  const localName = useLocalName();
  const id = Number(useParams().id);
  const read = useRead(["film", id], (signal) => data.film({ film: id }, { signal }));
  const film = read.data;
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
            leftSection={<IconHeartHandshake size={15} />}
            onClick={() => void navigate(`/preferences/film/${id}`)}
          >
            {t("whoWillWantIt")}
          </Button>
        </>
      }
    >
      <ReadState read={read}>{(film) => <FilmContent film={film} />}</ReadState>
    </Page>
  );
};

const FilmContent = ({ film }: { readonly film: FilmDetail }) => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const ratings = useMemo(() => ratingSpec(film, t, format), [film, t, format]);
  const admissions = useAdmissionsSpec(film);
  return (
    <div className={classes.film}>
      <div className={classes.filmSide}>
        <Poster film={film.id} title={film.title} hasPoster={film.hasPoster} width={200} />
        <FilmFacts film={film} />
      </div>
      <div className={classes.filmMain}>
        <Panel title={t("synopsis")}>
          <Synopsis film={film} />
        </Panel>
        <Columns min={340}>
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
          {film.tags.length > 0 && (
            <Panel title={t("tags")}>
              <div className={classes.tags}>
                {film.tags.map(({ text, count }) => (
                  <Tag key={text}>{count > 1 ? `${text} × ${format.number(count)}` : text}</Tag>
                ))}
              </div>
            </Panel>
          )}
        </Columns>
      </div>
    </div>
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
