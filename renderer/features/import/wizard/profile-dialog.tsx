/** Keeps a mapping under a name, so that the next export of the same system needs none. */
import { Button, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import { type Draft, profileOf } from "../import-flow.ts";
import classes from "./wizard.module.css";

export const ProfileDialog = ({
  draft,
  onClose,
}: {
  readonly draft: Draft;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const [name, setName] = useState(draft.profile ?? draft.preview.name);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const saved = await data.saveProfile({ profile: profileOf(draft, name.trim()) });
    if (!saved.ok) return setFault(saved.error);
    await queries.invalidateQueries({ queryKey: ["import", "profiles"] });
    notifications.show({ message: t("profiles.saved", { name: name.trim() }) });
    onClose();
  };
  return (
    <Dialog title={t("profiles.save")} width={420} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className={classes.readingFields}>
        <p className={classes.dim}>{t("profiles.explain")}</p>
        {fault && <ErrorState fault={fault} namespace="import" />}
        <TextInput
          label={t("profiles.name")}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            {t("profiles.keep")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
