/** A copy for other hands: what goes with it, and where to. */
import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { useLibrary } from "../../client/library.ts";
import { unwrap } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { ErrorState } from "../../ui/states.tsx";
import classes from "./settings.module.css";

export const ShareCopy = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation("privacy");
  const { data, host } = useClients();
  const library = useLibrary();
  const [models, setModels] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const running = useRef<AbortController | null>(null);

  const save = async (): Promise<void> => {
    const suggestedName = t("share.fileName", { name: library?.name ?? "" });
    const chosen = await host.chooseFile({ purpose: "saveCopy", suggestedName });
    if (!chosen.ok || !chosen.value) return;
    const { file, path } = chosen.value;
    running.current = new AbortController();
    setFault(null);
    setShare(0);
    try {
      await unwrap(
        data.saveCopyToShare(
          { file, models },
          { signal: running.current.signal, onProgress: (progress) => setShare(progress.share) },
        ),
      );
      notifications.show({ message: t("share.saved", { path }) });
      onClose();
    } catch (error) {
      const found = faultOf(error);
      if (found.type !== "Cancelled") setFault(found);
    } finally {
      setShare(null);
    }
  };

  return (
    <Dialog title={t("share.name")} width={480} onClose={() => (share === null ? onClose() : undefined)}>
      <p>{t("share.dialog")}</p>
      <Checkbox
        label={t("share.models")}
        description={t("share.modelsWords")}
        checked={models}
        disabled={share !== null}
        onChange={(event) => setModels(event.currentTarget.checked)}
      />
      {fault && <ErrorState fault={fault} />}
      {share !== null && (
        <ProgressBar label={t("share.saving")} share={share} onCancel={() => running.current?.abort()} />
      )}
      <div className={classes.buttons}>
        <Button variant="default" disabled={share !== null} onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={share !== null} onClick={() => void save()}>
          {t("share.choose")}
        </Button>
      </div>
    </Dialog>
  );
};
