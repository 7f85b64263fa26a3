import { useTranslation } from "react-i18next";
import type { TraitStanding } from "../../../shared/domain/white-space.ts";
import { useFormat, useGenreName } from "../../ui/format.ts";

/** A trait in the user's language, as far as its name has one. */
export const useTraitName = (): ((trait: Pick<TraitStanding, "field" | "value">) => string) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const genreName = useGenreName();
  return ({ field, value }) => {
    switch (field) {
      case "genre":
        return genreName(value);
      case "language":
        return format.languageName(value);
      case "length":
      case "budget":
        return t(`space.${field}.${value as "low"}`);
      default:
        return value;
    }
  };
};
