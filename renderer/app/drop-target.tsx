/** A library dropped on the window opens; any other file or folder goes to the import. */
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLibrary } from "../client/library.ts";
import { useLibraryActions } from "./library-actions.tsx";
import classes from "./shell.module.css";

export const DropTarget = () => {
  const { t } = useTranslation("app");
  const library = useLibrary();
  const { openFile } = useLibraryActions();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = async (event: DragEvent): Promise<void> => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      const dropped = file && (await window.marquee.fileToken(file));
      if (!dropped) return;
      if (dropped.name.toLowerCase().endsWith(".marquee")) await openFile(dropped);
      else if (library) await navigate("/import", { state: dropped });
      else notifications.show({ title: t("drop.noLibrary"), message: t("drop.noLibraryRemedy") });
    };
    const drop = (event: DragEvent): void => void onDrop(event);
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("drop", drop);
    };
  }, [library, openFile, navigate, t]);

  if (!over) return null;
  return (
    <div className={classes.drop}>
      <h2>{t("drop.title")}</h2>
      <p>{t("drop.explain")}</p>
    </div>
  );
};
