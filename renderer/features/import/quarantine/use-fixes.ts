/** Rows of the quarantine read again with what was mended, and fixes taken back. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { FixOutcome, RowsToFix } from "../../../../shared/contract/import-review.ts";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import type { Result } from "../../../../shared/domain/result.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { startWork } from "../../../client/work.ts";
import { useFaultWords } from "../../../ui/fault-words.ts";

export const useFixes = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const wordsOf = useFaultWords("import");
  /** Null, and told, where it failed. */
  const answered = async <T, E extends AnyFault>(answer: Promise<Result<T, E>>): Promise<T | null> => {
    const work = startWork(t("quarantine.fix.working"));
    const result = await answer;
    work.end();
    if (result.ok) return result.value;
    const { what, why } = wordsOf(result.error);
    notifications.show({ title: what, message: why, color: "red", autoClose: false });
    return null;
  };
  return {
    fix: async (wanted: RowsToFix): Promise<FixOutcome | null> => {
      const outcome = await answered(data.fixQuarantined(wanted));
      if (!outcome) return null;
      const { taken, refused, refusals } = outcome;
      const [only] = refusals;
      const message =
        refused === 0
          ? t("quarantine.fix.taken", { count: taken })
          : taken === 0 && refused === 1 && only
            ? t("quarantine.fix.refused", { reason: t(`rules.${only.rule}`) })
            : t("quarantine.fix.retried", { taken, refused });
      notifications.show({ message, color: refused > 0 ? "yellow" : undefined, autoClose: 3000 });
      if (taken > 0) await refreshLibrary(queries);
      return outcome;
    },
    takeBack: async (id: number): Promise<void> => {
      const back = await answered(data.takeBackFix({ id }));
      if (!back) return;
      notifications.show({ message: t("quarantine.waitsAgain", { count: back.rows }), autoClose: 3000 });
      await refreshLibrary(queries);
    },
  };
};
