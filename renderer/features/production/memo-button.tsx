import { useTranslation } from "react-i18next";
import { useClients } from "../../client/context.tsx";
import { WriteFiles } from "../../client/write-files.tsx";
import { useFormat } from "../../ui/format.ts";
import { writeMemo } from "./memo.ts";
import type { MemoContent } from "./memo-document.ts";

export const Memo = (content: Pick<MemoContent, "concepts" | "wish" | "answer">) => {
  const { t } = useTranslation("portfolio");
  const clients = useClients();
  const format = useFormat();
  return (
    <WriteFiles
      label={t(`memo.write.${content.wish.memo}`)}
      written={(files) => t("memo.written", { files })}
      write={(folder) => writeMemo(clients, content, folder, format)}
    />
  );
};
