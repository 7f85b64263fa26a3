/** What if a film had other traits, or a film that is only thought of were made: variants side by side, for every segment. */
import { Button, Select } from "@mantine/core";
import { IconBulb, IconMovie } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ModelName } from "../../../../shared/contract/training.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { LongRead } from "../../../client/long-read.tsx";
import { useRead } from "../../../client/read.ts";
import { useStore } from "../../../client/store.ts";
import { useLocalName } from "../../../ui/format.ts";
import { EmptyState, ReadState } from "../../../ui/states.tsx";
import { useFilmSearch } from "../choosers.tsx";
import { Board } from "./board.tsx";
import { TrainFirst } from "./train-first.tsx";
import { asking, type Base, openedKey, useOpened } from "./use-what-if.ts";
import classes from "./what-if.module.css";

/** In the address, in place of a film's id. */
const blank = "blank";

export const WhatIfPage = ({ of }: { readonly of: string | undefined }) => {
  const { t } = useTranslation("what-if");
  const navigate = useNavigate();
  const base: Base | undefined = of === blank ? null : of && /^\d+$/.test(of) ? Number(of) : undefined;
  const startBlank = (
    <Button
      variant="default"
      leftSection={<IconBulb size={14} />}
      disabled={base === null}
      onClick={() => void navigate(`/preferences/what-if/${blank}`)}
    >
      {t("blank")}
    </Button>
  );
  return (
    <div className={classes.page}>
      <div className={classes.choose}>
        <BaseChooser base={base} />
        {startBlank}
      </div>
      {base === undefined ? (
        <EmptyState icon={<IconMovie size={32} />} title={t("choose.title")}>
          {t("choose.hint")}
        </EmptyState>
      ) : (
        <Opened key={String(base)} base={base} />
      )}
    </div>
  );
};

const BaseChooser = ({ base }: { readonly base: Base | undefined }) => {
  const { t } = useTranslation("what-if");
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data } = useClients();
  const { search, setSearch, read } = useFilmSearch();
  const chosen = useRead(
    ["filmTitles", [base]],
    (signal) => data.filmTitles({ films: [base as number] }, { signal }),
    { enabled: typeof base === "number" },
  ).data?.rows;
  const [typing, setTyping] = useState(false);
  const named = new Map(
    [...(base === null ? [] : (chosen ?? [])), ...(read.data?.rows ?? [])].map((film) => [
      String(film.id),
      localName(film.title, film.titleZh),
    ]),
  );
  const value = typeof base === "number" ? String(base) : null;
  return (
    <Select
      w={300}
      searchable
      aria-label={t("film")}
      placeholder={t("film")}
      value={value}
      searchValue={typing ? search : ((value && named.get(value)) ?? "")}
      onSearchChange={(text) => {
        if (typing) setSearch(text);
      }}
      onFocus={() => {
        setSearch("");
        setTyping(true);
      }}
      onBlur={() => setTyping(false)}
      filter={({ options }) => options}
      onChange={(next) => {
        setTyping(false);
        if (next) void navigate(`/preferences/what-if/${next}`);
      }}
      data={[...named].map(([id, label]) => ({ value: id, label }))}
      nothingFoundMessage={t("nothing")}
    />
  );
};

const Opened = ({ base }: { readonly base: Base }) => {
  const read = useOpened(base);
  const fault = read.error && faultOf(read.error);
  if (fault?.type === "NoContentModel" && read.data === undefined)
    return <TrainFirst model={ModelName.parse((fault as { train?: unknown }).train)} />;
  return (
    <ReadState read={read} namespace="what-if" loading={<Asking base={base} read={read} />}>
      {(opened) => <Board base={base} opened={opened} />}
    </ReadState>
  );
};

interface AskingProps {
  readonly base: Base;
  readonly read: ReturnType<typeof useOpened>;
}

const Asking = ({ base, read }: AskingProps) => {
  const { t } = useTranslation("what-if");
  const { share, since } = useStore(asking);
  const elapsed = (performance.now() - since) / 1000;
  return (
    <div className={classes.asking}>
      <LongRead
        read={read}
        queryKey={openedKey(base)}
        label={t("asking")}
        share={share === 0 ? null : share}
        secondsLeft={share > 0.05 ? (elapsed * (1 - share)) / share : null}
      />
    </div>
  );
};
