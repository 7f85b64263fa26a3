/** Where what is known of a film came from. */
import { useTranslation } from "react-i18next";
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import { useFormat } from "../../ui/format.ts";
import classes from "./library.module.css";

export const FilmSources = ({ film: { keys, imports } }: { readonly film: FilmDetail }) => {
  const { t } = useTranslation("library");
  const format = useFormat();
  return (
    <table className={classes.people}>
      <tbody>
        {imports.map(({ importRun, source, system, at, added, rolledBack }) => (
          <tr key={importRun}>
            <th scope="row">{format.date(at)}</th>
            <td>
              {t(added ? "sources.added" : "sources.also", { source, system })}
              {rolledBack && ` · ${t("sources.rolledBack")}`}
            </td>
          </tr>
        ))}
        {keys.map(({ source, key }) => (
          <tr key={`${source} ${key}`}>
            <th scope="row">{source}</th>
            <td data-selectable>{key}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
