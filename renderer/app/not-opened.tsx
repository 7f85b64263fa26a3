/** A library that could not be opened: what is wrong with it, and what can be done. Nothing has been changed. */
import { Button } from "@mantine/core";
import {
  IconArchive,
  IconEye,
  IconFileSearch,
  IconFirstAidKit,
  IconRefresh,
  IconShieldOff,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import type { SalvageReport } from "../../shared/contract/safety.ts";
import type { AnyFault } from "../../shared/domain/fault.ts";
import { useClients } from "../client/context.tsx";
import { useRead } from "../client/read.ts";
import { useStore } from "../client/store.ts";
import { startWork, useRunningWork } from "../client/work.ts";
import { useFaultWords } from "../ui/fault-words.ts";
import { useFormat } from "../ui/format.ts";
import { Page, Panel } from "../ui/page.tsx";
import { ProgressBar } from "../ui/progress.tsx";
import { RestoreDialog } from "../ui/restore-dialog.tsx";
import { ErrorState } from "../ui/states.tsx";
import { useLibraryActions } from "./library-actions.tsx";
import classes from "./not-opened.module.css";
import { type NotOpened, notOpenedStore } from "./opening.ts";
import { Salvaged } from "./salvaged.tsx";

export const NotOpenedPage = () => {
  const failed = useStore(notOpenedStore);
  return failed ? (
    <Choices key={failed.file + failed.fault.type} failed={failed} />
  ) : (
    <Navigate to="/welcome" replace />
  );
};

const Choices = ({ failed }: { readonly failed: NotOpened }) => {
  const { t } = useTranslation("safety");
  const { data, host } = useClients();
  const actions = useLibraryActions();
  const [work] = useRunningWork();
  const [report, setReport] = useState<SalvageReport | null>(null);
  const [trouble, setTrouble] = useState<AnyFault | null>(null);
  const { what, why } = useFaultWords("safety")(failed.fault);
  const { type } = failed.fault;

  const salvage = async (): Promise<void> => {
    const chosen = await host.chooseFile({
      purpose: "newLibrary",
      suggestedName: t("salvage.name", { name: failed.name }),
    });
    if (!chosen.ok || !chosen.value) return;
    const controller = new AbortController();
    const running = startWork(t("salvage.running"), () => controller.abort());
    const done = await data.salvageLibrary(
      { file: failed.file, out: chosen.value.file },
      { signal: controller.signal, onProgress: ({ share }) => running.update({ share }) },
    );
    running.end();
    setTrouble(done.ok || done.error.type === "Cancelled" ? null : done.error);
    if (done.ok) setReport(done.value);
  };
  const openSalvaged = async (): Promise<void> => {
    if (report) await actions.openPath(report.out);
  };

  if (report) return <Salvaged report={report} onOpen={() => void openSalvaged()} />;
  return (
    <Page title={t("notOpened.title", { name: failed.name })} subtitle={t("notOpened.unchanged")}>
      <div className={classes.column}>
        <Panel>
          <div className={classes.words} role="alert" data-selectable>
            <strong>{what}</strong>
            <p>{why}</p>
          </div>
        </Panel>
        {work && (
          <ProgressBar
            label={work.label}
            share={work.share}
            {...(work.cancel ? { onCancel: work.cancel } : {})}
          />
        )}
        {trouble && <ErrorState fault={trouble} namespace="safety" />}
        <Panel title={t("notOpened.choices")} flush>
          <ul className={classes.choices}>
            {(type === "Damaged" || type === "NotFound") && (
              <RestoreChoice failed={failed} onTrouble={setTrouble} />
            )}
            {type === "Damaged" && (
              <Choice
                icon={<IconFirstAidKit size={20} />}
                title={t("salvage.title")}
                words={t("salvage.words")}
              >
                <Button variant="default" onClick={() => void salvage()} disabled={Boolean(work)}>
                  {t("salvage.action")}
                </Button>
              </Choice>
            )}
            {type === "NotFound" && (
              <Choice icon={<IconFileSearch size={20} />} title={t("find.title")} words={t("find.words")}>
                <Button onClick={() => void actions.openLibrary()}>{t("find.action")}</Button>
              </Choice>
            )}
            {type === "MigrationUnprotected" && (
              <Choice
                icon={<IconShieldOff size={20} />}
                title={t("unprotected.title")}
                words={t("unprotected.words")}
              >
                <Button
                  variant="default"
                  onClick={() => void actions.openFile(failed, { withoutBackup: true })}
                >
                  {t("unprotected.action")}
                </Button>
              </Choice>
            )}
            {(type === "Damaged" || type === "InUse") && (
              <Choice icon={<IconEye size={20} />} title={t("look.title")} words={t(`look.words.${type}`)}>
                <Button variant="default" onClick={() => void actions.openFile(failed, { readOnly: true })}>
                  {t("look.action")}
                </Button>
              </Choice>
            )}
            <Choice icon={<IconRefresh size={20} />} title={t("again.title")} words={t("again.words")}>
              <Button variant="default" onClick={() => void actions.openFile(failed)}>
                {t("again.action")}
              </Button>
            </Choice>
          </ul>
        </Panel>
        <div>
          <Button variant="subtle" onClick={() => void actions.leaveAlone()}>
            {t("notOpened.leave")}
          </Button>
        </div>
      </div>
    </Page>
  );
};

interface RestoreChoiceProps {
  readonly failed: NotOpened;
  readonly onTrouble: (fault: AnyFault) => void;
}

/** The newest backup that was verified, with what a restore would change. */
const RestoreChoice = ({ failed, onTrouble }: RestoreChoiceProps) => {
  const { t } = useTranslation("safety");
  const format = useFormat();
  const { data } = useClients();
  const actions = useLibraryActions();
  const [asking, setAsking] = useState(false);
  const list = useRead(["backups", failed.file], (signal) =>
    data.listBackups({ file: failed.file }, { signal }),
  ).data;
  const newest = list?.entries.find(({ verified, whole }) => verified && whole);
  const preview = useRead(
    ["backups", failed.file, "preview", newest?.name],
    (signal) => data.restorePreview({ file: failed.file, backup: { name: newest?.name ?? "" } }, { signal }),
    { enabled: asking && newest !== undefined },
  );
  const icon = <IconArchive size={20} />;
  if (!list) return null;
  if (!newest)
    return (
      <Choice icon={icon} title={t("restore.none")} words={t("restore.noneWords", { folder: list.folder })}>
        {null}
      </Choice>
    );
  return (
    <Choice
      icon={icon}
      title={t("restore.newest", { when: format.dateTime(newest.at) })}
      words={t("restore.words", { reason: t(`reasons.${newest.reason}`), bytes: format.bytes(newest.bytes) })}
    >
      <Button onClick={() => setAsking(true)}>{t("restore.action")}</Button>
      {asking && (
        <RestoreDialog
          entry={newest}
          preview={preview}
          onClose={() => setAsking(false)}
          onRestore={async () => {
            setAsking(false);
            const fault = await actions.restore(failed, newest.name);
            if (fault) onTrouble(fault);
          }}
        />
      )}
    </Choice>
  );
};

interface ChoiceProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}

const Choice = ({ icon, title, words, children }: ChoiceProps) => (
  <li>
    <span className={classes.icon} aria-hidden>
      {icon}
    </span>
    <div>
      <h3>{title}</h3>
      <p>{words}</p>
    </div>
    {children}
  </li>
);
