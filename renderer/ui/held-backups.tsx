/** Backups that still hold members who were forgotten: which, and the two ways to change that. */
import { Button } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { HeldBackup } from "../../shared/contract/safety.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import { useFormat } from "./format.ts";
import classes from "./held-backups.module.css";
import { ProgressBar } from "./progress.tsx";
import { ErrorState } from "./states.tsx";

interface HeldBackupsProps {
  readonly backups: readonly HeldBackup[];
  readonly cleaning: { readonly share: number | null } | null;
  readonly fault: AnyFault | null;
  readonly disabled?: boolean;
  readonly onClean: (how: "rewrite" | "delete") => void;
}

export const HeldBackups = ({ backups, cleaning, fault, disabled = false, onClean }: HeldBackupsProps) => {
  const { t } = useTranslation("privacy");
  const { t: safety } = useTranslation("safety");
  const format = useFormat();
  return (
    <section className={classes.held} aria-label={t("backups.title", { count: backups.length })}>
      <strong>{t("backups.title", { count: backups.length })}</strong>
      <ul>
        {backups.map(({ name, at, reason, bytes, members }) => (
          <li key={name}>
            <IconArchive size={16} aria-hidden />
            <span>{format.dateTime(at)}</span>
            <span className={classes.dim}>{safety(`reasons.${reason}`)}</span>
            <span className={classes.dim}>{format.bytes(bytes)}</span>
            <span>
              {members === null ? t("backups.unreadable") : t("backups.members", { count: members })}
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.dim}>{t("backups.words")}</p>
      {fault && <ErrorState fault={fault} namespace="safety" />}
      {cleaning && <ProgressBar label={t("backups.cleaning")} share={cleaning.share} />}
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled || cleaning !== null}
          onClick={() => onClean("delete")}
        >
          {t("backups.delete")}
        </Button>
        <Button size="compact-sm" disabled={disabled || cleaning !== null} onClick={() => onClean("rewrite")}>
          {t("backups.rewrite")}
        </Button>
      </div>
    </section>
  );
};
