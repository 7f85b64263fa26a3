/** What is known of a film, as the side panel and the film page show it. */
import { useTranslation } from "react-i18next";
import type { FilmDetail, FilmRow } from "../../../shared/contract/catalogue.ts";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Facts } from "../../ui/page.tsx";
import { Suppressed } from "../../ui/states.tsx";

export const FilmFacts = ({ film }: { readonly film: FilmRow | FilmDetail }) => {
  const { t } = useTranslation("library");
  const format = useFormat();
  const genreName = useGenreName();
  const localName = useLocalName();
  const detail = "synopsis" in film ? film : null;
  const keptBack = <Suppressed compact />;
  return (
    <Facts
      facts={[
        [t("facts.year"), film.year],
        [t("facts.releaseDate"), film.releaseDate && format.date(film.releaseDate)],
        [t("facts.runtime"), film.runtime && format.runtime(film.runtime)],
        [t("facts.certificate"), film.certificate],
        [t("facts.genres"), format.list(film.genres.map(genreName))],
        [t("facts.language"), film.language && format.languageName(film.language)],
        [t("columns.originalTitle"), film.originalTitle],
        [t("columns.country"), film.country],
        [t("facts.studio"), film.studio],
        [t("facts.distributor"), film.distributor],
        [t("facts.series"), film.series && localName(film.series, detail?.seriesZh ?? null)],
        [
          t("facts.rating"),
          film.ratings === null
            ? keptBack
            : film.meanRating !== null &&
              t("facts.ratingOf", { mean: format.number(film.meanRating, 2), count: film.ratings }),
        ],
        [
          t("facts.tickets"),
          film.tickets === null ? keptBack : film.tickets > 0 && format.number(film.tickets),
        ],
        [t("facts.reviews"), film.reviews > 0 && format.number(film.reviews)],
        [t("facts.imdb"), detail?.imdbId],
        [t("facts.tmdb"), detail?.tmdbId],
        [t("facts.eidr"), detail?.eidr],
        [t("columns.budget"), film.budget !== null && format.number(film.budget)],
        [t("columns.revenue"), film.revenue !== null && format.number(film.revenue)],
        [t("columns.source"), film.source],
      ]}
    />
  );
};

/** Both titles; the user's language first. */
export const FilmTitles = ({ film }: { readonly film: FilmRow }) => {
  const { i18n } = useTranslation();
  const chinese = i18n.language.startsWith("zh") && film.titleZh !== null;
  const [first, second] = chinese ? [film.titleZh, film.title] : [film.title, film.titleZh];
  return (
    <div data-selectable>
      <strong style={{ fontSize: 15, lineHeight: 1.35 }}>{first}</strong>
      {second !== null && (
        <div lang={chinese ? "en" : "zh-CN"} style={{ color: "var(--text-dim)" }}>
          {second}
        </div>
      )}
    </div>
  );
};

/** The synopsis in the user's language, or in the one there is. */
export const Synopsis = ({ film }: { readonly film: FilmDetail }) => {
  const { t, i18n } = useTranslation("library");
  const chineseFirst = i18n.language.startsWith("zh");
  const [text, lang] =
    (chineseFirst || film.synopsis === null) && film.synopsisZh !== null
      ? [film.synopsisZh, "zh-CN"]
      : [film.synopsis, "en"];
  if (text === null) return <p style={{ color: "var(--text-dim)", margin: 0 }}>{t("noSynopsis")}</p>;
  return (
    <p lang={lang} data-selectable style={{ margin: 0, lineHeight: 1.6 }}>
      {text}
    </p>
  );
};
