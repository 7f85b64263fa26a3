/** Films near one: as the model sees them, by what is known of them, and by their posters, each with what they share. */
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { NearFilm } from "../../../../shared/contract/exploring.ts";
import { useClients } from "../../../client/context.tsx";
import { LongReadState } from "../../../client/long-read.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import { Poster } from "../../../ui/poster.tsx";
import { useTraitName } from "../map/cluster-names.ts";
import classes from "../preferences.module.css";

const namedTraits = 4;

export const NearestFilms = ({ film }: { readonly film: number }) => {
  const { t } = useTranslation(["exploring", "posters"]);
  const { training } = useClients();
  const queryKey = ["predictions", "nearestFilms", film];
  const read = useRead(queryKey, async (signal) => (await training()).nearestFilms({ film }, { signal }));
  return (
    <LongReadState read={read} queryKey={queryKey} namespace="preferences">
      {({ byModel, byTraits, byPoster }) => (
        <Columns min={340}>
          <Panel title={t("nearest.byModel")} flush>
            <Near films={byModel} none={t("nearest.noModel")} />
          </Panel>
          <Panel title={t("nearest.byTraits")} flush>
            <Near films={byTraits} none={t("nearest.noTraits")} />
          </Panel>
          {byPoster.length > 0 && (
            <Panel title={t("posters:similar")} flush>
              <Near films={byPoster} none="" posters />
            </Panel>
          )}
        </Columns>
      )}
    </LongReadState>
  );
};

interface NearProps {
  readonly films: readonly NearFilm[];
  readonly none: string;
  /** Alike in their posters, which stand for what they share. */
  readonly posters?: boolean;
}

const Near = ({ films, none, posters = false }: NearProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const localName = useLocalName();
  const traitName = useTraitName();
  const navigate = useNavigate();
  const { data } = useClients();
  const ids = films.map(({ film }) => film);
  const titles = useRead(["filmTitles", ids], (signal) => data.filmTitles({ films: ids }, { signal })).data
    ?.rows;
  if (films.length === 0) return <p className={classes.none}>{none}</p>;
  return (
    <ul className={classes.keenest}>
      {films.map(({ film, likeness, shared }) => {
        const row = titles?.find(({ id }) => id === film);
        return (
          <li key={film}>
            {posters && (
              <Poster film={film} title={row?.title ?? ""} hasPoster={row?.hasPoster ?? false} width={28} />
            )}
            <button
              type="button"
              className={classes.title}
              onClick={() => void navigate(`/preferences/film/${film}`)}
            >
              {row ? localName(row.title, row.titleZh) : "…"}
            </button>
            {!posters && (
              <span className={classes.facts}>
                {shared.length === 0
                  ? t("nearest.nothingShared")
                  : format.list(shared.slice(0, namedTraits).map(traitName))}
              </span>
            )}
            <b>{format.percent(likeness)}</b>
          </li>
        );
      })}
    </ul>
  );
};
