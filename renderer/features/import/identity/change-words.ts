/** A change set in the user's words. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type ChangeSet, EditLabel } from "../../../../shared/contract/edits.ts";
import { useFormat } from "../../../ui/format.ts";

const parsed = (label: string): unknown => {
  try {
    return JSON.parse(label);
  } catch {
    return null;
  }
};

export const useChangeWords = (): ((set: ChangeSet) => string) => {
  const { t, i18n } = useTranslation("import");
  const format = useFormat();
  return useCallback(
    ({ kind, label }) => {
      const edit = kind === "edit" ? EditLabel.safeParse(parsed(label)).data : undefined;
      if (!edit) return t(`changes.kinds.${kind}`, { label });
      const words = edit.edited === "feedback" ? "feedback:kinds" : "import:fields";
      const fields = edit.fields.map((field) =>
        i18n.exists(`${words}.${field}`) ? t(`${words}.${field}`) : field,
      );
      return t(`changes.edited.${edit.edited}`, { fields: format.list(fields), count: edit.rows });
    },
    [t, i18n, format],
  );
};
