/** Films near one: as the model sees them, and by what is known of them, each with what they share. */
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { NearFilm } from "../../../../shared/contract/exploring.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import { ReadState } from "../../../ui/states.tsx";
import { useTraitName } from "../map/cluster-names.ts";
import classes from "../preferences.module.css";

const namedTraits = 4;

export const NearestFilms = ({ film }: { readonly film: number }) => {
  const { t } = useTranslation("exploring");
  const { training } = useClients();
  const read = useRead(["predictions", "nearestFilms", film], async (signal) =>
    (await training()).nearestFilms({ film }, { signal }),
  );
  return (
    <ReadState read={read} namespace="preferences">
      {({ byModel, byTraits }) => (
        <Columns min={340}>
          <Panel title={t("nearest.byModel")} flush>
            <Near films={byModel} none={t("nearest.noModel")} />
          </Panel>
          <Panel title={t("nearest.byTraits")} flush>
            <Near films={byTraits} none={t("nearest.noTraits")} />
          </Panel>
        </Columns>
      )}
    </ReadState>
  );
};

const Near = ({ films, none }: { readonly films: readonly NearFilm[]; readonly none: string }) => {
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
            <button
              type="button"
              className={classes.title}
              onClick={() => void navigate(`/preferences/film/${film}`)}
            >
              {row ? localName(row.title, row.titleZh) : "…"}
            </button>
            <span className={classes.facts}>
              {shared.length === 0
                ? t("nearest.nothingShared")
                : format.list(shared.slice(0, namedTraits).map(traitName))}
            </span>
            <b>{format.percent(likeness)}</b>
          </li>
        );
      })}
    </ul>
  );
};
