/** A button that writes documents into a folder the user chooses, and says which. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import { faultOf } from "../../shared/domain/fault.ts";
import { useFaultWords } from "../ui/fault-words.ts";
import { useFormat } from "../ui/format.ts";
import { useClients } from "./context.tsx";
import { unwrap } from "./read.ts";

interface WriteFilesProps {
  readonly label: string;
  /** "Written: a.pdf, a.docx" */
  readonly written: (files: string) => string;
  readonly write: (folder: string) => Promise<readonly { readonly name: string }[]>;
}

export const WriteFiles = ({ label, written, write }: WriteFilesProps) => {
  const { host } = useClients();
  const format = useFormat();
  const wordsOf = useFaultWords("lists");
  const [writing, setWriting] = useState(false);
  const start = async (): Promise<void> => {
    setWriting(true);
    try {
      const place = await unwrap(host.chooseFile({ purpose: "exportFolder", suggestedName: "" }));
      if (place === null) return;
      const files = await write(place.file);
      notifications.show({
        message: written(format.list(files.map(({ name }) => name))),
        autoClose: 4000,
      });
    } catch (error) {
      const { what, why, remedy } = wordsOf(faultOf(error));
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red" });
    } finally {
      setWriting(false);
    }
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFileText size={14} />}
      loading={writing}
      onClick={() => void start()}
    >
      {label}
    </Button>
  );
};
