/** Settings › Safety: the backups of the open library, and what can be done with them. */
import { ActionIcon, Button, NumberInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArchive, IconFolder, IconHistory, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackupEntry } from "../../../../shared/contract/safety.ts";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { useHeldBackups } from "../../../client/held-backups.ts";
import { refreshLibrary, useLibrary } from "../../../client/library.ts";
import { useRead } from "../../../client/read.ts";
import { useLibraryState } from "../../../client/safety.ts";
import { startWork, useRunningWork } from "../../../client/work.ts";
import { useFaultWords } from "../../../ui/fault-words.ts";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { HeldBackups } from "../../../ui/held-backups.tsx";
import { Facts, Panel } from "../../../ui/page.tsx";
import { RestoreDialog } from "../../../ui/restore-dialog.tsx";
import { ReadState } from "../../../ui/states.tsx";
import { Setting } from "../setting.tsx";
import classes from "./safety.module.css";

const gigabyte = 1e9;
const leastGigabytes = 0.1;

export const SafetyPanel = () => {
  const { t } = useTranslation("safety");
  const format = useFormat();
  const { data, host } = useClients();
  const queries = useQueryClient();
  const library = useLibrary();
  const state = useLibraryState();
  const wordsOf = useFaultWords("safety");
  const [restoring, setRestoring] = useState<BackupEntry | null>(null);
  const busy = useRunningWork().length > 0;
  const list = useRead(["backups"], (signal) => data.listBackups({ file: null }, { signal }), {
    enabled: Boolean(library),
  });
  const preview = useRead(
    ["backups", "preview", restoring?.name],
    (signal) => data.restorePreview({ file: null, backup: { name: restoring?.name ?? "" } }, { signal }),
    { enabled: restoring !== null },
  );
  const held = useHeldBackups(Boolean(library));
  const again = (): void => void queries.invalidateQueries({ queryKey: ["backups"] });
  const tell = (fault: AnyFault): void => {
    if (fault.type === "Cancelled") return;
    const { what, why, remedy } = wordsOf(fault);
    notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red", autoClose: false });
  };
  const long = async <T,>(
    label: string,
    ask: (options: {
      signal: AbortSignal;
      onProgress: (at: { share: number }) => void;
    }) => Promise<{ ok: true; value: T } | { ok: false; error: AnyFault }>,
  ): Promise<T | null> => {
    const controller = new AbortController();
    const work = startWork(label, () => controller.abort());
    const done = await ask({ signal: controller.signal, onProgress: ({ share }) => work.update({ share }) });
    work.end();
    again();
    if (done.ok) return done.value;
    tell(done.error);
    return null;
  };
  const backUp = async (): Promise<void> => {
    if (await long(t("backUp.running"), (options) => data.backUp({}, options)))
      notifications.show({ message: t("backUp.done") });
  };
  const check = async (): Promise<void> => {
    const report = await long(t("check.running"), ({ signal }) =>
      data.checkLibrary({ file: null }, { signal }),
    );
    if (report?.sound) notifications.show({ message: t("check.sound") });
  };
  const restore = async (name: string): Promise<void> => {
    setRestoring(null);
    const done = await long(t("restore.running"), (options) =>
      data.restoreBackup({ file: null, backup: { name } }, options),
    );
    await refreshLibrary(queries);
    if (done)
      notifications.show({
        message: done.forgotten > 0 ? t("restore.doneAgain", { count: done.forgotten }) : t("restore.done"),
      });
  };
  const chooseFolder = async (): Promise<void> => {
    const chosen = await host.chooseFile({ purpose: "exportFolder", suggestedName: "" });
    if (!chosen.ok || !chosen.value) return;
    const set = await data.setBackupFolder({ folder: chosen.value.file });
    if (!set.ok) tell(set.error);
    again();
  };
  const setBudget = async (gigabytes: number): Promise<void> => {
    const set = await data.setBackupBudget({ bytes: gigabytes * gigabyte });
    if (!set.ok) tell(set.error);
    again();
  };
  const remove = async (name: string): Promise<void> => {
    const removed = await data.deleteBackup({ file: null, name });
    if (!removed.ok) tell(removed.error);
    again();
  };

  if (!library) return <Panel title={t("title")}>{t("noLibrary")}</Panel>;
  return (
    <Panel
      title={t("title")}
      actions={
        <span className={classes.actions}>
          <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void check()}>
            {t("check.action")}
          </Button>
          <Button size="compact-sm" disabled={busy || library.readOnly} onClick={() => void backUp()}>
            {t("backUp.action")}
          </Button>
        </span>
      }
    >
      <p className={classes.words}>{t("words")}</p>
      <ReadState read={list} namespace="safety">
        {({ folder, chosen, reachable, entries, budget, free }) => (
          <>
            <Facts
              facts={[
                [t("folder.name"), folder],
                [t("folder.state"), reachable ? null : t("folder.unreachable")],
                [
                  t("folder.used"),
                  t("folder.usedOf", {
                    used: format.bytes(entries.reduce((sum, { bytes }) => sum + bytes, 0)),
                    budget: format.bytes(budget),
                  }),
                ],
                [t("folder.free"), free === null ? null : format.bytes(free)],
                [t("check.name"), state ? t(`check.${state.check}`) : null],
              ]}
            />
            <div className={classes.folder}>
              <Button
                size="compact-sm"
                variant="default"
                disabled={library.readOnly}
                onClick={() => void chooseFolder()}
              >
                {t("folder.choose")}
              </Button>
              {chosen && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => void data.setBackupFolder({ folder: null }).then(again)}
                >
                  {t("folder.beside")}
                </Button>
              )}
              {entries.length > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconFolder size={14} />}
                  onClick={() => void data.revealBackup({ file: null, name: null })}
                >
                  {t("folder.show")}
                </Button>
              )}
            </div>
            <Setting name={t("budget.name")} words={t("budget.words")}>
              {(label) => (
                <NumberInput
                  {...label}
                  key={budget}
                  w={110}
                  min={leastGigabytes}
                  max={100_000}
                  decimalScale={1}
                  suffix={t("budget.suffix")}
                  clampBehavior="blur"
                  disabled={library.readOnly}
                  defaultValue={budget / gigabyte}
                  onBlur={(event) => {
                    const gigabytes = Number.parseFloat(event.currentTarget.value);
                    if (gigabytes >= leastGigabytes && gigabytes * gigabyte !== budget)
                      void setBudget(gigabytes);
                  }}
                />
              )}
            </Setting>
            {held.backups && held.backups.length > 0 && (
              <HeldBackups
                {...held}
                backups={held.backups}
                disabled={busy || library.readOnly}
                onClean={(how) => void held.clean(how)}
              />
            )}
            {entries.length === 0 ? (
              <p className={classes.dim}>{t("none")}</p>
            ) : (
              <ul className={classes.backups} aria-label={t("list")}>
                {entries.map((entry) => {
                  const when = format.dateTime(entry.at);
                  return (
                    <li key={entry.name}>
                      <IconArchive size={16} aria-hidden />
                      <span className={classes.when}>{when}</span>
                      <span className={classes.reason}>{t(`reasons.${entry.reason}`)}</span>
                      <span className={classes.bytes}>{format.bytes(entry.bytes)}</span>
                      <Tag tone={entry.verified && entry.whole ? "good" : "warn"}>
                        {t(entry.verified && entry.whole ? "verified" : "unverified")}
                      </Tag>
                      <span className={classes.actions}>
                        <ActionIcon
                          aria-label={t("restore.named", { when })}
                          title={t("restore.action")}
                          disabled={busy || library.readOnly}
                          onClick={() => setRestoring(entry)}
                        >
                          <IconHistory size={16} />
                        </ActionIcon>
                        <ActionIcon
                          aria-label={t("reveal.named", { when })}
                          title={t("reveal.action")}
                          onClick={() => void data.revealBackup({ file: null, name: entry.name })}
                        >
                          <IconFolder size={16} />
                        </ActionIcon>
                        <ActionIcon
                          aria-label={t("delete.named", { when })}
                          title={t("delete.action")}
                          disabled={busy}
                          onClick={() => void remove(entry.name)}
                        >
                          <IconTrash size={16} />
                        </ActionIcon>
                      </span>
                    </li>
                  );
                })}
              </ul>
            )}
          </>
        )}
      </ReadState>
      {restoring && (
        <RestoreDialog
          entry={restoring}
          preview={preview}
          onClose={() => setRestoring(null)}
          onRestore={() => void restore(restoring.name)}
        />
      )}
    </Panel>
  );
};
