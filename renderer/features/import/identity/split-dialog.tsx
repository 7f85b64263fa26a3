/** A film that stands for two, taken apart by what its sources call it. */
import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { useRead } from "../../../client/read.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import { FilmPicker, type PickedFilm } from "./film-picker.tsx";
import classes from "./identity.module.css";

export const SplitDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const [film, setFilm] = useState<PickedFilm | null>(null);
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const keys =
    useRead(["film", film?.id ?? 0], (signal) => data.film({ film: film?.id ?? 0 }, { signal }), {
      enabled: film !== null,
    }).data?.keys ?? [];
  const nameOf = ({ source, key }: (typeof keys)[number]): string => `${source}: ${key}`;
  const split = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!film) return;
    const taken = keys
      .filter((each) => leaving.includes(nameOf(each)))
      .map(({ source, key }) => ({ system: source, key }));
    const done = await data.splitFilm({ film: film.id, keys: taken });
    if (!done.ok) return setFault(done.error);
    notifications.show({ message: t("split.done", { title: film.title }) });
    onClose();
    await refreshLibrary(queries);
  };
  return (
    <Dialog title={t("split.title")} width={460} onClose={onClose}>
      <form onSubmit={(event) => void split(event)} className={classes.form}>
        <p className={classes.dim}>{t("split.words")}</p>
        {fault && <ErrorState fault={fault} namespace="import" />}
        <FilmPicker
          label={t("split.film")}
          value={film}
          onChange={(next) => {
            setFilm(next);
            setLeaving([]);
          }}
          autoFocus
        />
        {film && keys.length < 2 && <p className={classes.dim}>{t("split.oneKey")}</p>}
        {film && keys.length >= 2 && (
          <Checkbox.Group label={t("split.keys")} value={[...leaving]} onChange={setLeaving}>
            <div className={classes.keys}>
              {keys.map((each) => (
                <Checkbox key={nameOf(each)} size="xs" value={nameOf(each)} label={nameOf(each)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!film || leaving.length === 0 || leaving.length === keys.length}>
            {t("split.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
