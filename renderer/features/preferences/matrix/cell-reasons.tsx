/** One cell of the matrix: how sure it is, how far from everybody, and what speaks for it. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { LikeShare, Reason } from "../../../../shared/contract/training.ts";
import { useClients } from "../../../client/context.tsx";
import { LongReadState } from "../../../client/long-read.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { ConfidenceBar, ReasonList } from "../../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { useReasonWords } from "../reason-words.ts";
import classes from "./matrix.module.css";
import type { MatrixRow } from "./use-matrix.ts";

interface CellReasonsProps {
  readonly row: MatrixRow;
  readonly name: string;
  readonly share: LikeShare;
  readonly usual: LikeShare | undefined;
  readonly onClose: () => void;
}

export const CellReasons = ({ row, name, share, usual, onClose }: CellReasonsProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const localName = useLocalName();
  const { data, training } = useClients();
  const segment = row.segment?.id ?? null;
  const { film } = share;
  const title = useRead(["filmTitles", [film]], (signal) => data.filmTitles({ films: [film] }, { signal }))
    .data?.rows[0];
  const queryKey = ["predictions", "matrixReasons", segment, film];
  const read = useRead(
    queryKey,
    async (signal) => {
      const { members } = await unwrap(data.segmentMembers({ segment: segment as number }, { signal }));
      return (await training()).segmentReasons({ film, members: [...members] }, { signal });
    },
    { enabled: segment !== null },
  );
  const values = {
    share: format.percent(share.likeShare),
    low: format.percent(share.low),
    high: format.percent(share.high),
  };
  return (
    <aside className={classes.side} aria-label={t("matrix.why")}>
      <div className={classes.head}>
        <h2>{title ? localName(title.title, title.titleZh) : ""}</h2>
        <ActionIcon aria-label={t("matrix.close")} onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </div>
      <p className={classes.dim}>{name}</p>
      <p className={classes.share}>{values.share}</p>
      <ConfidenceBar
        value={share.likeShare}
        low={share.low}
        high={share.high}
        min={0}
        max={1}
        label={t("matrix.interval", values)}
      />
      <p className={classes.dim}>
        {t("matrix.interval", values)}{" "}
        {t("matrix.basis", { count: share.ratings, n: format.number(share.ratings) })}
      </p>
      {usual && segment !== null && (
        <p>
          {t("matrix.against", {
            points: format.signed(100 * (share.likeShare - usual.likeShare)),
            usual: format.percent(usual.likeShare),
          })}
        </p>
      )}
      {segment !== null && (
        <LongReadState read={read} queryKey={queryKey} namespace="preferences">
          {({ reasons }) => <Reasons reasons={reasons} />}
        </LongReadState>
      )}
    </aside>
  );
};

const Reasons = ({ reasons }: { readonly reasons: readonly Reason[] }) => {
  const { t } = useTranslation("exploring");
  const localName = useLocalName();
  const { data } = useClients();
  const films = reasons.flatMap((reason) => (reason.kind === "film" ? [reason.film] : []));
  const titles = useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal })).data;
  const wordsOf = useReasonWords({
    who: "segment",
    likedFrom: Number.POSITIVE_INFINITY,
    titleOf: (film) => {
      const row = titles?.rows.find(({ id }) => id === film);
      return row ? localName(row.title, row.titleZh) : `#${film}`;
    },
  });
  const parts = [...reasons]
    .filter(({ kind }) => kind !== "average")
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
  if (parts.length === 0) return null;
  return (
    <>
      <h3>{t("matrix.why")}</h3>
      <ReasonList
        reasons={parts.map((reason, at) => ({
          key: String(at),
          weight: reason.share,
          text: wordsOf(reason),
        }))}
      />
    </>
  );
};
