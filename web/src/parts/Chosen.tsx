import { NativeSelect, Stack } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { UnitsOf } from "../data/assets.js";
import { Empty } from "./Panel.js";

interface Props<Entry> {
  readonly entries: readonly Entry[];
  readonly none: string;
  readonly children: (entry: Entry) => ReactNode;
}

/** Draws one of several contracts of a kind, amounts in its units; asks which where there are more. */
export function Chosen<Entry extends { readonly label: string; readonly address: string }>({
  entries,
  none,
  children,
}: Props<Entry>) {
  const [address, setAddress] = useState(entries[0]?.address ?? "");
  const entry = entries.find((other) => other.address === address);
  if (entry === undefined) return <Empty>{none}</Empty>;
  return (
    <Stack gap="xl" key={address}>
      {entries.length > 1 && (
        <NativeSelect
          label="Which one"
          maw={320}
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          data={entries.map(({ label, address: value }) => ({ label, value }))}
        />
      )}
      <UnitsOf address={address}>{children(entry)}</UnitsOf>
    </Stack>
  );
}
