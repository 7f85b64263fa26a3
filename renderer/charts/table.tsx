/** A table of figures with a title, that can be copied or saved. */
import { ActionIcon, Menu, Table } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useContext, useId } from "react";
import { useTranslation } from "react-i18next";
import { copyText, toTsv } from "../ui/clipboard.ts";
import { toCsv } from "../ui/csv.ts";
import classes from "./frame.module.css";
import { SavePictureContext } from "./save-picture.ts";

export interface TableSpec {
  /** A question the table answers, or what it finds. */
  readonly title: string;
  readonly description?: string;
  /** The first column names the rows. */
  readonly columns: readonly {
    readonly label: string;
    readonly words?: string;
    /** Sentences, that may take two lines. */
    readonly sentences?: boolean;
  }[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly string[];
    /** A sentence on what the row means. */
    readonly words?: string;
    /** A line above it sets it apart from the rows before. */
    readonly apart?: boolean;
  }[];
}

export const FigureTable = ({ title, description, columns, rows }: TableSpec) => {
  const { t } = useTranslation("ui");
  const save = useContext(SavePictureContext);
  const titleId = useId();
  const cells = [columns.map(({ label }) => label), ...rows.map((row) => row.cells)];
  return (
    <figure className={classes.frame} aria-labelledby={titleId}>
      <figcaption className={classes.caption}>
        <div className={classes.words}>
          <h3 id={titleId}>{title}</h3>
          {description !== undefined && <p>{description}</p>}
        </div>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("chart.moreTable", { title })} title={t("chart.moreTable", { title })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => copyText(toTsv(cells))}>{t("chart.copyTable")}</Menu.Item>
            <Menu.Item onClick={() => void save({ suggestedName: title, kind: "csv", bytes: toCsv(cells) })}>
              {t("chart.saveCsv")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </figcaption>
      <div className={classes.figures}>
        <Table aria-labelledby={titleId}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ label, words }) => (
                <Table.Th key={label} scope="col" title={words}>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, cells: [name, ...values], words, apart }) => (
              <Table.Tr key={key} data-apart={apart || undefined}>
                <Table.Th scope="row">
                  {name}
                  {words !== undefined && <p>{words}</p>}
                </Table.Th>
                {values.map((value, at) => (
                  <Table.Td
                    key={columns[at + 1]?.label}
                    data-sentences={columns[at + 1]?.sentences || undefined}
                  >
                    {value}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </figure>
  );
};
