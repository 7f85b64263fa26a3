/** Rows an import would add or change, field by field. */
import { SegmentedControl } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StagedImport } from "../../../../shared/contract/import.ts";
import { Tag } from "../../../ui/figures.tsx";
import { Panel } from "../../../ui/page.tsx";
import type { ChangeExample } from "../contract.ts";
import classes from "./check.module.css";

const shownMax = 120;
const choices = ["changed", "added"] as const;

export const Examples = ({ examples }: Pick<StagedImport, "examples">) => {
  const { t } = useTranslation("import");
  const present = choices.filter((what) => examples.some((example) => example.what === what));
  const [what, setWhat] = useState<(typeof choices)[number]>(present[0] ?? "added");
  const shown = examples.filter((example) => example.what === what).slice(0, shownMax);
  return (
    <Panel
      title={t("diff.examples")}
      flush
      actions={
        present.length > 1 && (
          <SegmentedControl
            aria-label={t("diff.examples")}
            value={what}
            onChange={(value) => setWhat(choices.find((choice) => choice === value) ?? "changed")}
            data={present.map((value) => ({ value, label: t(`diff.parts.${value}`) }))}
          />
        )
      }
    >
      <ul className={classes.examples} tabIndex={0} aria-label={t("diff.examples")}>
        {shown.map((example, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two members may change alike, and the list is never reordered
          <Example key={`${what} ${at}`} example={example} />
        ))}
      </ul>
    </Panel>
  );
};

const Example = ({ example }: { readonly example: ChangeExample }) => {
  const { t, i18n } = useTranslation("import");
  const fieldName = (field: string): string =>
    i18n.exists(`import:fields.${field}`) ? t(`fields.${field}`) : field;
  return (
    <li>
      <div className={classes.exampleHead}>
        <strong>{example.label}</strong> <Tag>{t(`kinds.${example.kind}`)}</Tag>
      </div>
      <dl className={classes.fields}>
        {example.changes.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{fieldName(field)}</dt>
            <dd data-selectable>
              {example.what === "changed" && (
                <>
                  <del className={classes.before}>{before ?? t("diff.none")}</del>
                  <IconArrowRight size={13} aria-label={t("diff.becomes")} />
                </>
              )}
              <ins className={classes.after}>{after ?? t("diff.none")}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
};
