import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { TraitStanding } from "../../../shared/domain/white-space.ts";
import { type Format, useFormat, useGenreName } from "../../ui/format.ts";

type Trait = Pick<TraitStanding, "field" | "value">;

/** A trait in the user's language, as far as its name has one. */
export const traitName =
  (t: TFunction<"production">, format: Format, genreName: (genre: string) => string) =>
  ({ field, value }: Trait): string => {
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

export const useTraitName = (): ((trait: Trait) => string) => {
  const { t } = useTranslation("production");
  return traitName(t, useFormat(), useGenreName());
};
