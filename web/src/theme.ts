import { Alert, Badge, createTheme, Modal, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const river: MantineColorsTuple = [
  "#e6f6f8",
  "#d1e9ee",
  "#a3d2dc",
  "#72bac9",
  "#4ca6b9",
  "#349ab0",
  "#0b7285",
  "#09636f",
  "#075360",
  "#04434f",
];

/** A tone of a colour that reads well on the light ground of the same colour, in both schemes. */
export function readable(color: string): string {
  return `light-dark(color-mix(in srgb, var(--mantine-color-${color}-9) 72%, black), var(--mantine-color-${color}-1))`;
}

/** Colours, type and shape of everything. */
export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, monospace",
  colors: { river },
  primaryColor: "river",
  primaryShade: 6,
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Alert: Alert.extend({ vars: (_, { color = "river" }) => ({ root: { "--alert-color": readable(color) } }) }),
    // A dialog's heading is no second banner of the page.
    Modal: Modal.extend({
      defaultProps: { attributes: { header: { role: "presentation" } } },
      styles: { title: { fontWeight: 650 } },
    }),
    Badge: Badge.extend({
      defaultProps: { variant: "light", tt: "none", fw: 600 },
      styles: { root: { flexShrink: 0, minWidth: "max-content" } },
      vars: (_, { variant, color = "river" }) => ({ root: variant === "light" ? { "--badge-color": readable(color) } : {} }),
    }),
  },
  headings: { fontWeight: "650", textWrap: "balance" },
});

/** Quiet text that still has the contrast which small type needs, and the tones of lines and grounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#586070",
    "--mantine-color-placeholder": "#727b89",
    "--warn": "#a63b00",
    "--line": "var(--mantine-color-gray-3)",
    "--quiet": "var(--mantine-color-gray-0)",
  },
  dark: {
    "--mantine-color-dimmed": "#a6adb7",
    "--mantine-color-placeholder": "#8b929c",
    "--warn": "var(--mantine-color-orange-3)",
    "--line": "var(--mantine-color-dark-4)",
    "--quiet": "var(--mantine-color-dark-6)",
  },
});
