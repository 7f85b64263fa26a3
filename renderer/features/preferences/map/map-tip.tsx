/** What a point is. */
import { useTranslation } from "react-i18next";
import type { TasteMap } from "../../../../shared/contract/exploring.ts";
import type { Hit } from "../../../charts/scatter/scatter.tsx";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat, useGenreName, useLocalName } from "../../../ui/format.ts";
import classes from "./map.module.css";

interface MapTipProps {
  readonly map: TasteMap;
  readonly hit: Hit;
  readonly names: readonly string[];
}

export const MapTip = ({ map, hit: { layer, row }, names }: MapTipProps) => {
  const { t } = useTranslation("exploring");
  const points = layer === 0 ? map.members : map.films;
  const id = points.ids[row] as number;
  const cluster = names[points.cluster[row] as number];
  return (
    <>
      {layer === 0 ? <b>{t("map.member", { id })}</b> : <FilmWords film={id} />}
      {cluster && <div className={classes.dim}>{t("map.in", { cluster })}</div>}
    </>
  );
};

const FilmWords = ({ film }: { readonly film: number }) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const genreName = useGenreName();
  const localName = useLocalName();
  const { data } = useClients();
  const row = useRead(["filmTitles", [film]], (signal) => data.filmTitles({ films: [film] }, { signal })).data
    ?.rows[0];
  if (!row) return <b>…</b>;
  return (
    <>
      <b>{localName(row.title, row.titleZh)}</b>
      <div className={classes.dim}>
        {[
          row.year,
          format.list(row.genres.map(genreName)),
          row.ratings !== null &&
            t("preferences:ratings", { count: row.ratings, n: format.number(row.ratings) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </div>
    </>
  );
};
