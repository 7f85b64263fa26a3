import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/dialog.tsx";
import classes from "../schedule.module.css";

interface ReplaceDraftProps {
  readonly onReplace: () => void;
  readonly onClose: () => void;
}

/** Asked before an unsaved draft gives way to another plan. */
export const ReplaceDraft = ({ onReplace, onClose }: ReplaceDraftProps) => {
  const { t } = useTranslation("schedule");
  return (
    <Dialog title={t("replace.title")} width={400} onClose={onClose}>
      <div className={classes.stack}>
        <p className={classes.hint}>{t("replace.hint")}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button onClick={onReplace}>{t("replace.replace")}</Button>
        </Group>
      </div>
    </Dialog>
  );
};
