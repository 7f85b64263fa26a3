/** The look: compact, neutral, one accent. Colours that components of ours use are in `tokens.css`. */
import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Switch,
  Table,
  TextInput,
  Tooltip,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#e8f4f8",
  "#d2e7ee",
  "#a6cfdd",
  "#76b6cb",
  "#50a1bc",
  "#3a94b3",
  "#2387a8",
  "#0f6b8a",
  "#0a5a75",
  "#064a61",
];
const gray: MantineColorsTuple = [
  "#f7f7f8",
  "#f0f0f2",
  "#e6e6e9",
  "#d9dade",
  "#c3c5cb",
  "#9a9da6",
  "#70747e",
  "#565a63",
  "#3a3d44",
  "#1f2126",
];
const dark: MantineColorsTuple = [
  "#dfe0e3",
  "#c2c4c9",
  "#a3a6ad",
  "#7d8189",
  "#4a4d54",
  "#383b41",
  "#2c2e33",
  "#232529",
  "#1c1d20",
  "#151618",
];

/** For what takes something away. */
const danger: MantineColorsTuple = [
  "#fdecea",
  "#f9d5d2",
  "#f2aca6",
  "#ff8f85",
  "#e0645a",
  "#d0483d",
  "#c0362c",
  "#b3261e",
  "#96190f",
  "#7a0f06",
];

const fonts = '"Inter Variable", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: 7,
  colors: { accent, gray, dark, danger },
  black: "#1f2126",
  fontFamily: fonts,
  fontFamilyMonospace:
    'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "15px", xl: "18px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "6px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "sm",
  headings: {
    fontFamily: fonts,
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "18px", lineHeight: "1.35" },
      h2: { fontSize: "15px", lineHeight: "1.4" },
      h3: { fontSize: "13px", lineHeight: "1.45" },
    },
  },
  cursorType: "default",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: "xs" }, styles: { label: { fontWeight: 500 } } }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { size: 28, variant: "subtle", color: "gray" },
      classNames: { root: "quiet-disabled" },
    }),
    Input: Input.extend({ defaultProps: { size: "xs" } }),
    TextInput: TextInput.extend({ defaultProps: { size: "xs" } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: "xs" } }),
    Select: Select.extend({ defaultProps: { size: "xs", checkIconPosition: "right" } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: "xs" },
      styles: { label: { fontWeight: 500 } },
    }),
    Switch: Switch.extend({ defaultProps: { size: "sm" } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 5, horizontalSpacing: 10 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false } }),
    // Inside the page's landmarks, and with nothing focusable but its items.
    Menu: Menu.extend({
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 80 },
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    }),
    Modal: Modal.extend({ defaultProps: { transitionProps: { duration: 100 }, centered: true } }),
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--input-height-xs": "28px",
    "--button-height-xs": "28px",
    "--button-fz": "13px",
  },
  light: {
    "--mantine-color-text": "#1f2126",
    "--mantine-color-dimmed": "#565a63",
    "--mantine-color-placeholder": "#6a6e78",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-anchor": "#0a5a75",
  },
  dark: {
    "--mantine-color-text": "#dfe0e3",
    "--mantine-color-dimmed": "#a3a6ad",
    "--mantine-color-placeholder": "#9195a0",
    "--mantine-color-body": "#1c1d20",
    "--mantine-color-error": "#ff8f85",
    "--mantine-color-anchor": "#76b6cb",
  },
});
