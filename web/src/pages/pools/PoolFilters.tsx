import { NativeSelect, SimpleGrid, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

import { useNetwork } from "../../network/NetworkProvider.js";
import { parseAmount } from "../../words/amounts.js";
import { parsePercent } from "../../words/rates.js";
import type { PoolFilter, PoolOrder } from "./order.js";

const ORDERS: readonly { value: PoolOrder; label: string }[] = [
  { value: "score", label: "Attractiveness" },
  { value: "reward", label: "Estimated reward" },
  { value: "fee", label: "Lowest fee" },
  { value: "performance", label: "Performance" },
  { value: "stake", label: "Size" },
  { value: "capacity", label: "Room left" },
];

interface Props {
  readonly filter: PoolFilter;
  readonly onFilter: (filter: PoolFilter) => void;
  readonly order: PoolOrder;
  readonly onOrder: (order: PoolOrder) => void;
}

/** What to show, and in which order. */
export function PoolFilters({ filter, onFilter, order, onOrder }: Props) {
  const { unit } = useNetwork();
  const [fee, setFee] = useState("");
  const [room, setRoom] = useState("");
  return (
    <SimpleGrid
      component="form"
      role="search"
      aria-label="Filter the pools"
      cols={{ base: 2, md: 4 }}
      spacing="sm"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextInput
        label="Search"
        placeholder="Name, tag or address"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.text}
        onChange={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
      />
      <TextInput
        label="Fee at most"
        placeholder="any"
        rightSection={
          <Text size="xs" c="dimmed">
            %
          </Text>
        }
        inputMode="decimal"
        value={fee}
        error={fee !== "" && parsePercent(fee, 4) === undefined}
        onChange={({ currentTarget: { value } }) => {
          setFee(value);
          onFilter({ ...filter, maxFeePpm: parsePercent(value, 4) });
        }}
      />
      <TextInput
        label="Room for at least"
        placeholder="any"
        rightSection={
          <Text size="xs" c="dimmed">
            {unit.symbol}
          </Text>
        }
        rightSectionWidth={64}
        inputMode="decimal"
        value={room}
        error={room !== "" && parseAmount(room, unit.decimals) === undefined}
        onChange={({ currentTarget: { value } }) => {
          setRoom(value);
          onFilter({ ...filter, room: parseAmount(value, unit.decimals) });
        }}
      />
      <NativeSelect
        label="Order"
        data={[...ORDERS]}
        value={order}
        onChange={({ currentTarget }) => {
          const chosen = ORDERS.find(({ value }) => value === currentTarget.value);
          if (chosen !== undefined) onOrder(chosen.value);
        }}
      />
    </SimpleGrid>
  );
}
