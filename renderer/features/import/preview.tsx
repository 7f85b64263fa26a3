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
  const { tables, missing, ignored } = preview;
  const rows = tables.reduce((sum, { estimatedRows }) => sum + estimatedRows, 0);
  return (
    <>
      <Panel>
        <div className={classes.commit}>
          <IconCheck size={20} className={classes.good} aria-hidden />
          <div className={classes.grow}>
            <strong>{t("recognised", { form: preview.layout ?? preview.system })}</strong>
            <div className={classes.dim}>
              {t("estimate", { rows: format.number(rows), files: format.number(tables.length) })}
            </div>
          </div>
          <Button onClick={onCommit} data-autofocus>
            {t("commit")}
          </Button>
        </div>
        {missing.length > 0 && (
          <p className={classes.warning}>
            <IconAlertTriangle size={15} aria-hidden />
            {t("missing", { kinds: format.list(missing) })}
          </p>
        )}
        {ignored.length > 0 && (
          <p className={classes.dim}>{t("ignored", { files: format.list(ignored.slice(0, 12)) })}</p>
        )}
      </Panel>
      {tables.map((file) => (
        <Panel
          key={file.name}
          flush
          title={
            <span className={classes.fileTitle}>
              {file.name} {file.mapping && <Tag>{file.mapping.kind}</Tag>}
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
                {file.columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {file.firstRows.map((row) => (
                <tr key={row.join("\t")}>
                  {file.columns.map(({ name }, at) => (
                    <td key={name} title={row[at]}>
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
