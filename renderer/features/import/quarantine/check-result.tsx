/** What the rules say of a row as it is being mended: announced, so that nobody has to see it. */
import { useTranslation } from "react-i18next";
import type { FixCheck } from "../../../../shared/contract/import-review.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { Tag } from "../../../ui/figures.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import { outcomeTones } from "../outcome-tones.ts";
import classes from "./quarantine.module.css";
import { useFieldName } from "./use-field-name.ts";

interface CheckResultProps {
  readonly check: FixCheck | undefined;
  readonly error: Error | null;
}

/** A key made of a title says nothing beside the title; neither does a hash. */
const isShown = ([, value]: readonly [string, string | null]): boolean =>
  value !== null && value !== "" && !/^(?:title:|text:|#[0-9a-f]{64}$)/.test(value);

export const CheckResult = ({ check, error }: CheckResultProps) => {
  const { t } = useTranslation("import");
  const fieldName = useFieldName();
  if (error) return <ErrorState fault={faultOf(error)} namespace="import" />;
  if (!check) return null;
  return (
    <div className={classes.check} role="status">
      <p>
        <Tag tone={outcomeTones[check.outcome]}>{t(`quarantine.fix.outcomes.${check.outcome}`)}</Tag>
      </p>
      {check.notes.map(({ rule, field, detail }) => (
        <p key={`${rule} ${field}`}>
          {field === null ? "" : `${fieldName(field)}: `}
          {t(`rules.${rule}`)}
          {detail !== "" && !detail.startsWith("#") && <span className={classes.detail}>{detail}</span>}
        </p>
      ))}
      {check.outcome !== "rejected" && (
        <section className={classes.becomes} aria-label={t("quarantine.fix.record")} tabIndex={0}>
          <dl className={classes.record}>
            {Object.entries(check.record)
              .filter(isShown)
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{fieldName(name)}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </section>
      )}
    </div>
  );
};
