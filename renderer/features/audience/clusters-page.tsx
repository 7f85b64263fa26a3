/** Segments by taste: members grouped by what they see more of than others, named by it, and stored when they please. */
import { Button, Checkbox, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowLeft, IconSparkles } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useContext, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ClusterProposal, ClusterTrait } from "../../../shared/contract/segments.ts";
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { useFormat, useGenreName } from "../../ui/format.ts";
import { Page, Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { EmptyState, ErrorState, MinimumGroup, Suppressed } from "../../ui/states.tsx";
import { clusterNames } from "./cluster-names.ts";
import classes from "./rule.module.css";

const counts = ["auto", "3", "4", "5", "6", "7", "8", "9", "10", "12"];

export const ClustersPage = () => {
  const { t, i18n } = useTranslation("audience");
  const { data } = useClients();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [k, setK] = useState("auto");
  const [seed, setSeed] = useState(1);
  const [share, setShare] = useState<number | null>(null);
  const [proposal, setProposal] = useState<ClusterProposal | null>(null);
  const [names, setNames] = useState<readonly (string | null)[]>([]);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const running = useRef<AbortController | null>(null);

  const start = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setFault(null);
    setShare(0);
    const made = await data.proposeClusters(
      { k: k === "auto" ? null : Number(k), seed },
      { signal: controller.signal, onProgress: ({ share }) => setShare(share) },
    );
    setShare(null);
    if (made.ok) {
      setProposal(made.value);
      const words = clusterNames(
        made.value,
        i18n.getFixedT(i18n.language, "audience"),
        i18n.getFixedT(i18n.language, "ui"),
        i18n.language,
      );
      setNames(
        made.value.clusters.map(({ members }, at) => (members === null ? null : (words[at] as string))),
      );
    } else if (made.error.type !== "Cancelled") setFault(made.error);
  };
  const save = async (): Promise<void> => {
    if (!proposal) return;
    const inOther = (language: string) =>
      clusterNames(proposal, i18n.getFixedT(language, "audience"), i18n.getFixedT(language, "ui"), language);
    const own = inOther(i18n.language);
    const [english, chinese] = [inOther("en"), inOther("zh-CN")];
    const saved = await data.saveClusters({
      replace: true,
      names: names.map((name, at) => {
        if (name === null || name.trim() === "") return null;
        return name === own[at]
          ? { name: english[at] as string, nameZh: chinese[at] as string }
          : { name: name.trim(), nameZh: null };
      }),
    });
    if (!saved.ok) return setFault(saved.error);
    await refreshLibrary(queries);
    await navigate("/audience");
  };
  return (
    <Page
      title={t("byTaste")}
      actions={
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={15} />}
          onClick={() => void navigate("/audience")}
        >
          {t("back")}
        </Button>
      }
    >
      <div className={classes.stack}>
        <Panel title={t("clusters.how")}>
          <p className={classes.dim}>{t("clusters.explained")}</p>
          <div className={classes.form}>
            <Select
              w={200}
              label={t("clusters.k")}
              value={k}
              onChange={(value) => setK(value ?? "auto")}
              data={counts.map((value) => ({ value, label: value === "auto" ? t("clusters.auto") : value }))}
              allowDeselect={false}
            />
            <NumberInput
              w={110}
              label={t("clusters.seed")}
              value={seed}
              min={0}
              allowDecimal={false}
              onChange={(value) => setSeed(typeof value === "number" ? value : 1)}
            />
            <Button
              leftSection={<IconSparkles size={15} />}
              disabled={share !== null}
              onClick={() => void start()}
            >
              {t("clusters.start")}
            </Button>
          </div>
        </Panel>
        {share !== null && (
          <ProgressBar
            label={t("clusters.working")}
            share={share}
            onCancel={() => running.current?.abort()}
          />
        )}
        {fault && <ErrorState fault={fault} namespace="audience" />}
        {!proposal && share === null && !fault && (
          <EmptyState icon={<IconSparkles size={28} />} title={t("clusters.none")}>
            {t("clusters.noneHint")}
          </EmptyState>
        )}
        {proposal && share === null && (
          <Proposal proposal={proposal} names={names} onNames={setNames} onSave={() => void save()} />
        )}
      </div>
    </Page>
  );
};

interface ProposalProps {
  readonly proposal: ClusterProposal;
  readonly names: readonly (string | null)[];
  readonly onNames: (names: readonly (string | null)[]) => void;
  readonly onSave: () => void;
}

const Proposal = ({ proposal, names, onNames, onSave }: ProposalProps) => {
  const { t } = useTranslation("audience");
  const { t: common } = useTranslation("ui");
  const minimum = useContext(MinimumGroup);
  const format = useFormat();
  const scores = proposal.tried
    .map(({ k, silhouette }) => t("clusters.score", { k, score: format.number(silhouette, 3) }))
    .join(" · ");
  return (
    <>
      <p className={classes.dim}>
        {t("clusters.found", {
          count: proposal.clusters.length,
          sample: format.number(proposal.sample),
          left:
            proposal.left === null
              ? common("suppressed.short", { count: minimum })
              : format.number(proposal.left),
          seed: proposal.seed,
        })}{" "}
        {t("clusters.scores", { scores })}
      </p>
      <div className={classes.clusters}>
        {proposal.clusters.map(({ members, traits }, at) => (
          <Panel
            // biome-ignore lint/suspicious/noArrayIndexKey: a cluster is its place in the proposal
            key={at}
          >
            <div className={classes.cluster}>
              <Checkbox
                size="xs"
                label={t("clusters.keep")}
                checked={names[at] !== null && members !== null}
                disabled={members === null}
                onChange={(event) => onNames(names.with(at, event.currentTarget.checked ? "" : null))}
              />
              <TextInput
                aria-label={t("name")}
                value={names[at] ?? ""}
                disabled={names[at] === null}
                onChange={(event) => onNames(names.with(at, event.currentTarget.value))}
                maxLength={120}
              />
              <div className={classes.count}>
                {members === null ? <Suppressed compact /> : format.number(members)}
              </div>
              <Traits traits={traits} />
            </div>
          </Panel>
        ))}
      </div>
      <div>
        <Button onClick={onSave} disabled={names.every((name) => name === null || name.trim() === "")}>
          {t("clusters.save")}
        </Button>
      </div>
    </>
  );
};

const Traits = ({ traits }: { readonly traits: readonly ClusterTrait[] }) => {
  const { t } = useTranslation("audience");
  const format = useFormat();
  const genreName = useGenreName();
  if (traits.length === 0) return <p className={classes.dim}>{t("clusters.noTraits")}</p>;
  return (
    <ul className={classes.traits}>
      {traits.map(({ kind, name, share, usual }) => (
        <li key={`${kind} ${name}`}>
          <span>{kind === "genre" ? genreName(name) : format.languageName(name)}</span>
          <span>{t("clusters.share", { share: format.percent(share), usual: format.percent(usual) })}</span>
        </li>
      ))}
    </ul>
  );
};
