/** The line of the query where it went wrong, with the place marked. */
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import classes from "./warehouse.module.css";

export const QueryFault = ({ sql, fault }: { readonly sql: string; readonly fault: AnyFault }) => {
  const { t } = useTranslation("warehouse");
  const { position } = fault as { readonly position?: number | null };
  if (position === null || position === undefined) return null;
  const start = sql.lastIndexOf("\n", position - 1) + 1;
  const end = sql.indexOf("\n", position);
  const line = sql.slice(0, position).split("\n").length;
  const text = sql.slice(start, end < 0 ? undefined : end);
  const at = position - start;
  return (
    <figure className={classes.place}>
      <figcaption>{t("query.place", { line, column: at + 1 })}</figcaption>
      <code>
        {text.slice(0, at)}
        <mark>{text.slice(at, at + 1) || " "}</mark>
        {text.slice(at + 1)}
      </code>
    </figure>
  );
};
