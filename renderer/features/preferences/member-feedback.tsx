/** Feedback on a member's list, and the list of all feedback. */
import { IconMessageHeart } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FeedbackKind } from "../../../shared/contract/feedback.ts";
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import { useEffectWords, useFeedbackActions, useGivenFeedback } from "../../client/feedback.ts";
import { FeedbackButtons } from "../../ui/feedback/feedback-buttons.tsx";
import { FeedbackList } from "../../ui/feedback/feedback-list.tsx";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";

interface MemberFeedbackProps {
  readonly member: number;
  readonly film: number;
  readonly title: string;
  readonly scale: RatingScale | undefined;
}

export const MemberFeedback = ({ member, film, title, scale }: MemberFeedbackProps) => {
  const given = useGivenFeedback({ member }).data?.rows;
  const sets = useMemo(
    () =>
      new Map<FeedbackKind, number>(
        given?.filter((row) => row.film === film).map(({ kind, changeSet }) => [kind, changeSet]),
      ),
    [given, film],
  );
  const { give, takeBack } = useFeedbackActions();
  return (
    <FeedbackButtons
      title={title}
      standing={new Set(sets.keys())}
      scale={scale}
      onGive={(kind, value) => give(member, film, title, kind, value)}
      onTakeBack={(kind) => takeBack(sets.get(kind) as number)}
    />
  );
};

export const AllFeedback = () => {
  const { t } = useTranslation("feedback");
  const read = useGivenFeedback({});
  const effectWords = useEffectWords();
  const { takeBack } = useFeedbackActions();
  return (
    <ReadState read={read}>
      {({ rows, total }) =>
        rows.length === 0 ? (
          <EmptyState icon={<IconMessageHeart size={32} />} title={t("list.empty")}>
            {t("list.emptyHint")}
          </EmptyState>
        ) : (
          <Panel title={t("list.title")} flush>
            <FeedbackList rows={rows} total={total} effectWords={effectWords} onTakeBack={takeBack} />
          </Panel>
        )
      }
    </ReadState>
  );
};
