/** What the user must know about the open library's file, above every page, with the way on. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLibrary } from "../client/library.ts";
import { useLibraryState, useWatchedLibrary } from "../client/safety.ts";
import { useFaultWords } from "../ui/fault-words.ts";
import { useLibraryActions } from "./library-actions.tsx";
import classes from "./not-opened.module.css";

export const LibraryBanner = () => {
  useWatchedLibrary();
  const { t } = useTranslation("safety");
  const actions = useLibraryActions();
  const library = useLibrary();
  const state = useLibraryState();
  const wordsOf = useFaultWords("safety");
  if (!state || !library) return null;
  const { movedTo } = state;
  return (
    <>
      {state.place === "gone" && (
        <Banner bad words={t("banner.gone", { path: library.path })}>
          <Action onClick={() => void actions.saveCopy()}>{t("banner.saveCopy")}</Action>
          <Action onClick={() => void actions.reopen()}>{t("banner.reopen")}</Action>
        </Banner>
      )}
      {state.place === "moved" && movedTo && (
        <Banner words={t("banner.moved", { path: movedTo.path })}>
          <Action onClick={() => void actions.openFile(movedTo)}>{t("banner.follow")}</Action>
        </Banner>
      )}
      {state.check === "damaged" && (
        <Banner bad words={t("banner.damaged", { detail: state.findings[0] ?? "" })}>
          <Action onClick={() => void actions.chooseForDamaged(state.findings[0] ?? "")}>
            {t("banner.choices")}
          </Action>
        </Banner>
      )}
      {state.readOnly !== "no" && <Banner words={t(`banner.readOnly.${state.readOnly}`)} />}
      {state.backup === "failed" && state.backupFailure && (
        <Banner words={`${wordsOf(state.backupFailure).what} ${wordsOf(state.backupFailure).remedy}`}>
          <Action onClick={actions.toSafety}>{t("banner.safety")}</Action>
        </Banner>
      )}
    </>
  );
};

interface BannerProps {
  readonly words: string;
  readonly bad?: boolean;
  readonly children?: ReactNode;
}

const Banner = ({ words, bad = false, children }: BannerProps) => (
  <div className={classes.banner} role="status" data-bad={bad || undefined}>
    <span data-selectable>{words}</span>
    {children}
  </div>
);

const Action = ({ onClick, children }: { readonly onClick: () => void; readonly children: string }) => (
  <Button variant="default" size="compact-sm" onClick={onClick}>
    {children}
  </Button>
);
