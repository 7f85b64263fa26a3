/** What a model was trained on, and how. */
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { useFormat } from "../../../ui/format.ts";
import { Facts } from "../../../ui/page.tsx";

export const CardFacts = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const facts = [
    [
      t("card.split"),
      card.split === "leave-last-out"
        ? t(`splits.${card.split}`)
        : t("card.splitWords", { split: t(`splits.${card.split}`), holdout: format.percent(card.holdout) }),
    ],
    [t("card.seed"), format.number(card.seed)],
    [t("card.engine"), [t(`engines.names.${card.engine}`), card.device].filter(Boolean).join(" · ")],
    [t("card.duration"), format.duration(card.seconds)],
    [
      t("card.data"),
      t("card.dataWords", {
        training: format.number(card.data.training),
        validation: format.number(card.data.validation),
        test: format.number(card.data.test),
        members: format.number(card.data.members),
        films: format.number(card.data.films),
      }),
    ],
    [t("card.licence"), card.data.licence ?? t("card.noLicence")],
    [
      t("card.parameters"),
      Object.entries(card.params)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ],
    [t("card.fingerprint"), card.data.fingerprint],
    [t("card.id"), card.id],
  ] as const;
  return <Facts facts={facts} />;
};
