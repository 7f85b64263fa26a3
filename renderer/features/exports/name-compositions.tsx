/** Fills in the ids of compositions from a file: the list that was exported, completed. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useClients } from "../../client/context.tsx";
import { useFaultWords } from "../../ui/fault-words.ts";
import { previewKey } from "./preview-key.ts";

export const NameCompositions = () => {
  const { t } = useTranslation("exports");
  const { data, host } = useClients();
  const queries = useQueryClient();
  const wordsOf = useFaultWords("exports");
  const take = async (): Promise<void> => {
    const chosen = await host.chooseFile({ purpose: "importFile", suggestedName: "" });
    if (!chosen.ok || chosen.value === null) return;
    const answer = await data.nameCompositions({ file: chosen.value.file });
    if (!answer.ok) {
      const { what, why, remedy } = wordsOf(answer.error);
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red" });
      return;
    }
    notifications.show({ message: t("compositions.named", { count: answer.value.named }), autoClose: 4000 });
    await queries.invalidateQueries({ queryKey: [previewKey] });
  };
  return (
    <Button variant="default" size="compact-sm" onClick={() => void take()}>
      {t("compositions.name")}
    </Button>
  );
};
