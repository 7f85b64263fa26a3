/** Films of the library that are the most like a variant, to the model. */
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Forecast } from "../../../../shared/contract/what-if.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import lists from "../preferences.module.css";
import { useTraitWords } from "../trait-words.ts";

const namedTraits = 4;

export const NearestTitles = ({ near }: { readonly near: Forecast["nearest"] }) => {
  const { t } = useTranslation("what-if");
  const format = useFormat();
  const localName = useLocalName();
  const traitWords = useTraitWords();
  const navigate = useNavigate();
  const { data } = useClients();
  const films = near.map(({ film }) => film);
  const titles = useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal }), {
    keepPrevious: true,
  }).data?.rows;
  if (near.length === 0) return <p className={lists.none}>{t("noNearest")}</p>;
  return (
    <ul className={lists.keenest}>
      {near.map(({ film, likeness, shared }) => {
        const row = titles?.find(({ id }) => id === film);
        return (
          <li key={film}>
            <button
              type="button"
              className={lists.title}
              onClick={() => void navigate(`/preferences/film/${film}`)}
            >
              {row ? localName(row.title, row.titleZh) : "…"}
            </button>
            <span className={lists.facts}>
              {format.list(shared.slice(0, namedTraits).map(({ field, value }) => traitWords(field, value)))}
            </span>
            <b>{format.percent(likeness)}</b>
          </li>
        );
      })}
    </ul>
  );
};
