/** Chosen videos with the film that each is of, to be corrected before they are read. */
import { ActionIcon, Button, Table } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FoundTrailer } from "../../../../shared/contract/trailers.ts";
import { FilmPicker } from "../../../client/film-picker.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { leaveOut, nameFilm } from "./trailer-run.ts";
import classes from "./trailers.module.css";

/** More are read all the same, by the films that their names tell. */
const shown = 100;

interface WaitingProps {
  readonly videos: readonly FoundTrailer[];
  readonly onStart: () => void;
}

export const Waiting = ({ videos, onStart }: WaitingProps) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  if (videos.length === 0)
    return (
      <p className={classes.how} role="status">
        {t("foundNone")}
      </p>
    );
  const named = videos.filter(({ film }) => film !== null).length;
  const unnamed = videos.length - named;
  // Those that need an answer first.
  const rows = videos.toSorted((a, b) => Number(a.film !== null) - Number(b.film !== null)).slice(0, shown);
  return (
    <Panel
      title={t("waiting.title")}
      flush
      actions={
        <Button disabled={named === 0} onClick={onStart}>
          {t("waiting.start", { count: named, n: format.number(named) })}
        </Button>
      }
    >
      <div className={classes.waiting}>
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("waiting.file")}</Table.Th>
              <Table.Th scope="col">{t("waiting.size")}</Table.Th>
              <Table.Th scope="col">{t("waiting.film")}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ file, name, bytes, film }) => (
              <Table.Tr key={file}>
                <Table.Td className={classes.file}>{name}</Table.Td>
                <Table.Td>{format.bytes(bytes)}</Table.Td>
                <Table.Td>
                  <FilmPicker
                    className={classes.picker}
                    label={t("waiting.choose")}
                    film={film ?? 0}
                    onPick={(picked) => nameFilm(file, picked)}
                    clearable
                  />
                </Table.Td>
                <Table.Td>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t("waiting.leaveOut", { name })}
                    onClick={() => leaveOut(file)}
                  >
                    <IconX size={15} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {unnamed > 0 && (
        <p className={classes.note}>{t("waiting.unnamed", { count: unnamed, n: format.number(unnamed) })}</p>
      )}
      {videos.length > shown && (
        <p className={classes.note}>{t("waiting.more", { n: format.number(videos.length - shown) })}</p>
      )}
    </Panel>
  );
};
