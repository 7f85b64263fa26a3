/** Two films of the library made one, by hand. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import { FilmPicker, type PickedFilm } from "./film-picker.tsx";
import classes from "./identity.module.css";

export const MergeDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const [into, setInto] = useState<PickedFilm | null>(null);
  const [other, setOther] = useState<PickedFilm | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const merge = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!into || !other) return;
    const merged = await data.mergeFilms({ into: into.id, films: [other.id] });
    if (!merged.ok) return setFault(merged.error);
    notifications.show({ message: t("merge.done", { title: into.title }) });
    onClose();
    await refreshLibrary(queries);
  };
  return (
    <Dialog title={t("merge.title")} width={460} onClose={onClose}>
      <form onSubmit={(event) => void merge(event)} className={classes.form}>
        <p className={classes.dim}>{t("merge.words")}</p>
        {fault && <ErrorState fault={fault} namespace="import" />}
        <FilmPicker label={t("merge.into")} value={into} onChange={setInto} autoFocus />
        <FilmPicker label={t("merge.other")} value={other} onChange={setOther} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!into || !other || into.id === other.id}>
            {t("merge.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
