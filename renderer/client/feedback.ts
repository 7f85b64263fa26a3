/** Feedback on predictions: what stands, giving it, taking it back. Whatever is shown follows at once. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { FeedbackEffect, FeedbackKind, GivenFeedback } from "../../shared/contract/feedback.ts";
import { type AnyFault, faultOf } from "../../shared/domain/fault.ts";
import { useFaultWords } from "../ui/fault-words.ts";
import { useClients } from "./context.tsx";
import { refreshLibrary } from "./library.ts";
import { unwrap, useRead } from "./read.ts";

/** As much as is looked at; the rest is counted. */
const shownRows = 200;

export const useGivenFeedback = (of: { readonly member?: number; readonly film?: number }) => {
  const { data } = useClients();
  return useRead(["feedback", of], (signal) =>
    data.listFeedback({ offset: 0, limit: shownRows, ...of }, { signal }),
  );
};

/** Thumbs change nothing but lists; ratings and attendance are interactions, which every figure rests on. */
const dependent = new Set(["predictions", "feedback", "edits"]);

export const useEffectWords = (): ((effect: FeedbackEffect) => string) => {
  const { t } = useTranslation("feedback");
  return useCallback(
    ({ rankBefore, rankAfter, entered }) => {
      if (entered === null) return t("effect.unmeasured");
      const moved = rankBefore === null || rankAfter === null ? null : rankBefore - rankAfter;
      const film =
        moved === null
          ? rankBefore === null
            ? t("effect.none")
            : t("effect.left", { rank: rankBefore })
          : moved === 0
            ? t("effect.stayed", { rank: rankAfter })
            : t(moved > 0 ? "effect.up" : "effect.down", { count: Math.abs(moved), rank: rankAfter });
      return entered ? t("effect.entered", { film, count: entered }) : film;
    },
    [t],
  );
};

export interface FeedbackActions {
  readonly give: (member: number, film: number, title: string, kind: FeedbackKind, value?: number) => void;
  readonly takeBack: (changeSet: GivenFeedback["changeSet"]) => void;
}

export const useFeedbackActions = (): FeedbackActions => {
  const { t } = useTranslation("feedback");
  const { data, training } = useClients();
  const queries = useQueryClient();
  const effectWords = useEffectWords();
  const wordsOf = useFaultWords("feedback");
  const show = (fault: AnyFault): void => {
    const { what, why, remedy } = wordsOf(fault);
    notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red", autoClose: 8000 });
  };
  const refresh = (kind: FeedbackKind | null): Promise<void> =>
    kind === "up" || kind === "down" || kind === "dismissed"
      ? queries.invalidateQueries({ predicate: ({ queryKey }) => dependent.has(String(queryKey[0])) })
      : refreshLibrary(queries);
  const guarded = (act: () => Promise<void>): void => void act().catch((error) => show(faultOf(error)));
  return {
    give: (member, film, title, kind, value) =>
      guarded(async () => {
        const worker = await training();
        const { changeSet, effect } = await unwrap(
          worker.react({ member, film, kind, value: value ?? null }),
        );
        if (changeSet !== null)
          notifications.show({
            title: t(`given.${kind}`, { title }),
            message: effect ? effectWords(effect) : t("effect.unmeasured"),
            autoClose: 5000,
          });
        await refresh(kind);
      }),
    takeBack: (changeSet) =>
      guarded(async () => {
        await unwrap(data.undoChangeSet({ id: changeSet }));
        notifications.show({ message: t("takenBack"), autoClose: 2500 });
        await refresh(null);
      }),
  };
};
