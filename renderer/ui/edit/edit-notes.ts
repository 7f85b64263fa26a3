/** What is said after an edit, an undo or a redo. */
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import type { Result } from "../../../shared/domain/result.ts";
import { useFaultWords } from "../fault-words.ts";

export const useTurnedNote = (): ((what: "undone" | "redone", result: Result<unknown, AnyFault>) => void) => {
  const { t } = useTranslation("table");
  const wordsOf = useFaultWords("table");
  return useCallback(
    (what, result) => {
      if (result.ok) {
        notifications.show({ message: t(`edit.${what}`), autoClose: 2500 });
        return;
      }
      const { what: title, why, remedy } = wordsOf(result.error);
      notifications.show({ title, message: `${why} ${remedy}`.trim(), color: "red", autoClose: 8000 });
    },
    [t, wordsOf],
  );
};
