/** Forgetting a member: what goes is counted first, and nothing brings it back. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ForgetPreview } from "../../../shared/contract/privacy.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { Facts } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./audience.module.css";

const traces = [
  "interactions",
  "tags",
  "reviews",
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
  const preview = useRead(["member", member, "forget"], (signal) =>
    data.forgetPreview({ members: [member] }, { signal }),
  );
  const forget = async (): Promise<void> => {
    setFault(null);
    setPhase("removing");
    try {
      const { erased } = await unwrap(
        data.forgetMembers({ members: [member] }, { onProgress: (progress) => setPhase(progress.phase) }),
      );
      notifications.show({ message: t(erased ? "forget.done" : "forget.pending") });
      await navigate("/audience");
      queries.removeQueries({ queryKey: ["member", member] });
      await refreshLibrary(queries);
    } catch (error) {
      setFault(faultOf(error));
      setPhase(null);
    }
  };
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
        <Button color="red" disabled={phase !== null || !preview.data} onClick={() => void forget()}>
          {t("forget.go")}
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
