import { Button } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ExportedFile } from "../../../shared/contract/export.ts";
import { useClients } from "../../client/context.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import type { ExportOrder } from "./export-run.ts";
import classes from "./exports.module.css";

interface WrittenFilesProps {
  readonly folder: ExportOrder["folder"];
  readonly files: readonly ExportedFile[];
}

export const WrittenFiles = ({ folder, files }: WrittenFilesProps) => {
  const { t } = useTranslation("exports");
  const format = useFormat();
  const { host } = useClients();
  return (
    <Panel title={t("written.title", { count: files.length })}>
      <p className={classes.path} data-selectable>
        {folder.path}
      </p>
      <ul className={classes.files}>
        {files.map(({ name, bytes, form }) => (
          <li key={name}>
            <div>
              <strong data-selectable>{name}</strong>
              <span>
                {t(`forms.${form}.name`)} · {format.bytes(bytes)}
              </span>
            </div>
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={14} />}
              aria-label={t("written.showNamed", { name })}
              onClick={() => void host.reveal({ file: folder.file, name })}
            >
              {t("written.show")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
