import { Paper, type PaperProps } from "@mantine/core";
import type { ReactNode } from "react";

/** A quiet frame around things that belong together. */
export function Panel({ children, ...rest }: PaperProps & { readonly children: ReactNode }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} {...rest}>
      {children}
    </Paper>
  );
}

/** What stands where there is nothing yet. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <Paper withBorder p="lg" c="dimmed" fz="sm" style={{ borderStyle: "dashed" }}>
      {children}
    </Paper>
  );
}
