/** The first rows, under heads that say what each column becomes, how it is read and why. */
import { useTranslation } from "react-i18next";
import type { TablePreview } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { ColumnHead } from "./column-head.tsx";
import { fieldsOfColumn, flagColumns } from "./edit-mapping.ts";
import classes from "./wizard.module.css";

interface ColumnGridProps {
  readonly table: TablePreview;
  readonly mapping: TableMapping | null;
  readonly onChange: (mapping: TableMapping) => void;
}

const rowsShown = 5;
/** A table of thousands of columns is a matrix; nobody maps it by hand. */
const columnsShown = 120;

export const ColumnGrid = ({ table, mapping, onChange }: ColumnGridProps) => {
  const { t } = useTranslation("import");
  const columns = table.columns.slice(0, columnsShown);
  const taken = mapping ? flagColumns(mapping) : new Map<string, string>();
  const used = columns.map(
    ({ name }) => taken.has(name) || (mapping !== null && fieldsOfColumn(mapping, name).length > 0),
  );
  return (
    <div
      className={classes.grid}
      role="region"
      aria-label={t("wizard.columns", { name: table.name })}
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column.name} scope="col" data-unused={!used[at] || undefined}>
                {mapping ? (
                  <ColumnHead
                    table={table}
                    column={column.name}
                    mapping={mapping}
                    partOf={taken.get(column.name) ?? null}
                    onChange={onChange}
                  />
                ) : (
                  <span className={classes.columnName}>{column.name}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.firstRows.slice(0, rowsShown).map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
            <tr key={line}>
              {columns.map(({ name }, at) => (
                <td key={name} className={classes.cell} title={row[at]} data-unused={!used[at] || undefined}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.columns.length > columnsShown && (
        <p className={classes.note}>
          {t("wizard.moreColumns", { count: table.columns.length - columnsShown })}
        </p>
      )}
    </div>
  );
};
