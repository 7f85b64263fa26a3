/** The tables of the source: what each becomes, and whether something is still wanted. */
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import type { Draft } from "../import-flow.ts";
import { wantedFields } from "./edit-mapping.ts";
import classes from "./wizard.module.css";

interface TableListProps {
  readonly draft: Draft;
  readonly shown: number;
  readonly onShow: (index: number) => void;
}

export const TableList = ({ draft, shown, onShow }: TableListProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return (
    <nav className={classes.tables} aria-label={t("wizard.tables")}>
      {draft.preview.tables.map((table, index) => {
        const mapping = draft.mappings[index] ?? null;
        return (
          <button
            key={table.name}
            type="button"
            aria-current={index === shown}
            onClick={() => onShow(index)}
            title={table.name}
          >
            <strong>{table.name}</strong>
            <span className={classes.tableKind}>
              <Tag tone={mapping ? "accent" : "neutral"}>
                {mapping ? t(`kinds.${mapping.kind}`) : t("wizard.leftOut")}
              </Tag>
              {mapping && wantedFields(mapping).length > 0 && (
                <span className={classes.wanted}>
                  <IconAlertTriangle size={13} aria-hidden /> {t("wizard.incomplete")}
                </span>
              )}
            </span>
            <span className={classes.dim}>
              {t("rows", { count: table.estimatedRows })} · {format.bytes(table.bytes)}
            </span>
          </button>
        );
      })}
    </nav>
  );
};
