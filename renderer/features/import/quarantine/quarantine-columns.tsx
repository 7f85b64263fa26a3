import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { QuarantinedRow } from "../../../../shared/contract/import-review.ts";
import type { Column } from "../../../ui/data-table.tsx";
import { useFormat } from "../../../ui/format.ts";

export const useQuarantineColumns = (): readonly Column<QuarantinedRow>[] => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return useMemo(() => {
    const cellsOf = ({ cells }: QuarantinedRow): string =>
      Object.values(cells)
        .filter((cell) => cell !== "")
        .join(" · ");
    return [
      {
        id: "kind",
        header: t("diff.kind"),
        width: 140,
        cell: ({ kind }) => t(`kinds.${kind}`),
        text: ({ kind }) => kind,
      },
      {
        id: "rule",
        header: t("issues.rule"),
        width: 250,
        cell: ({ rule }) => t(`rules.${rule}`),
        text: ({ rule }) => rule,
      },
      {
        id: "cells",
        header: t("quarantine.cells"),
        width: 300,
        cell: (row) => <span title={cellsOf(row)}>{cellsOf(row)}</span>,
        text: cellsOf,
      },
      {
        id: "detail",
        header: t("issues.detail"),
        width: 150,
        cell: ({ detail }) => <span title={detail}>{detail}</span>,
        text: ({ detail }) => detail,
      },
      {
        id: "file",
        header: t("issues.file"),
        width: 170,
        cell: ({ file }) => <span title={file}>{file}</span>,
        text: ({ file }) => file,
      },
      {
        id: "line",
        header: t("issues.line"),
        width: 80,
        align: "end",
        cell: ({ line }) => format.number(line),
        text: ({ line }) => String(line),
      },
      {
        id: "decided",
        header: t("quarantine.decided"),
        width: 150,
        hidden: true,
        cell: ({ decidedAt }) => decidedAt !== null && format.dateTime(decidedAt),
        text: ({ decidedAt }) => (decidedAt === null ? "" : String(decidedAt)),
      },
    ];
  }, [t, format]);
};
