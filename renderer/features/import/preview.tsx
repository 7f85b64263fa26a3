/** What a data set holds, before anything is changed. */
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ImportPreview } from "../../../shared/contract/import.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./import.module.css";

interface PreviewPanelProps {
  readonly preview: ImportPreview;
  readonly onCommit: () => void;
}

export const PreviewPanel = ({ preview, onCommit }: PreviewPanelProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { files, missing, ignored } = preview;
  const rows = files.reduce((sum, { estimatedRows }) => sum + estimatedRows, 0);
  return (
    <>
      <Panel>
        <div className={classes.commit}>
          <IconCheck size={20} className={classes.good} aria-hidden />
          <div className={classes.grow}>
            <strong>{t("recognised", { form: t(`forms.${preview.format}.name`) })}</strong>
            <div className={classes.dim}>
              {t("estimate", { rows: format.number(rows), files: format.number(files.length) })}
            </div>
          </div>
          <Button onClick={onCommit} data-autofocus>
            {t("commit")}
          </Button>
        </div>
        {missing.length > 0 && (
          <p className={classes.warning}>
            <IconAlertTriangle size={15} aria-hidden />
            {t("missing", { kinds: format.list(missing.map((kind) => t(`kinds.${kind}`))) })}
          </p>
        )}
        {ignored.length > 0 && (
          <p className={classes.dim}>{t("ignored", { files: format.list(ignored.slice(0, 12)) })}</p>
        )}
      </Panel>
      {files.map((file) => (
        <Panel
          key={file.name}
          flush
          title={
            <span className={classes.fileTitle}>
              {file.name} <Tag>{t(`kinds.${file.kind}`)}</Tag>
            </span>
          }
          actions={
            <span className={classes.dim}>
              {t("fileSize", { rows: format.number(file.estimatedRows), bytes: format.bytes(file.bytes) })}
            </span>
          }
        >
          <table className={classes.rows}>
            <thead>
              <tr>
                {file.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {file.firstRows.map((row) => (
                <tr key={row.join("\t")}>
                  {file.columns.map((column, at) => (
                    <td key={column} title={row[at]}>
                      {row[at]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </>
  );
};
