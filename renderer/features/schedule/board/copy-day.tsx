/** Asks which days shall become like the day in view. */
import { Button, Checkbox, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat } from "../../../ui/format.ts";
import classes from "../schedule.module.css";

interface CopyDayProps {
  readonly from: IsoDate;
  readonly days: readonly IsoDate[];
  readonly onCopy: (to: readonly IsoDate[]) => void;
  readonly onClose: () => void;
}

export const CopyDay = ({ from, days, onCopy, onClose }: CopyDayProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const [to, setTo] = useState<readonly IsoDate[]>([]);
  return (
    <Dialog title={t("copy.title", { day: format.day(from) })} width={400} onClose={onClose}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          onCopy(to);
          onClose();
        }}
      >
        <p className={classes.hint}>{t("copy.hint")}</p>
        <Checkbox.Group label={t("copy.to")} value={[...to]} onChange={setTo}>
          <div className={classes.days}>
            {days
              .filter((day) => day !== from)
              .map((day) => (
                <Checkbox key={day} value={day} label={format.day(day)} />
              ))}
          </div>
        </Checkbox.Group>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={to.length === 0}>
            {t("copy.copy", { count: to.length })}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
