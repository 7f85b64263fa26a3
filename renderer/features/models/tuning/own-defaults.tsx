/** Parameters that this library has made its own for a model, and the way back. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ModelName } from "../../../../shared/contract/training.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import classes from "../models.module.css";

const key = ["models", "own-defaults"];

export const useOwnDefaults = () => {
  const { data } = useClients();
  const queries = useQueryClient();
  const read = useRead(key, (signal) => data.ownDefaults({}, { signal }));
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: key });
  return {
    of: (name: ModelName) => read.data?.defaults.find((own) => own.name === name) ?? null,
    async keep(name: ModelName, params: Readonly<Record<string, number>>): Promise<void> {
      await data.keepDefaults({ name, params: { ...params } });
      await refresh();
    },
    async drop(name: ModelName): Promise<void> {
      await data.dropDefaults({ name });
      await refresh();
    },
  };
};

/** Nothing where the model's own defaults stand. */
export const OwnDefaults = ({ name }: { readonly name: ModelName }) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const own = useOwnDefaults();
  const kept = own.of(name);
  if (!kept) return null;
  const values = Object.entries(kept.params).map(
    ([parameter, value]) => `${t(`parameters.${parameter}.name`)} ${format.plain(value)}`,
  );
  return (
    <div className={classes.own} role="note">
      <p className={classes.hint}>
        {t("own.words", { when: format.dateTime(kept.keptAt), values: format.list(values) })}
      </p>
      <Button variant="default" size="compact-xs" onClick={() => void own.drop(name)}>
        {t("own.back")}
      </Button>
    </div>
  );
};
