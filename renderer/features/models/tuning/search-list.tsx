/** Searches that the library keeps: looked at again, gone on with, discarded. */
import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SearchRequest } from "../../../../shared/contract/tuning.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "../models.module.css";

export type StoredSearch = {
  readonly id: string;
  readonly startedAt: number;
  readonly request: SearchRequest;
  readonly trials: number;
};

interface SearchListProps {
  readonly searches: readonly StoredSearch[];
  readonly shown: string | null;
  readonly disabled: boolean;
  readonly onShow: (search: string) => void;
}

const searchesKey = ["models", "searches"];

export const useSearches = (): readonly StoredSearch[] => {
  const { data } = useClients();
  return useRead(searchesKey, (signal) => data.listSearches({}, { signal })).data?.searches ?? [];
};

export const SearchList = ({ searches, shown, disabled, onShow }: SearchListProps) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const { data } = useClients();
  const queries = useQueryClient();
  if (searches.length === 0) return null;
  const drop = async (search: string): Promise<void> => {
    await data.dropSearch({ search });
    await queries.invalidateQueries({ queryKey: searchesKey });
  };
  return (
    <Panel title={t("list.title")} flush>
      <ul className={classes.models}>
        {searches.map(({ id, startedAt, request, trials }) => {
          const name = t(`models:names.${request.name}`);
          const when = format.dateTime(startedAt / 1000);
          return (
            <li key={id} data-shown={id === shown || undefined}>
              <button
                type="button"
                className={classes.model}
                aria-pressed={id === shown}
                disabled={disabled}
                onClick={() => onShow(id)}
              >
                <span className={classes.modelName}>{name}</span>
                <span className={classes.modelFacts}>
                  {[when, t(`models:splits.${request.split}`), t("list.trials", { count: trials })].join(
                    " · ",
                  )}
                </span>
              </button>
              <ActionIcon
                aria-label={t("list.dropNamed", { name, when })}
                title={t("list.drop")}
                disabled={disabled}
                onClick={() => void drop(id)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
