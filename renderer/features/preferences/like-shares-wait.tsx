/** How many groups have answered, with a cancel; nothing once all have. */
import { useTranslation } from "react-i18next";
import { ProgressBar, StoppedBar } from "../../ui/progress.tsx";
import type { useLikeShares } from "./like-shares.ts";

interface LikeSharesWaitProps {
  readonly of: ReturnType<typeof useLikeShares>;
}

export const LikeSharesWait = ({ of }: LikeSharesWaitProps) => {
  const { t } = useTranslation("exploring");
  const groups = of.shares.length;
  if (of.done === groups || of.error) return null;
  return of.asking ? (
    <ProgressBar label={t("matrix.working")} share={of.done / groups} onCancel={of.cancel} />
  ) : (
    <StoppedBar onAgain={of.askAgain} />
  );
};
