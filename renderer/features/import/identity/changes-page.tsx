/** Recent changes of the library, newest first, each undone and redone from here. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeSet } from "../../../../shared/contract/edits.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { ok } from "../../../../shared/domain/result.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { useWindowedRows } from "../../../client/windowed-rows.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { useFaultWords } from "../../../ui/fault-words.ts";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { EmptyState, ErrorState } from "../../../ui/states.tsx";
import { SectionPage } from "../section-page.tsx";
import { useChangeWords } from "./change-words.ts";
import classes from "./identity.module.css";

export const ChangesPage = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const wordsOf = useFaultWords("import");
  const rows = useWindowedRows(["import", "changes"], async (page, signal) => {
    const answer = await data.changeSets(page, { signal });
    return answer.ok ? ok({ total: answer.value.total, rows: answer.value.sets }) : answer;
  });
  const turn = async ({ id, undoneAt }: ChangeSet): Promise<void> => {
    const answer = await (undoneAt === null ? data.undoChangeSet({ id }) : data.redoChangeSet({ id }));
    if (answer.ok) return refreshLibrary(queries);
    const { what, why, remedy } = wordsOf(answer.error);
    notifications.show({ title: what, message: `${why} ${remedy}`, color: "red", autoClose: 8000 });
  };
  const columns = useChangeColumns((set) => void turn(set));
  return (
    <SectionPage fill title={t("changes.title")} subtitle={t("changes.count", { count: rows.total })}>
      {rows.error ? (
        <div className={classes.error}>
          <ErrorState fault={faultOf(rows.error)} namespace="import" />
        </div>
      ) : (
        <div className={classes.split} aria-busy={rows.loading}>
          <DataTable<ChangeSet>
            id="changes"
            label={t("changes.title")}
            columns={columns}
            rowCount={rows.total}
            rowAt={rows.rowAt}
            readRows={rows.readRows}
            onRange={rows.onRange}
            onOpen={(set) => void (set.kind !== "import" && turn(set))}
            rowHeight={36}
            empty={
              rows.loading ? null : (
                <EmptyState icon={<IconHistory size={28} />} title={t("changes.none")}>
                  {t("changes.noneWords")}
                </EmptyState>
              )
            }
          />
        </div>
      )}
    </SectionPage>
  );
};

const useChangeColumns = (turn: (set: ChangeSet) => void): readonly Column<ChangeSet>[] => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const wordsOf = useChangeWords();
  return useMemo(
    () => [
      {
        id: "at",
        header: t("past.when"),
        width: 170,
        cell: ({ at }) => format.dateTime(at),
        text: ({ at }) => format.dateTime(at),
      },
      {
        id: "what",
        header: t("changes.what"),
        width: 420,
        cell: (set) => <span title={wordsOf(set)}>{wordsOf(set)}</span>,
        text: wordsOf,
      },
      {
        id: "changes",
        header: t("changes.rows"),
        width: 90,
        align: "end",
        cell: ({ changes }) => format.number(changes),
        text: ({ changes }) => String(changes),
      },
      {
        id: "state",
        header: t("changes.state"),
        width: 110,
        cell: ({ undoneAt }) => undoneAt !== null && <Tag>{t("changes.undone")}</Tag>,
        text: ({ undoneAt }) => (undoneAt === null ? "" : t("changes.undone")),
      },
      {
        id: "turn",
        header: t("past.actions"),
        width: 120,
        cell: (set) =>
          set.kind !== "import" && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={
                set.undoneAt === null ? <IconArrowBackUp size={14} /> : <IconArrowForwardUp size={14} />
              }
              onMouseDown={(event) => event.stopPropagation()}
              onClick={() => turn(set)}
            >
              {set.undoneAt === null ? t("changes.undo") : t("changes.redo")}
            </Button>
          ),
        text: () => "",
      },
    ],
    [t, format, wordsOf, turn],
  );
};
