/** Writes the listed rows as CSV files, one a kind, that can be mended elsewhere and imported again. */
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { QuarantineFilter } from "../../../../shared/contract/import-review.ts";
import { useClients } from "../../../client/context.tsx";
import { useFaultWords } from "../../../ui/fault-words.ts";

export const useExport = (filter: QuarantineFilter): (() => Promise<void>) => {
  const { t } = useTranslation("import");
  const { data, host } = useClients();
  const wordsOf = useFaultWords("import");
  return useCallback(async () => {
    const chosen = await host.chooseFile({ purpose: "exportFolder", suggestedName: "" });
    if (!chosen.ok || !chosen.value) return;
    const { file: folder, path } = chosen.value;
    const written = await data.exportQuarantine({ folder, filter });
    if (written.ok) {
      const count = written.value.files.reduce((sum, { rows }) => sum + rows, 0);
      notifications.show({ message: t("quarantine.exported", { count, path }) });
    } else {
      const { what, why } = wordsOf(written.error);
      notifications.show({ title: what, message: why, color: "red", autoClose: false });
    }
  }, [t, data, host, wordsOf, filter]);
};
