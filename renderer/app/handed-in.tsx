/** What widgets and charts need from outside, since they make no calls themselves. */
import { notifications } from "@mantine/notifications";
import { type ReactNode, useCallback } from "react";
import { type Picture, SavePictureContext } from "../charts/save-picture.ts";
import { useClients } from "../client/context.tsx";
import { useFaultWords } from "../ui/fault-words.ts";
import { PosterSourceContext } from "../ui/poster.tsx";

export const HandedIn = ({ children }: { readonly children: ReactNode }) => {
  const { data, host } = useClients();
  const wordsOf = useFaultWords();
  const readPoster = useCallback(
    async (film: number): Promise<Blob | null> => {
      const answer = await data.poster({ film });
      return answer.ok ? new Blob([answer.value.image], { type: answer.value.mediaType }) : null;
    },
    [data],
  );
  const savePicture = useCallback(
    async (picture: Picture): Promise<void> => {
      const saved = await host.saveImage(picture);
      if (saved.ok) return;
      const { what, why } = wordsOf(saved.error);
      notifications.show({ title: what, message: why, color: "red", autoClose: false });
    },
    [host, wordsOf],
  );
  return (
    <PosterSourceContext value={readPoster}>
      <SavePictureContext value={savePicture}>{children}</SavePictureContext>
    </PosterSourceContext>
  );
};
