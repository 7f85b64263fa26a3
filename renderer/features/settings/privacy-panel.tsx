/** What the library keeps about people, and what can be done about it. */
import { Button, NumberInput, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconShare } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DataClient } from "../../../shared/contract/data.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { leastMinimum, mostMinimum } from "../../../shared/domain/privacy.ts";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary, useLibrary } from "../../client/library.ts";
import { usePrivacy } from "../../client/privacy.ts";
import { unwrap } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFaultWords } from "../../ui/fault-words.ts";
import { useFormat } from "../../ui/format.ts";
import { Facts, Panel } from "../../ui/page.tsx";
import { ReadState } from "../../ui/states.tsx";
import { Setting } from "./setting.tsx";
import classes from "./settings.module.css";
import { ShareCopy } from "./share-copy.tsx";

type Privacy = Extract<Awaited<ReturnType<DataClient["privacy"]>>, { readonly ok: true }>["value"];

export const PrivacyPanel = () => {
  const { t } = useTranslation("privacy");
  const library = useLibrary();
  const read = usePrivacy();
  return (
    <Panel title={t("title")}>
      <p className={classes.words}>{t("words")}</p>
      {library && <ReadState read={read}>{(privacy) => <Kept privacy={privacy} />}</ReadState>}
      {library === null && <p className={classes.dim}>{t("noLibrary")}</p>}
    </Panel>
  );
};

const Kept = ({ privacy }: { readonly privacy: Privacy }) => {
  const { t } = useTranslation("privacy");
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useClients();
  const wordsOf = useFaultWords();
  const [removing, setRemoving] = useState(false);
  const [sharing, setSharing] = useState(false);
  const { identifiers } = privacy;

  const showFault = (fault: AnyFault): void => {
    const { what, why, remedy } = wordsOf(fault);
    notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red", autoClose: false });
  };
  const act = (work: () => Promise<unknown>): void =>
    void work().then(
      () => refreshLibrary(queries),
      (error) => showFault(faultOf(error)),
    );
  const keep = (on: boolean): void => {
    if (!on && identifiers.members > 0) setRemoving(true);
    else act(() => unwrap(data.keepIdentifiers({ keep: on })));
  };

  return (
    <>
      <Facts
        facts={[
          [t("facts.members"), t("facts.membersWords", { count: privacy.members })],
          [
            t("facts.identifiers"),
            identifiers.members === 0
              ? t("facts.noIdentifiers")
              : t("facts.withIdentifiers", { count: identifiers.members }),
          ],
          [t("facts.forgotten"), format.number(privacy.forgotten)],
        ]}
      />
      <Setting name={t("minimum.name")} words={t("minimum.words", { least: leastMinimum })}>
        {(label) => (
          <NumberInput
            {...label}
            w={110}
            min={leastMinimum}
            max={mostMinimum}
            allowDecimal={false}
            clampBehavior="blur"
            defaultValue={privacy.minimum}
            onBlur={(event) => {
              const minimum = Number(event.currentTarget.value);
              if (Number.isInteger(minimum) && minimum >= leastMinimum && minimum !== privacy.minimum)
                act(() => unwrap(data.setMinimumGroup({ minimum: Math.min(minimum, mostMinimum) })));
            }}
          />
        )}
      </Setting>
      <Setting
        name={t("identifiers.name")}
        words={
          identifiers.secretStore
            ? identifiers.readable
              ? t("identifiers.words")
              : t("identifiers.elsewhere")
            : t("identifiers.noStore")
        }
      >
        {(label) => (
          <Switch
            {...label}
            checked={identifiers.keeping}
            disabled={!identifiers.secretStore && !identifiers.keeping}
            onChange={(event) => keep(event.currentTarget.checked)}
          />
        )}
      </Setting>
      <Setting name={t("share.name")} words={t("share.words")}>
        {() => (
          <Button variant="default" leftSection={<IconShare size={15} />} onClick={() => setSharing(true)}>
            {t("share.open")}
          </Button>
        )}
      </Setting>
      {removing && (
        <Dialog title={t("identifiers.remove")} width={440} onClose={() => setRemoving(false)}>
          <p>{t("identifiers.removeWords", { count: identifiers.members })}</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setRemoving(false)}>
              {t("cancel")}
            </Button>
            <Button
              color="danger"
              onClick={() => {
                setRemoving(false);
                act(() => unwrap(data.keepIdentifiers({ keep: false })));
              }}
            >
              {t("identifiers.remove")}
            </Button>
          </div>
        </Dialog>
      )}
      {sharing && <ShareCopy onClose={() => setSharing(false)} />}
    </>
  );
};
