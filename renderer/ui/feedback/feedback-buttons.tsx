/** What somebody says of one film: thumbs, not interested, seen, and the rating. */
import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconEyeOff, IconThumbDown, IconThumbUp, IconTicket } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FeedbackKind } from "../../../shared/contract/feedback.ts";
import type { RatingScale } from "../../../shared/domain/interactions.ts";
import { useFormat } from "../format.ts";
import classes from "./feedback.module.css";

const icons = { up: IconThumbUp, down: IconThumbDown, dismissed: IconEyeOff, attendance: IconTicket };
const opinions = ["up", "down", "dismissed", "attendance"] as const;
/** A finer scale would be no choice. */
const mostSteps = 21;

interface FeedbackButtonsProps {
  readonly title: string;
  readonly standing: ReadonlySet<FeedbackKind>;
  readonly scale: RatingScale | undefined;
  readonly onGive: (kind: FeedbackKind, value?: number) => void;
  readonly onTakeBack: (kind: FeedbackKind) => void;
}

export const FeedbackButtons = ({ title, standing, scale, onGive, onTakeBack }: FeedbackButtonsProps) => {
  const { t } = useTranslation("feedback");
  return (
    <span className={classes.buttons}>
      {opinions.map((kind) => {
        const Icon = icons[kind];
        const on = standing.has(kind);
        const label = t(`buttons.${kind}`, { title });
        return (
          <ActionIcon
            key={kind}
            size={26}
            variant={on ? "light" : "subtle"}
            color={on ? undefined : "gray"}
            aria-pressed={on}
            aria-label={label}
            title={label}
            onClick={() => (on ? onTakeBack(kind) : onGive(kind))}
          >
            <Icon size={15} />
          </ActionIcon>
        );
      })}
      {scale && (
        <RatingChoice title={title} rating={null} scale={scale} onRate={(value) => onGive("rating", value)} />
      )}
    </span>
  );
};

interface RatingChoiceProps {
  readonly title: string;
  readonly rating: number | null;
  readonly scale: RatingScale;
  readonly onRate: (value: number) => void;
}

/** The rating as it is, to be put right; nothing is chosen where there is none. */
export const RatingChoice = ({ title, rating, scale, onRate }: RatingChoiceProps) => {
  const { t } = useTranslation("feedback");
  const format = useFormat();
  const steps = Math.round((scale.max - scale.min) / scale.step);
  if (steps >= mostSteps) return null;
  const values = Array.from({ length: steps + 1 }, (_, at) => scale.min + at * scale.step);
  return (
    <NativeSelect
      size="xs"
      className={classes.rating}
      aria-label={t("rating.label", { title })}
      value={rating === null ? "" : String(rating)}
      data={[
        ...(rating === null ? [{ value: "", label: t("rating.choose") }] : []),
        ...values.map((value) => ({
          value: String(value),
          label: format.number(value, Number.isInteger(value) ? 0 : 1),
        })),
      ]}
      onChange={(event) => event.currentTarget.value !== "" && onRate(Number(event.currentTarget.value))}
    />
  );
};
