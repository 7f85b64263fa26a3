import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./dialog.module.css";

interface DialogProps {
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question or a choice above the page. Its title is a heading: a page has one banner only. */
export const Dialog = ({ title, width, onClose, children }: DialogProps) => {
  const { t } = useTranslation("ui");
  return (
    <Modal.Root opened onClose={onClose} size={width} centered>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t("close")} size={28} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
