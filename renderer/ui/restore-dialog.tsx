/** What a restore would change, before it does. */
import { Button, Group } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LibraryInfo } from "../../shared/contract/library.ts";
import type { BackupEntry } from "../../shared/contract/safety.ts";
import { Dialog } from "./dialog.tsx";
import { useFormat } from "./format.ts";
import classes from "./restore-dialog.module.css";
import { ReadState } from "./states.tsx";

type Counts = LibraryInfo["counts"];
interface Preview {
  readonly backup: BackupEntry;
  readonly forgotten: number | null;
  readonly present: {
    readonly bytes: number;
    readonly modifiedAt: number;
    readonly sound: boolean;
    readonly counts: Counts | null;
  };
}
interface RestoreDialogProps {
  readonly entry: BackupEntry;
  readonly preview: UseQueryResult<Preview>;
  readonly onClose: () => void;
  readonly onRestore: () => void;
}

const kinds = [
  "films",
  "members",
  "interactions",
  "tags",
  "showings",
  "reviews",
  "venues",
  "models",
  "plans",
] as const;

export const RestoreDialog = ({ entry, preview, onClose, onRestore }: RestoreDialogProps) => {
  const { t } = useTranslation("safety");
  const format = useFormat();
  return (
    <Dialog title={t("restore.title", { when: format.dateTime(entry.at) })} width={560} onClose={onClose}>
      <ReadState read={preview} namespace="safety">
        {({ backup, present, forgotten }) => (
          <>
            {forgotten !== null && forgotten > 0 && (
              <p className={classes.note}>{t("restore.again", { count: forgotten })}</p>
            )}
            {!present.sound && <p className={classes.note}>{t("restore.presentDamaged")}</p>}
            <table className={classes.compare}>
              <thead>
                <tr>
                  <th scope="col">{t("restore.kind")}</th>
                  <th scope="col">{t("restore.now")}</th>
                  <th scope="col">{t("restore.backup")}</th>
                  <th scope="col">{t("restore.change")}</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">{t("restore.date")}</th>
                  <td>{present.modifiedAt > 0 ? format.dateTime(present.modifiedAt) : "–"}</td>
                  <td>{format.dateTime(backup.at)}</td>
                  <td />
                </tr>
                {kinds.map((kind) => (
                  <Compared key={kind} kind={kind} now={present.counts} then={backup.counts} />
                ))}
              </tbody>
            </table>
          </>
        )}
      </ReadState>
      <p className={classes.note}>{t("restore.kept")}</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("restore.cancel")}
        </Button>
        <Button onClick={onRestore} disabled={!preview.data}>
          {t("restore.confirm")}
        </Button>
      </Group>
    </Dialog>
  );
};

interface ComparedProps {
  readonly kind: (typeof kinds)[number];
  readonly now: Counts | null;
  readonly then: Counts | null;
}

const Compared = ({ kind, now, then }: ComparedProps) => {
  const { t } = useTranslation("safety");
  const format = useFormat();
  const change = now && then ? then[kind] - now[kind] : 0;
  return (
    <tr data-changed={change !== 0 || undefined}>
      <th scope="row">{t(`kinds.${kind}`)}</th>
      <td>{now ? format.number(now[kind]) : "–"}</td>
      <td>{then ? format.number(then[kind]) : "–"}</td>
      <td>{change === 0 ? "" : `${change > 0 ? "+" : "−"}${format.number(Math.abs(change))}`}</td>
    </tr>
  );
};
