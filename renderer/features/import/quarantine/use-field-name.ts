/** A field of a kind by its name for people. */
import { useTranslation } from "react-i18next";

export const useFieldName = (): ((name: string) => string) => {
  const { t, i18n } = useTranslation("import");
  return (name) => (i18n.exists(`import:fields.${name}`) ? t(`fields.${name}`) : name);
};
