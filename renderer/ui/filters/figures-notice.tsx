/** Says that figures of a large library are still being counted, and how far that is. */
import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../format.ts";
import classes from "./filters.module.css";

export const FiguresNotice = ({
  figures,
}: {
  readonly figures: { readonly share: number } | null | undefined;
}) => {
  const { t } = useTranslation("table");
  const format = useFormat();
  if (!figures) return null;
  return (
    <div className={classes.notice} role="status">
      <Loader size={14} />
      {t("counting", { share: format.percent(figures.share) })}
    </div>
  );
};
