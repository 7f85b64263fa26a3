/** A table of the page, written where the user chooses. */
import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileExport } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type TableFormat, tableFormats } from "../../shared/contract/table-export.ts";
import { faultOf } from "../../shared/domain/fault.ts";
import type { TableDocument } from "../../shared/domain/table-document.ts";
import { useFaultWords } from "../ui/fault-words.ts";
import { useClients } from "./context.tsx";
import { unwrap } from "./read.ts";

interface TableExportProps {
  /** Made when asked for; null while there is nothing to write. */
  readonly document: (() => TableDocument) | null;
  /** Where the page has another table to export. */
  readonly label?: string;
}

export const TableExport = ({ document, label }: TableExportProps) => {
  const { t } = useTranslation("lists");
  const { data, host } = useClients();
  const wordsOf = useFaultWords("lists");
  const [writing, setWriting] = useState(false);
  const write = async (format: TableFormat): Promise<void> => {
    if (!document) return;
    const made = document();
    setWriting(true);
    try {
      const place = await unwrap(
        host.chooseFile({ purpose: "exportTable", suggestedName: `${made.title.slice(0, 150)}.${format}` }),
      );
      if (place === null) return;
      const { path } = await unwrap(data.exportTable({ document: made, file: place.file, format }));
      notifications.show({ message: t("export.written", { path }), autoClose: 4000 });
    } catch (error) {
      const { what, why, remedy } = wordsOf(faultOf(error));
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red" });
    } finally {
      setWriting(false);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconFileExport size={14} />}
          disabled={!document}
          loading={writing}
        >
          {label ?? t("export.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tableFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void write(format)}>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
