/** What is praised and blamed, against what is usual; each row opens the sentences that say so. */
import { ActionIcon, Table } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AspectRow, SubjectKind } from "../../../shared/contract/reputation.ts";
import type { Aspect } from "../../../shared/domain/voices.ts";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { Quotes } from "./quotes.tsx";
import classes from "./reputation.module.css";

interface AspectTableProps {
  readonly aspects: readonly AspectRow[];
  readonly kind: SubjectKind;
  /** There is no other to compare it with. */
  readonly alone: boolean;
}

export const AspectTable = ({ aspects, kind, alone }: AspectTableProps) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const [open, setOpen] = useState<Aspect | null>(null);
  if (aspects.length === 0) return null;
  return (
    <Panel title={t("aspect.title")} flush>
      <Table className={classes.aspects}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("aspect.name")}</Table.Th>
            <Table.Th scope="col">{t("aspect.texts")}</Table.Th>
            <Table.Th scope="col" colSpan={2}>
              {t("aspect.praise")}
            </Table.Th>
            {!alone && <Table.Th scope="col">{t(`aspect.usual.${kind}`)}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {aspects.map(({ aspect, texts, level, usual, praise, blame }) => (
            <Fragment key={aspect}>
              <Table.Tr>
                <Table.Th scope="row">
                  <span className={classes.opener}>
                    <ActionIcon
                      size={24}
                      aria-expanded={open === aspect}
                      aria-label={t("aspect.open", { aspect: t(`aspects.${aspect}`) })}
                      onClick={() => setOpen(open === aspect ? null : aspect)}
                    >
                      {open === aspect ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
                    </ActionIcon>
                    {t(`aspects.${aspect}`)}
                  </span>
                </Table.Th>
                <Table.Td>{format.number(texts)}</Table.Td>
                <Table.Td className={classes.bar}>
                  <ConfidenceBar
                    {...level}
                    min={0}
                    max={1}
                    label={t("level.words", {
                      value: format.percent(level.value),
                      low: format.percent(level.low),
                      high: format.percent(level.high),
                    })}
                  />
                </Table.Td>
                <Table.Td>{format.percent(level.value)}</Table.Td>
                {!alone && <Table.Td>{format.percent(usual)}</Table.Td>}
              </Table.Tr>
              {open === aspect && (
                <Table.Tr>
                  <Table.Td colSpan={alone ? 4 : 5} className={classes.evidence}>
                    {praise.length > 0 && (
                      <section>
                        <h3>{t("aspect.praised")}</h3>
                        <Quotes ids={praise} aspect={aspect} />
                      </section>
                    )}
                    {blame.length > 0 && (
                      <section>
                        <h3>{t("aspect.blamed")}</h3>
                        <Quotes ids={blame} aspect={aspect} />
                      </section>
                    )}
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
};
