/** Who would choose and like the concept, by segment, as the model that knows films by content predicts it. */
import { useTranslation } from "react-i18next";
import type { Concept } from "../../../shared/domain/concept.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { FigureTable } from "../../charts/table.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { ReadState } from "../../ui/states.tsx";
import { useAudience } from "./use-concepts.ts";

/** Libraries without members, or without such a model, have nobody to ask. */
const noAudience: ReadonlySet<string> = new Set(["NoContentModel", "Suppressed"]);

export const Audience = ({ name, concept }: { readonly name: string; readonly concept: Concept }) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const localName = useLocalName();
  const read = useAudience(concept);
  if (read.error && noAudience.has(faultOf(read.error).type)) return <p>{t("audience.none")}</p>;
  return (
    <ReadState read={read}>
      {(groups) => (
        <FigureTable
          title={t("audience.title", { name })}
          description={t("audience.hint")}
          columns={[
            { label: t("audience.segment") },
            { label: t("audience.members") },
            { label: t("audience.choose") },
            { label: t("audience.like") },
            { label: t("audience.range") },
          ]}
          rows={groups.map(({ group, choice, like }) => ({
            key: `${group.segment}`,
            cells: [
              group.segment === null ? t("audience.everybody") : localName(group.name, group.nameZh),
              format.number(group.members),
              format.percent(choice.value, 1),
              format.percent(like.value),
              `${format.percent(like.low)}–${format.percent(like.high)}`,
            ],
          }))}
        />
      )}
    </ReadState>
  );
};
