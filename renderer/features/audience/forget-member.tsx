/**
 * Forgetting a member: what goes is counted first, and nothing brings it back. Backups of before are asked about
 * afterwards: they still hold the member.
 */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ForgetPreview } from "../../../shared/contract/privacy.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { heldBackupsKey, useHeldBackups } from "../../client/held-backups.ts";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { HeldBackups } from "../../ui/held-backups.tsx";
import { Facts } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState, LoadingState, ReadState } from "../../ui/states.tsx";
import classes from "./audience.module.css";

const traces = [
  "interactions",
  "tags",
  "feedback",
  "reviews",
  "reader",
  "segments",
  "identifiers",
  "quarantine",
  "issues",
  "changes",
] as const;

interface ForgetMemberProps {
  readonly member: number;
  readonly onClose: () => void;
}

export const ForgetMember = ({ member, onClose }: ForgetMemberProps) => {
  const { t } = useTranslation("privacy");
  const { data } = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [phase, setPhase] = useState<"removing" | "erasing" | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const [erased, setErased] = useState<boolean | null>(null);
  const preview = useRead(
    ["member", member, "forget"],
    (signal) => data.forgetPreview({ members: [member] }, { signal }),
    { enabled: erased === null },
  );
  const forget = async (): Promise<void> => {
    setFault(null);
    setPhase("removing");
    try {
      const done = await unwrap(
        data.forgetMembers({ members: [member] }, { onProgress: (progress) => setPhase(progress.phase) }),
      );
      queries.removeQueries({ queryKey: heldBackupsKey });
      setErased(done.erased);
    } catch (error) {
      setFault(faultOf(error));
    }
    setPhase(null);
  };
  const leave = async (): Promise<void> => {
    notifications.show({ message: t(erased ? "forget.done" : "forget.pending") });
    await navigate("/audience");
    queries.removeQueries({ queryKey: ["member", member] });
    await refreshLibrary(queries);
  };
  if (erased !== null) return <BackupsOfBefore onLeave={() => void leave()} />;
  return (
    <Dialog
      title={t("forget.title", { count: 1 })}
      width={480}
      onClose={() => (phase ? undefined : onClose())}
    >
      <ReadState read={preview}>{(found) => <WhatGoes preview={found} />}</ReadState>
      {fault && <ErrorState fault={fault} />}
      {phase && <ProgressBar label={t(`forget.${phase}`)} share={null} />}
      <div className={classes.dialogButtons}>
        <Button variant="default" disabled={phase !== null} onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button color="danger" disabled={phase !== null || !preview.data} onClick={() => void forget()}>
          {t("forget.go")}
        </Button>
      </div>
    </Dialog>
  );
};

/** Over at once where no backup holds anybody who was forgotten. */
const BackupsOfBefore = ({ onLeave }: { readonly onLeave: () => void }) => {
  const { t } = useTranslation("privacy");
  const held = useHeldBackups(true);
  const none = held.backups?.length === 0;
  useEffect(() => {
    if (none) onLeave();
  });
  return (
    <Dialog title={t("backups.dialog")} width={560} onClose={() => (held.cleaning ? undefined : onLeave())}>
      {held.backups && !none ? (
        <HeldBackups {...held} backups={held.backups} onClean={(how) => void held.clean(how)} />
      ) : (
        <LoadingState />
      )}
      <div className={classes.dialogButtons}>
        <Button variant="default" disabled={held.cleaning !== null} onClick={onLeave}>
          {t("backups.leave")}
        </Button>
      </div>
    </Dialog>
  );
};

const WhatGoes = ({ preview }: { readonly preview: ForgetPreview }) => {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const found = traces.filter((trace) => preview.traces[trace] > 0);
  return (
    <>
      <p>{t("forget.words")}</p>
      {found.length === 0 ? (
        <p className={classes.dim}>{t("forget.nothing")}</p>
      ) : (
        <Facts
          facts={found.map((trace) => [t(`forget.traces.${trace}`), format.number(preview.traces[trace])])}
        />
      )}
      {preview.models > 0 && <p>{t("forget.models", { count: preview.models })}</p>}
      {preview.unfinishedRuns > 0 && <p>{t("forget.runs", { count: preview.unfinishedRuns })}</p>}
      <p className={classes.dim}>{t("forget.later")}</p>
    </>
  );
};
