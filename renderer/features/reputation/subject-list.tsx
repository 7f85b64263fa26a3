/** Those who are spoken of, with their level; what turned or came in a burst is marked. */
import { TextInput } from "@mantine/core";
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SubjectKind, SubjectRow } from "../../../shared/contract/reputation.ts";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { ReadState } from "../../ui/states.tsx";
import classes from "./reputation.module.css";
import { inView, useReputations } from "./use-reputations.ts";

interface SubjectListProps {
  readonly kind: SubjectKind;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

export const SubjectList = ({ kind, chosen, onChoose }: SubjectListProps) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const read = useReputations(kind);
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  return (
    <nav className={classes.subjects} aria-label={t(`kinds.${kind}`)}>
      <TextInput
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        placeholder={t("list.search")}
        aria-label={t("list.search")}
        leftSection={<IconSearch size={14} />}
      />
      <ReadState read={read}>
        {({ rows, keptBack }) => (
          <>
            <Rows
              rows={rows.filter(({ name, nameZh }) =>
                `${name} ${nameZh ?? ""}`.toLowerCase().includes(wanted),
              )}
              chosen={inView(rows, chosen)?.key ?? ""}
              onChoose={onChoose}
            />
            {keptBack > 0 && (
              <p className={classes.note}>
                {t("list.keptBack", { count: keptBack, n: format.number(keptBack) })}
              </p>
            )}
          </>
        )}
      </ReadState>
    </nav>
  );
};

interface RowsProps extends Pick<SubjectListProps, "chosen" | "onChoose"> {
  readonly rows: readonly SubjectRow[];
}

const rowHeight = 48;

const Rows = ({ rows, chosen, onChoose }: RowsProps) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const localName = useLocalName();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  if (rows.length === 0) return <p className={classes.note}>{t("list.none")}</p>;
  return (
    <div ref={scroller} className={classes.scroller}>
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const { key, name, nameZh, texts, level, alerts } = rows[index] as SubjectRow;
          return (
            <button
              key={key}
              type="button"
              className={classes.subject}
              style={{ transform: `translateY(${start}px)` }}
              aria-pressed={key === chosen}
              onClick={() => onChoose(key)}
            >
              <span className={classes.name}>
                {localName(name, nameZh)}
                {alerts > 0 && (
                  <IconAlertTriangle
                    size={13}
                    className={classes.warned}
                    aria-label={t("list.alerts", { count: alerts })}
                  />
                )}
              </span>
              <span className={classes.facts}>
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
                <span className={classes.figure}>{format.percent(level.value)}</span>
                <span className={classes.count}>
                  {t("list.texts", { count: texts, n: format.number(texts) })}
                </span>
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
};
