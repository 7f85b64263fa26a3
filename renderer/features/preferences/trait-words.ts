/** Traits of films in the user's language. */
import { useTranslation } from "react-i18next";
import type { Explained } from "../../../shared/contract/explaining.ts";
import { useFormat, useGenreName } from "../../ui/format.ts";

type Field = Explained["traits"][number]["field"];

export const useTraitWords = (): ((field: Field, value: string) => string) => {
  const { t } = useTranslation("explaining");
  const format = useFormat();
  const genreName = useGenreName();
  return (field, value) =>
    t(`fields.${field}`, {
      value: field === "genre" ? genreName(value) : field === "language" ? format.languageName(value) : value,
    });
};
