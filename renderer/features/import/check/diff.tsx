/** What an import would change in the library, before it does. */
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowsJoin, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { KindCounts, RuleCount, StagedImport } from "../../../../shared/contract/import.ts";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { ImpliedNote } from "../implied-note.tsx";
import { outcomeTones } from "../outcome-tones.ts";
import classes from "./check.module.css";
import { Examples } from "./examples.tsx";

interface DiffProps {
  readonly staged: StagedImport;
  readonly system: string;
  readonly onApply: () => void;
  readonly onDiscard: () => void;
}

export const Diff = ({ staged, system, onApply, onDiscard }: DiffProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { kinds, rules, examples, doubtfulFilms, implied } = staged;
  const sum = (pick: (kind: KindCounts) => number): number =>
    kinds.reduce((total, kind) => total + pick(kind), 0);
  const added = sum((kind) => kind.added);
  const changed = sum((kind) => kind.changed);
  const nothing = added === 0 && changed === 0;
  const conclusion = nothing
    ? t("diff.nothing")
    : changed === 0
      ? t("diff.onlyAdds", { count: added })
      : t("diff.changes", { added: format.number(added), changed: format.number(changed) });
  useHotkeys([["mod+Enter", onApply]], []);
  return (
    <>
      <Panel>
        <div className={classes.decision}>
          <div className={classes.grow}>
            <strong>{conclusion}</strong>
            <div className={classes.dim}>{t("diff.notYet", { system })}</div>
            <ImpliedNote implied={implied} />
          </div>
          <Button variant="default" onClick={onDiscard}>
            {t("diff.discard")}
          </Button>
          <Button leftSection={<IconCheck size={15} />} onClick={onApply} data-autofocus title="Ctrl+Enter">
            {nothing ? t("diff.applyNothing") : t("diff.apply")}
          </Button>
        </div>
        {doubtfulFilms > 0 && (
          <p className={classes.doubtful}>
            <IconArrowsJoin size={15} aria-hidden />
            {t("diff.doubtful", { count: doubtfulFilms })}
          </p>
        )}
      </Panel>
      <Panel title={t("diff.byKind")} flush>
        <Kinds kinds={kinds} />
      </Panel>
      {examples.length > 0 && <Examples examples={examples} />}
      {rules.length > 0 && <Rules rules={rules} />}
    </>
  );
};

const parts = ["added", "changed", "kept", "same", "rejected"] as const;

const Kinds = ({ kinds }: Pick<StagedImport, "kinds">) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return (
    <table className={classes.kinds}>
      <thead>
        <tr>
          <th scope="col">{t("diff.kind")}</th>
          <th scope="col" data-align="end">
            {t("diff.read")}
          </th>
          {parts.map((part) => (
            <th key={part} scope="col" data-align="end" title={t(`diff.hints.${part}`)}>
              <span className={classes.swatch} data-part={part} aria-hidden />
              {t(`diff.parts.${part}`)}
            </th>
          ))}
          <th scope="col" className={classes.barHead}>
            {t("diff.shares")}
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => {
          const total = Math.max(
            1,
            parts.reduce((sum, part) => sum + kind[part], 0),
          );
          return (
            <tr key={kind.kind}>
              <th scope="row">{t(`kinds.${kind.kind}`)}</th>
              <td data-align="end">{format.number(kind.read)}</td>
              {parts.map((part) => (
                <td key={part} data-align="end" data-zero={kind[part] === 0 || undefined}>
                  {format.number(kind[part])}
                </td>
              ))}
              <td>
                <span className={classes.shares} aria-hidden>
                  {parts.map((part) => (
                    <span key={part} data-part={part} style={{ width: `${(kind[part] / total) * 100}%` }} />
                  ))}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Rules = ({ rules }: { readonly rules: readonly RuleCount[] }) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return (
    <Panel title={t("diff.rules")} flush>
      <table className={classes.kinds}>
        <thead>
          <tr>
            <th scope="col">{t("issues.rule")}</th>
            <th scope="col">{t("issues.outcome")}</th>
            <th scope="col">{t("issues.file")}</th>
            <th scope="col" data-align="end">
              {t("diff.rows")}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...rules]
            .sort((a, b) => b.rows - a.rows)
            .map(({ file, kind, rule, outcome, rows }) => (
              <tr key={`${file} ${kind} ${rule} ${outcome}`}>
                <th scope="row">{t(`rules.${rule}`)}</th>
                <td>
                  <Tag tone={outcomeTones[outcome]}>{t(`outcomes.${outcome}`)}</Tag>
                </td>
                <td title={file}>{file}</td>
                <td data-align="end">{format.number(rows)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Panel>
  );
};
