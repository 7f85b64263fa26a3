/** An expected failure in the user's words: `<namespace>:faults.<type>.{what,why,remedy}`. */
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../shared/domain/fault.ts";

export interface FaultWords {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}

/** Words come from `namespace` first and from `ui` for failures that any method may meet. */
export const useFaultWords = (namespace?: string): ((fault: AnyFault) => FaultWords) => {
  const { t, i18n } = useTranslation("ui");
  return (fault) => {
    const words = (part: keyof FaultWords): string => {
      const own = `${namespace}:faults.${fault.type}.${part}`;
      const common = `ui:faults.${fault.type}.${part}`;
      const values = Object.fromEntries(
        Object.entries(fault).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
      );
      if (namespace && i18n.exists(own)) return i18n.t(own, values);
      if (i18n.exists(common)) return i18n.t(common, values);
      return part === "what" ? t("faults.unknown", { type: fault.type }) : "";
    };
    return { what: words("what"), why: words("why"), remedy: words("remedy") };
  };
};
