/** Facts of concepts in the user's language. */
import { useTranslation } from "react-i18next";
import type { ConceptField } from "../../../shared/domain/concept-outlook.ts";
import { useFormat, useGenreName } from "../../ui/format.ts";

/** `changed`: the value is one that the fact would be changed to. */
export const useConceptWords = (): ((field: ConceptField, value: string, changed?: boolean) => string) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const genreName = useGenreName();
  const told = (field: ConceptField, value: string): string => {
    switch (field) {
      case "genre":
        return genreName(value);
      case "language":
        return format.languageName(value);
      case "month":
        return new Intl.DateTimeFormat(format.language, { month: "long", timeZone: "UTC" }).format(
          Date.UTC(2024, Number(value) - 1, 1),
        );
      case "budget":
        return format.compact(Number(value));
      case "runtime":
        return format.minutes(Number(value));
      default:
        return value;
    }
  };
  const valueName = (field: ConceptField): string =>
    field === "genre" || field === "keyword" || field === "person"
      ? t(`valued.${field}`)
      : t(`fields.${field}`);
  return (field, value, changed = false) =>
    value === ""
      ? t(`fields.${field}`)
      : changed && field === "genre"
        ? t("changes.andGenre", { genre: told(field, value) })
        : t("fieldValue", { field: valueName(field), value: told(field, value) });
};
