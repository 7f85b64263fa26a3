/** Films of two sources that may be one, side by side: S same, D different, L later. */
import { Button, SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArrowsJoin, IconArrowsSplit } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FilmMatch, matchStates } from "../../../../shared/contract/import-review.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { ok } from "../../../../shared/domain/result.ts";
import { useCommands } from "../../../client/commands.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { useWindowedRows } from "../../../client/windowed-rows.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { useFaultWords } from "../../../ui/fault-words.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { EmptyState, ErrorState } from "../../../ui/states.tsx";
import { SectionPage } from "../section-page.tsx";
import { Comparison } from "./comparison.tsx";
import classes from "./identity.module.css";
import { MergeDialog } from "./merge-dialog.tsx";
import { SplitDialog } from "./split-dialog.tsx";

export const MatchesPage = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const wordsOf = useFaultWords("import");
  const [state, setState] = useState<(typeof matchStates)[number]>("open");
  const [active, setActive] = useState(0);
  const [dialog, setDialog] = useState<"merge" | "split" | null>(null);
  const rows = useWindowedRows(["import", "matches", state], async (page, signal) => {
    const answer = await data.filmMatches({ state, ...page }, { signal });
    return answer.ok ? ok({ total: answer.value.total, rows: answer.value.matches }) : answer;
  });
  const columns = useMatchColumns();
  const index = Math.min(active, Math.max(0, rows.total - 1));
  const match = rows.rowAt(index) ?? null;

  const decide = async (same: boolean): Promise<void> => {
    if (!match) return;
    const answer = await data.decideMatch({ id: match.id, same });
    if (!answer.ok) {
      const { what, why } = wordsOf(answer.error);
      notifications.show({ title: what, message: why, color: "red" });
      return;
    }
    notifications.show({
      message: t(same ? "matches.merged" : "matches.kept", { title: match.film.title }),
      autoClose: 2500,
    });
    await refreshLibrary(queries);
  };
  const later = (): void => setActive(index + 1 < rows.total ? index + 1 : 0);
  const decides = match !== null && state === "open" && dialog === null;
  useHotkeys([
    ["S", () => decides && void decide(true)],
    ["D", () => decides && void decide(false)],
    ["L", () => decides && later()],
  ]);
  useCommands(
    useMemo(
      () => [
        { id: "matches.merge", label: t("merge.title"), run: () => setDialog("merge") },
        { id: "matches.split", label: t("split.title"), run: () => setDialog("split") },
      ],
      [t],
    ),
  );

  return (
    <SectionPage
      fill
      title={t("matches.title")}
      subtitle={t(`matches.count.${state}`, { count: rows.total })}
      actions={
        <>
          <SegmentedControl
            aria-label={t("matches.state")}
            value={state}
            onChange={(value) => setState(matchStates.find((each) => each === value) ?? "open")}
            data={matchStates.map((value) => ({ value, label: t(`matches.states.${value}`) }))}
          />
          <Button
            variant="default"
            leftSection={<IconArrowsJoin size={15} />}
            onClick={() => setDialog("merge")}
          >
            {t("merge.action")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowsSplit size={15} />}
            onClick={() => setDialog("split")}
          >
            {t("split.action")}
          </Button>
        </>
      }
    >
      {rows.error ? (
        <div className={classes.error}>
          <ErrorState fault={faultOf(rows.error)} namespace="import" />
        </div>
      ) : rows.total === 0 && !rows.loading ? (
        <EmptyState icon={<IconArrowsJoin size={28} />} title={t(`matches.none.${state}`)}>
          {t("matches.noneWords")}
        </EmptyState>
      ) : (
        <div className={classes.split} aria-busy={rows.loading}>
          <div className={classes.queue}>
            <DataTable<FilmMatch>
              id="matches"
              label={t("matches.title")}
              columns={columns}
              rowCount={rows.total}
              rowAt={rows.rowAt}
              readRows={rows.readRows}
              onRange={rows.onRange}
              onActive={(_, at) => setActive(at)}
              resetKey={state}
            />
          </div>
          {match && (
            <Comparison key={match.id} match={match} onDecide={(same) => void decide(same)} onLater={later} />
          )}
        </div>
      )}
      {dialog === "merge" && <MergeDialog onClose={() => setDialog(null)} />}
      {dialog === "split" && <SplitDialog onClose={() => setDialog(null)} />}
    </SectionPage>
  );
};

const useMatchColumns = (): readonly Column<FilmMatch>[] => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const localName = useLocalName();
  return useMemo(
    () => [
      {
        id: "title",
        header: t("fields.title"),
        width: 190,
        cell: ({ film }) => localName(film.title, film.titleZh),
        text: ({ film }) => film.title,
      },
      {
        id: "year",
        header: t("fields.year"),
        width: 62,
        align: "end",
        cell: ({ film }) => film.year,
        text: ({ film }) => String(film.year ?? ""),
      },
      {
        id: "score",
        header: t("matches.score"),
        width: 72,
        align: "end",
        cell: ({ score }) => format.percent(score),
        text: ({ score }) => String(score),
      },
    ],
    [t, format, localName],
  );
};
