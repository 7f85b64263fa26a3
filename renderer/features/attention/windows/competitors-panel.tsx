/** What others will open: entered one by one or from a file. */
import { ActionIcon, Button, NumberInput, TextInput } from "@mantine/core";
import { IconFileImport, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Competitor, type KeptCompetitor } from "../../../../shared/contract/windows.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import { FilmPicker } from "../../../client/film-picker.tsx";
import { TableExport } from "../../../client/table-export.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat, useGenreName } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import classes from "../slates.module.css";
import type { Windows } from "./use-windows.ts";

type Edited = Competitor & { readonly id: number | null };

interface CompetitorsPanelProps {
  readonly competitors: readonly KeptCompetitor[];
  readonly windows: Windows;
}

export const CompetitorsPanel = ({ competitors, windows }: CompetitorsPanelProps) => {
  const { t } = useTranslation("windows");
  const format = useFormat();
  const genreName = useGenreName();
  const [open, setOpen] = useState<Edited | null>(null);
  const buttons = (
    <div className={classes.buttons}>
      {competitors.length > 0 && (
        <TableExport
          label={t("competitors.export")}
          document={(): TableDocument => ({
            title: t("competitors.document"),
            language: format.language === "zh-CN" ? "zh-CN" : "en",
            facts: [],
            columns: (
              [
                ["title", "name", 40, "text"],
                ["date", "date", 12, "text"],
                ["size", "size", 8, "number"],
                ["genres", "genres", 30, "text"],
                ["film", "film", 12, "text"],
              ] as const
            ).map(([key, word, width, kind]) => ({ key, kind, width, header: t(`competitors.${word}`) })),
            rows: competitors.map(({ title, date, size, genres, film }) => [
              title,
              date,
              size,
              genres.join(";"),
              film === null ? "" : String(film),
            ]),
          })}
        />
      )}
      <Button
        variant="default"
        leftSection={<IconFileImport size={14} />}
        onClick={windows.importCompetitors}
      >
        {t("competitors.import")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => setOpen({ id: null, title: "", date: "", size: 1, genres: [], film: null })}
      >
        {t("competitors.add")}
      </Button>
    </div>
  );
  return (
    <Panel title={t("competitors.title")} flush actions={competitors.length > 0 && buttons}>
      {competitors.length === 0 ? (
        <EmptyState title={t("competitors.none")} action={buttons}>
          {t("competitors.hint")}
        </EmptyState>
      ) : (
        <div className={classes.scrolling} tabIndex={0} role="region" aria-label={t("competitors.title")}>
          <table className={classes.table} aria-label={t("competitors.title")}>
            <thead>
              <tr>
                <th scope="col">{t("competitors.name")}</th>
                <th scope="col">{t("competitors.date")}</th>
                <th scope="col">{t("competitors.size")}</th>
                <th scope="col">{t("competitors.genres")}</th>
                <th scope="col">{t("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {competitors.map((competitor) => (
                <tr key={competitor.id}>
                  <th scope="row">{competitor.title}</th>
                  <td>{format.date(competitor.date)}</td>
                  <td>{format.plain(competitor.size)}</td>
                  <td>{format.list(competitor.genres.map(genreName))}</td>
                  <td className={classes.icons}>
                    <ActionIcon
                      aria-label={t("edit", { title: competitor.title })}
                      onClick={() => setOpen(competitor)}
                    >
                      <IconPencil size={15} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={t("remove", { title: competitor.title })}
                      onClick={() => windows.deleteCompetitor(competitor.id)}
                    >
                      <IconTrash size={15} />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && (
        <CompetitorDialog
          competitor={open}
          onClose={() => setOpen(null)}
          onSave={(competitor) => {
            windows.saveCompetitor(competitor);
            setOpen(null);
          }}
        />
      )}
    </Panel>
  );
};

interface CompetitorDialogProps {
  readonly competitor: Edited;
  readonly onSave: (competitor: Edited) => void;
  readonly onClose: () => void;
}

const CompetitorDialog = ({ competitor, onSave, onClose }: CompetitorDialogProps) => {
  const { t } = useTranslation("windows");
  const [edited, setEdited] = useState(competitor);
  const [genres, setGenres] = useState(competitor.genres.join(", "));
  const set = (change: Partial<Edited>): void => setEdited({ ...edited, ...change });
  const parsed = Competitor.safeParse({
    ...edited,
    genres: genres
      .split(/[,，、;；]/)
      .map((genre) => genre.trim())
      .filter(Boolean),
  });
  return (
    <Dialog title={t("competitors.dialog")} width={440} onClose={onClose}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.success) onSave({ ...parsed.data, id: edited.id });
        }}
      >
        <TextInput
          required
          label={t("competitors.name")}
          maxLength={300}
          data-autofocus
          value={edited.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <TextInput
            required
            type="date"
            label={t("competitors.date")}
            value={edited.date}
            onChange={(event) => set({ date: event.currentTarget.value })}
          />
          <NumberInput
            required
            label={t("competitors.size")}
            inputWrapperOrder={["label", "input", "description"]}
            description={t("competitors.sizeHint")}
            min={0.01}
            max={100}
            step={0.1}
            decimalScale={2}
            value={edited.size}
            onChange={(value) => set({ size: Number(value) })}
          />
        </div>
        <TextInput
          label={t("competitors.genres")}
          description={t("competitors.genresHint")}
          value={genres}
          onChange={(event) => setGenres(event.currentTarget.value)}
        />
        <FilmPicker
          label={t("competitors.film")}
          shown
          clearable
          film={edited.film ?? 0}
          onPick={(film) => set({ film: film || null })}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!parsed.success}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
