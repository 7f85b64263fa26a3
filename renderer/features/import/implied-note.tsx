/** Films and members that come in because rows of something else name them. */
import { useTranslation } from "react-i18next";
import type { ImportSummary } from "../../../shared/contract/import.ts";
import classes from "./import.module.css";

export const ImpliedNote = ({ implied: { films, members } }: Pick<ImportSummary, "implied">) => {
  const { t } = useTranslation("import");
  if (films + members === 0) return null;
  return (
    <p className={classes.dim}>
      {t("implied.words", {
        films: t("implied.films", { count: films }),
        members: t("implied.members", { count: members }),
      })}
    </p>
  );
};
