import { IconMessages } from "@tabler/icons-react";
import { useLibrary } from "../../client/library.ts";
import { ComingTask } from "../../ui/coming-task.tsx";

export const ReputationPage = () => (
  <ComingTask
    task="reputation"
    icon={<IconMessages size={32} stroke={1.4} />}
    counts={useLibrary()?.counts}
    data={["reviews", "films", "showings"]}
    meanwhile="/library"
  />
);
