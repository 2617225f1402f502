import { Badge, Group, Stack } from "@mantine/core";

import { ActButton, type ActionRequest } from "../../actions/act.js";
import { useSoloStake, type SoloStake, type Staker } from "../../data/stakerRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { AddressText } from "../../parts/AddressText.js";
import { Amount } from "../../parts/Amount.js";
import { Asked } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { Panel } from "../../parts/Panel.js";
import { Section } from "../../parts/Section.js";
import { shortAddress } from "../../words/addresses.js";
import { leftText, pointText, reached } from "../../words/time.js";
import { dueOf, isReady, Item } from "./Item.js";

/** What an account has staked alone; takes no room where there is nothing. */
export function Solo({ account }: { readonly account: string }) {
  const solo = useSoloStake(account);
  return (
    <Asked query={solo} what="your own staker" quiet>
      {(answer) => answer !== null && <SoloView solo={answer} />}
    </Asked>
  );
}

function SoloView({ solo }: { readonly solo: SoloStake }) {
  const { now } = useChain();
  const due = dueOf(solo.unbonds, solo.transfers, now);
  const actions = due.unbonds.length + due.transfers.length > 1 && (
    <ActButton variant="light" request={{ code: "staker-registry", message: "finalize_many", each: [due] }}>
      Finalise all of the staker that is due
    </ActButton>
  );
  return (
    <Section title="Solo staker" about="What you stake by yourself, for a node of your own." actions={actions}>
      <Figures staker={solo.staker} />
      <OnTheWay solo={solo} />
    </Section>
  );
}

function Figures({ staker }: { readonly staker: Staker }) {
  const { now } = useChain();
  const { active, flag, next_signing_change: next, licenses } = staker;
  const state = active ? "Takes part" : flag ? "Has too little stake" : "Paused by you";
  const act = (message: SoloMessage, preset: object = { staker: staker.staker }): ActionRequest =>
    ({ code: "staker-registry", message, preset }) as ActionRequest;
  return (
    <Panel>
      <Stack>
        <Facts
          facts={[
            {
              name: "Staked",
              value: <Amount base={staker.weight} />,
              note: licenses > 0 ? `${licenses} licences among it` : undefined,
            },
            { name: "State", value: <Badge color={active ? "teal" : "orange"}>{state}</Badge> },
            {
              name: "Signs with",
              value: <AddressText address={staker.signing_address} />,
              note: reached(next, now) ? "can change now" : `can change ${leftText(next, now)}, from ${pointText(next)} on`,
            },
            { name: "Block rewards go to", value: <AddressText address={staker.coinbase_address} /> },
          ]}
        />
        <Group gap="xs">
          <ActButton request={act("bond")}>Add stake</ActButton>
          <ActButton request={act("unbond")}>Take stake out</ActButton>
          <ActButton request={act("transfer_stake", { from: staker.staker })}>Transfer stake</ActButton>
          <ActButton request={act("set_state", { staker: staker.staker, active: !flag })}>
            {flag ? "Pause the staker" : "Let it take part"}
          </ActButton>
          <ActButton request={act("set_signing_address")}>Change the signing address</ActButton>
          <ActButton request={act("set_coinbase_address")}>Change the address for rewards</ActButton>
        </Group>
      </Stack>
    </Panel>
  );
}

type SoloMessage = "bond" | "unbond" | "transfer_stake" | "set_state" | "set_signing_address" | "set_coinbase_address";

function OnTheWay({ solo }: { readonly solo: SoloStake }) {
  const { now } = useChain();
  if (solo.unbonds.length + solo.transfers.length === 0) return null;
  return (
    <Stack component="ul" aria-label="On its way out of the staker" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
      {solo.unbonds.map((item) => (
        <Item
          key={`unbond ${item.id}`}
          item={item}
          now={now}
          what={`out of the staker, to ${item.recipient === item.owner ? "your account" : shortAddress(item.recipient)}`}
        >
          {isReady(item, now) && (
            <ActButton
              variant="filled"
              request={{ code: "staker-registry", message: "finalize_unbond", preset: { id: item.id } }}
            >
              Finalise now
            </ActButton>
          )}
          <ActButton request={{ code: "staker-registry", message: "redirect", preset: { id: item.id } }}>
            Pay to another account
          </ActButton>
        </Item>
      ))}
      {solo.transfers.map((item) => (
        <Item key={`transfer ${item.id}`} item={item} now={now} what={`from your staker to ${shortAddress(item.to)}`}>
          {isReady(item, now) && (
            <ActButton
              variant="filled"
              request={{ code: "staker-registry", message: "finalize_transfer", preset: { id: item.id } }}
            >
              Finalise now
            </ActButton>
          )}
          <ActButton request={{ code: "staker-registry", message: "cancel_transfer", preset: { id: item.id } }}>
            Take back
          </ActButton>
        </Item>
      ))}
    </Stack>
  );
}
