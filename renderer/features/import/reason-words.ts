/** A guess's reason in the user's words. */
import { useTranslation } from "react-i18next";
import type { Reason } from "../../../shared/contract/import-mapping.ts";

/** Parameters that name something of ours, and where its name stands. */
const named: Readonly<Record<string, string>> = {
  field: "fields",
  fields: "fields",
  order: "dateOrders",
  unit: "units",
  layout: "layouts",
};

export const useReasonWords = (): ((reason: Reason) => string) => {
  const { t, i18n } = useTranslation("import");
  return ({ code, params }) => {
    const word = (group: string, value: string): string =>
      i18n.exists(`import:${group}.${value}`) ? i18n.t(`import:${group}.${value}`) : value;
    const values = Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        const group = named[name];
        if (!group || typeof value === "number") return [name, value];
        const parts = value.split(/,\s*/).map((part) => word(group, part));
        return [name, parts.join(t("reasons.and"))];
      }),
    );
    return t(`reasons.${code}`, values);
  };
};
