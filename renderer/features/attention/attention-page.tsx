import { IconTargetArrow } from "@tabler/icons-react";
import { useLibrary } from "../../client/library.ts";
import { ComingTask } from "../../ui/coming-task.tsx";

export const AttentionPage = () => (
  <ComingTask
    task="attention"
    icon={<IconTargetArrow size={32} stroke={1.4} />}
    counts={useLibrary()?.counts}
    data={["showings", "members", "plans"]}
    meanwhile="/schedule"
  />
);
