/** Views that were saved: choosing one brings back its words, filters, order and columns. */
import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconBookmark, IconChevronDown, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import classes from "./filters.module.css";

interface NamedView {
  readonly id: number;
  readonly name: string;
}
interface ViewMenuProps<V extends NamedView> {
  readonly views: readonly V[];
  readonly onChoose: (view: V) => void;
  readonly onSave: (name: string) => void;
  readonly onDelete: (view: V) => void;
}

export function ViewMenu<V extends NamedView>({ views, onChoose, onSave, onDelete }: ViewMenuProps<V>) {
  const { t } = useTranslation("table");
  const [naming, setNaming] = useState<string | null>(null);
  const save = (): void => {
    if (naming === null || naming.trim() === "") return;
    onSave(naming.trim());
    setNaming(null);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={15} />}
            rightSection={<IconChevronDown size={13} />}
          >
            {t("views.label")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>{t("views.none")}</Menu.Label>}
          {views.map((view) => (
            <div key={view.id} className={classes.view}>
              <Menu.Item className={classes.viewName} onClick={() => onChoose(view)}>
                {view.name}
              </Menu.Item>
              <ActionIcon
                size={24}
                aria-label={t("views.delete", { name: view.name })}
                onClick={() => onDelete(view)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming("")}>{t("views.save")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming !== null && (
        <Dialog title={t("views.saveTitle")} width={380} onClose={() => setNaming(null)}>
          <form
            className={classes.naming}
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <TextInput
              data-autofocus
              label={t("views.name")}
              description={t("views.keeps")}
              value={naming}
              onChange={(event) => setNaming(event.currentTarget.value)}
              maxLength={120}
            />
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => setNaming(null)}>
                {t("cancel")}
              </Button>
              <Button type="submit" disabled={naming.trim() === ""}>
                {t("views.saveAction")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
