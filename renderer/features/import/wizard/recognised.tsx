/** The tables of a source that needs no mapping by hand: kind, fields and first rows of each. */
import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import type { Draft } from "../import-flow.ts";
import { fieldsOfColumn } from "./edit-mapping.ts";
import classes from "./wizard.module.css";

const rowsShown = 5;

export const Recognised = ({ draft }: { readonly draft: Draft }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return (
    <div className={classes.recognised}>
      {draft.preview.tables.map((table, index) => {
        const mapping = draft.mappings[index] ?? null;
        return (
          <Panel
            key={table.name}
            flush
            title={
              <span className={classes.tableTitle}>
                {table.name}{" "}
                <Tag tone={mapping ? "accent" : "neutral"}>
                  {mapping ? t(`kinds.${mapping.kind}`) : t("wizard.leftOut")}
                </Tag>
              </span>
            }
            actions={
              <span className={classes.dim}>
                {t("fileSize", {
                  rows: format.number(table.estimatedRows),
                  bytes: format.bytes(table.bytes),
                })}
              </span>
            }
          >
            <table className={classes.firstRows}>
              <thead>
                <tr>
                  {table.columns.map(({ name }) => {
                    const fields = mapping ? fieldsOfColumn(mapping, name) : [];
                    return (
                      <th key={name} scope="col" className={`${classes.firstRow} ${classes.firstRowsHead}`}>
                        {name}
                        {fields.length > 0 && (
                          <span className={classes.becomes}>
                            {format.list(fields.map((field) => t(`fields.${field}`)))}
                          </span>
                        )}
                      </th>
                    );
                  })}
                </tr>
              </thead>
              <tbody>
                {table.firstRows.slice(0, rowsShown).map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
                  <tr key={at}>
                    {table.columns.map(({ name }, column) => (
                      <td key={name} className={classes.firstRow} title={row[column]}>
                        {row[column]}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        );
      })}
    </div>
  );
};
