import { Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";

import { ActButton } from "../../actions/act.js";
import { partPpm } from "../../data/estimates.js";
import { useOffers, type Market, type Offer } from "../../data/market.js";
import { AddressText } from "../../parts/AddressText.js";
import { Amount } from "../../parts/Amount.js";
import { Asked } from "../../parts/Asked.js";
import { Empty } from "../../parts/Panel.js";
import { Rows } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";
import { bpsText, shortPpmText } from "../../words/rates.js";
import { counted } from "../../words/time.js";
import { arrangeOffers, dailyPart, yearlyParts, type OfferOrder } from "./order.js";

const ORDERS: readonly { value: OfferOrder; label: string }[] = [
  { value: "yield", label: "Most for the staker" },
  { value: "share", label: "Largest share" },
  { value: "stake", label: "Smallest stake" },
  { value: "lock", label: "Shortest lock" },
];

/** The open offers. */
export function Offers({ market, account }: { readonly market: Market; readonly account: string | undefined }) {
  const offers = useOffers(market);
  const [order, setOrder] = useState<OfferOrder>("yield");
  const [type, setType] = useState("");
  const [lock, setLock] = useState("");
  return (
    <Section title="Open offers" about="What a device earns a day is before scaling, and nothing while it is down.">
      <Asked query={offers} what="the offers">
        {(all) => {
          const shown = arrangeOffers(all, order).filter(
            (offer) => (type === "" || offer.class === type) && (lock === "" || String(offer.lock_days) === lock),
          );
          const types = [...new Set(all.map((offer) => offer.class))].sort();
          const locks = [...new Set(all.map(({ lock_days: days }) => days))].sort((a, b) => a - b);
          return (
            <>
              <Group gap="sm">
                <NativeSelect
                  label="Class"
                  value={type}
                  onChange={({ currentTarget }) => setType(currentTarget.value)}
                  data={[{ value: "", label: "All" }, ...types]}
                />
                <NativeSelect
                  label="Lock"
                  value={lock}
                  onChange={({ currentTarget }) => setLock(currentTarget.value)}
                  data={[
                    { value: "", label: "All" },
                    ...locks.map((days) => ({ value: String(days), label: counted(days, "day") })),
                  ]}
                />
                <NativeSelect
                  label="Order"
                  value={order}
                  onChange={({ currentTarget }) =>
                    setOrder(ORDERS.find(({ value }) => value === currentTarget.value)?.value ?? "yield")
                  }
                  data={[...ORDERS]}
                />
              </Group>
              {shown.length === 0 ? (
                <Empty>There are no open offers that match.</Empty>
              ) : (
                <OfferRows market={market} offers={shown} account={account} />
              )}
            </>
          );
        }}
      </Asked>
    </Section>
  );
}

function OfferRows({
  market,
  offers,
  account,
}: {
  readonly market: Market;
  readonly offers: readonly Offer[];
  readonly account: string | undefined;
}) {
  return (
    <Rows
      label="Open offers"
      rows={offers}
      keyOf={({ offer_id: id }) => id}
      columns={[
        {
          name: "Device",
          cell: (offer) => (
            <>
              <Text size="sm" fw={600} className="foreign">
                {offer.device}
              </Text>
              <Text size="xs" c="dimmed">
                {offer.class} · number {offer.offer_id}
              </Text>
            </>
          ),
        },
        { name: "Owner", cell: ({ owner }) => <AddressText address={owner} /> },
        { name: "Stake", right: true, cell: ({ required_stake: stake }) => <Amount of="stake" base={stake} short /> },
        { name: "Lock", right: true, cell: ({ lock_days: days }) => counted(days, "day") },
        { name: "You get", right: true, cell: ({ owner_share_bps: share }) => bpsText(10_000 - share) },
        {
          name: "A day",
          right: true,
          cell: (offer) => (
            <>
              <Amount of="reward" base={dailyPart(offer)} short />
              <Text size="xs" c="dimmed">
                {shortPpmText(partPpm(yearlyParts(offer), BigInt(offer.required_stake)))} a year
              </Text>
            </>
          ),
        },
        {
          name: "",
          right: true,
          cell: (offer) =>
            offer.owner === account ? (
              <Group gap={6} justify="end" wrap="nowrap">
                <ActButton
                  request={{
                    code: "joint-staking",
                    message: "edit_offer",
                    address: market.address,
                    preset: { offer_id: offer.offer_id },
                  }}
                >
                  Change
                </ActButton>
                <ActButton
                  request={{
                    code: "joint-staking",
                    message: "cancel_offer",
                    address: market.address,
                    preset: { offer_id: offer.offer_id },
                  }}
                >
                  Take back
                </ActButton>
              </Group>
            ) : (
              <ActButton
                variant="filled"
                request={{
                  code: "joint-staking",
                  message: "accept_offer",
                  address: market.address,
                  preset: { offer_id: offer.offer_id, revision: offer.revision, min_base_reward: offer.base_reward },
                  coins: BigInt(offer.required_stake),
                }}
              >
                Accept
              </ActButton>
            ),
        },
      ]}
    />
  );
}
