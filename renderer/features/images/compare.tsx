/** Two posters from the disk, side by side: how all and each segment are expected to take them, with intervals. The files are not kept. */
import { Button, FileInput, Table } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContestOfSegment, PosterContest } from "../../../shared/contract/images.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { PosterLook } from "../../../shared/domain/poster-look.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap } from "../../client/read.ts";
import { ConfidenceBar, Tag } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { PosterLookFigures } from "../../ui/poster-look.tsx";
import { ErrorState, LoadingState } from "../../ui/states.tsx";
import classes from "./images.module.css";
import { useLabelName } from "./label-words.ts";

const accepted = "image/jpeg,image/png,image/webp,image/gif,image/svg+xml";

export const Compare = () => {
  const { t } = useTranslation("images");
  const { training } = useClients();
  const [a, setA] = useState<File | null>(null);
  const [b, setB] = useState<File | null>(null);
  const asked = useMutation({
    mutationFn: async (files: { readonly a: File; readonly b: File }) => {
      const picture = async (file: File) => ({
        image: new Uint8Array(await file.arrayBuffer()),
        mediaType: file.type,
      });
      return unwrap(
        (await training()).comparePosters({ a: await picture(files.a), b: await picture(files.b) }),
      );
    },
  });
  const choose = (set: (file: File | null) => void) => (file: File | null) => {
    set(file);
    asked.reset();
  };
  return (
    <div className={classes.scrolled}>
      <p className={classes.how}>{t("compare.hint")}</p>
      <div className={classes.filters}>
        {(
          [
            ["a", a, setA],
            ["b", b, setB],
          ] as const
        ).map(([which, file, set]) => (
          <FileInput
            key={which}
            className={classes.file}
            label={t(`compare.${which}`)}
            placeholder={t("compare.choose")}
            accept={accepted}
            leftSection={<IconPhoto size={15} />}
            clearable
            clearButtonProps={{ "aria-label": t("compare.clear") }}
            value={file}
            onChange={choose(set)}
          />
        ))}
        <Button disabled={!a || !b || asked.isPending} onClick={() => a && b && asked.mutate({ a, b })}>
          {t("compare.start")}
        </Button>
      </div>
      <div className={classes.pair}>
        {a && <Shown file={a} name={t("compare.a")} look={asked.data?.looks.a} />}
        {b && <Shown file={b} name={t("compare.b")} look={asked.data?.looks.b} />}
      </div>
      {asked.isPending && <LoadingState rows={4} />}
      {asked.error && <ErrorState fault={faultOf(asked.error)} namespace="images" />}
      {asked.data && <Contests {...asked.data} />}
    </div>
  );
};

interface ShownProps {
  readonly file: File;
  readonly name: string;
  readonly look: PosterLook | undefined;
}

const Shown = ({ file, name, look }: ShownProps) => {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <Panel title={name}>
      <div className={classes.shown}>
        <img src={url} alt={file.name} />
        {look && <PosterLookFigures look={look} />}
      </div>
    </Panel>
  );
};

interface ContestsProps {
  readonly all: PosterContest;
  readonly segments: readonly ContestOfSegment[];
  readonly labels: readonly {
    readonly kind: "genre" | "keyword";
    readonly name: string;
    readonly a: number;
    readonly b: number;
  }[];
  readonly keptBack: number;
}

const labelsShown = 6;

const Contests = ({ all, segments, labels, keptBack }: ContestsProps) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const localName = useLocalName();
  const labelName = useLabelName();
  const rows = [
    { ...all, key: "", who: t("compare.everybody") },
    ...segments.map((each) => ({ ...each, key: each.name, who: localName(each.name, each.nameZh) })),
  ];
  const reach = Math.max(...rows.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]), 1e-6);
  const told = [...labels].sort((x, y) => Math.abs(y.a - y.b) - Math.abs(x.a - x.b)).slice(0, labelsShown);
  return (
    <>
      <Panel title={t("compare.title")} flush>
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              {["who", "a", "b", "difference", "interval", "verdict", "films", "r2"].map((each) => (
                <Table.Th key={each} scope="col">
                  {t(`compare.columns.${each}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, who, a, b, difference, low, high, certain, films, r2 }) => {
              const interval = t("compare.interval", {
                low: format.signed(low, 2),
                high: format.signed(high, 2),
              });
              return (
                <Table.Tr key={key} data-all={key === "" || undefined}>
                  <Table.Th scope="row">{who}</Table.Th>
                  <Table.Td>{format.number(a, 2)}</Table.Td>
                  <Table.Td>{format.number(b, 2)}</Table.Td>
                  <Table.Td>{format.signed(difference, 2)}</Table.Td>
                  <Table.Td className={classes.bar}>
                    {interval}
                    <ConfidenceBar
                      value={difference}
                      low={low}
                      high={high}
                      min={-reach}
                      max={reach}
                      label={`${format.signed(difference, 2)} (${interval})`}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Tag tone={certain ? "good" : "neutral"}>
                      {t(certain ? (difference > 0 ? "compare.forA" : "compare.forB") : "compare.open")}
                    </Tag>
                  </Table.Td>
                  <Table.Td>{format.number(films)}</Table.Td>
                  <Table.Td>{format.percent(r2)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Panel>
      <p className={classes.how}>
        {t("compare.method")}
        {keptBack > 0 && ` ${t("compare.keptBack", { count: keptBack, n: format.number(keptBack) })}`}
      </p>
      {told.length > 0 && (
        <Panel title={t("compare.labels")} flush>
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                {["label", "a", "b"].map((each) => (
                  <Table.Th key={each} scope="col">
                    {t(`compare.columns.${each}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {told.map(({ kind, name, a, b }) => (
                <Table.Tr key={`${kind} ${name}`}>
                  <Table.Th scope="row">{labelName(kind, name)}</Table.Th>
                  <Table.Td>{format.percent(a)}</Table.Td>
                  <Table.Td>{format.percent(b)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      )}
    </>
  );
};
