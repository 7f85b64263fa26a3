/** The tasks of the application, in the order of the navigation; the first nine have Ctrl+1 to Ctrl+9. */
import {
  IconArmchair,
  IconBulb,
  IconCalendarWeek,
  IconChartDots3,
  IconChartHistogram,
  IconFileExport,
  IconFileImport,
  IconHeartHandshake,
  IconMessages,
  IconMovie,
  IconNews,
  IconPhoto,
  IconSettings,
  IconTargetArrow,
  IconUserHeart,
  IconUsers,
} from "@tabler/icons-react";

export interface TaskEntry {
  readonly id: string;
  readonly path: string;
  readonly icon: typeof IconMovie;
  readonly keys: string | null;
  /** Works without an open library. */
  readonly always?: boolean;
}
export interface TaskGroup {
  readonly id: string;
  readonly tasks: readonly TaskEntry[];
}

export const taskGroups: readonly TaskGroup[] = [
  { id: "week", tasks: [{ id: "briefing", path: "/briefing", icon: IconNews, keys: null }] },
  {
    id: "catalogue",
    tasks: [
      { id: "library", path: "/library", icon: IconMovie, keys: "Ctrl+1" },
      { id: "audience", path: "/audience", icon: IconUsers, keys: "Ctrl+2" },
    ],
  },
  {
    id: "learning",
    tasks: [
      { id: "models", path: "/models", icon: IconChartDots3, keys: "Ctrl+3" },
      { id: "preferences", path: "/preferences", icon: IconHeartHandshake, keys: "Ctrl+4" },
    ],
  },
  {
    id: "strategy",
    tasks: [
      { id: "reputation", path: "/reputation", icon: IconMessages, keys: "Ctrl+5" },
      { id: "images", path: "/images", icon: IconPhoto, keys: null },
      { id: "experience", path: "/experience", icon: IconArmchair, keys: "Ctrl+6" },
      { id: "production", path: "/production", icon: IconBulb, keys: "Ctrl+7" },
      { id: "attention", path: "/attention", icon: IconTargetArrow, keys: "Ctrl+8" },
      { id: "retention", path: "/retention", icon: IconUserHeart, keys: null },
    ],
  },
  {
    id: "programme",
    tasks: [
      { id: "demand", path: "/demand", icon: IconChartHistogram, keys: null },
      { id: "schedule", path: "/schedule", icon: IconCalendarWeek, keys: "Ctrl+9" },
      { id: "exports", path: "/exports", icon: IconFileExport, keys: "Ctrl+E" },
    ],
  },
  {
    id: "files",
    tasks: [
      { id: "import", path: "/import", icon: IconFileImport, keys: "Ctrl+I" },
      { id: "settings", path: "/settings", icon: IconSettings, keys: "Ctrl+,", always: true },
    ],
  },
];

export const tasks: readonly TaskEntry[] = taskGroups.flatMap((group) => group.tasks);
