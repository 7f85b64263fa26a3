/** What will run, how much it may give, and the first rows. */
import { useTranslation } from "react-i18next";
import type { WarehouseLook } from "../../../shared/contract/warehouse.ts";
import { useFormat } from "../../ui/format.ts";
import classes from "./warehouse.module.css";

export const Look = ({ look: { sql, columns, rows, estimatedRows } }: { readonly look: WarehouseLook }) => {
  const { t } = useTranslation("warehouse");
  const format = useFormat();
  return (
    <div className={classes.look}>
      <div className={classes.dim} role="status">
        {estimatedRows === null
          ? t("look.noEstimate")
          : t("look.estimate", { rows: format.compact(estimatedRows) })}
      </div>
      <section className={classes.statement} tabIndex={0} aria-label={t("look.sql")} data-selectable>
        <pre>{sql}</pre>
      </section>
      <section className={classes.rows} tabIndex={0} aria-label={t("look.rows")}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name, type }) => (
                <th key={name} scope="col">
                  {name}
                  {type !== "" && <span>{type}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 12).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a picture, never reordered
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={columns[column]?.name ?? column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className={classes.dim}>{t("look.none")}</p>}
      </section>
    </div>
  );
};
