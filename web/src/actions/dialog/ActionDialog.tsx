import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconInfoCircle } from "@tabler/icons-react";
import { useIsMutating } from "@tanstack/react-query";

import { useNetwork } from "../../network/NetworkProvider.js";
import { ProblemAlert } from "../../parts/Asked.js";
import { Waiting } from "../../parts/Waiting.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { WalletButton } from "../../wallet/WalletButton.js";
import type { ActionRequest } from "../act.js";
import type { StdFee } from "../fee.js";
import { AmountInput, FieldInput } from "../form/FieldInput.js";
import { unitsOf, type Units } from "../form/units.js";
import { knownMessage, type Known } from "../tables/index.js";
import { Consequences } from "./Consequences.js";
import { feeToSign } from "./outcome.js";
import { Result } from "./Result.js";
import { SENDING, useAssetsOf, useConsequences, useConsider, useSending } from "./useAction.js";
import { useForm, type Form } from "./useForm.js";

interface Props {
  readonly request: ActionRequest;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The one dialog of all actions: what to fill in, what it will do, the signature, the result. It stays open while something is being sent: closed, it could not say what came of it. */
export default function ActionDialog({ request, opened, onClose }: Props) {
  const narrow = useMediaQuery("(max-width: 36em)", false, { getInitialValueInEffect: false });
  const busy = useIsMutating({ mutationKey: SENDING }) > 0;
  const known = knownMessage(request.code, request.message);
  return (
    <Modal
      opened={opened}
      onClose={() => busy || onClose()}
      closeOnEscape={!busy}
      closeOnClickOutside={!busy}
      title={known.action.title}
      size="lg"
      fullScreen={narrow}
      closeButtonProps={{ "aria-label": "Close", disabled: busy }}
      returnFocus
    >
      <Begun request={request} known={known} onClose={onClose} />
    </Modal>
  );
}

type BegunProps = Omit<Props, "opened"> & { readonly known: Known };

/** The form, once it is known in what its amounts are typed. */
function Begun({ request, known, onClose }: BegunProps) {
  const assets = useAssetsOf(request);
  const units = unitsOf(request.code, request.message, known, assets, useNetwork());
  if (units !== undefined) return <Steps request={request} known={known} units={units} onClose={onClose} />;
  return (
    <Stack>
      <Waiting what="what this contract stakes and pays" />
      <Text size="sm">Without that an amount could not be read. It is asked for again every few seconds.</Text>
      {assets?.problem !== undefined && <ProblemAlert error={assets.problem} />}
    </Stack>
  );
}

function Steps({ request, known, units, onClose }: BegunProps & { readonly units: Units }) {
  const { address: sender } = useWallet();
  const form = useForm(request, known, units);
  const lines = useConsequences(request, known, form, units);
  const { ready, trial, sending } = useSending(request, form, units);
  const fee = feeToSign(ready, lines, trial);
  if (sending.data !== undefined) return <Result executed={sending.data} onClose={onClose} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fee !== undefined && !sending.isPending) sending.mutate(fee);
      }}
    >
      <Stack>
        <Text size="sm">
          {known.action.says}{" "}
          <Text span size="sm" c="dimmed">
            Who may: {known.action.who}.
          </Text>
        </Text>
        {known.action.internal === true && (
          <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
            The contracts send this to each other. From an account it is refused.
          </Alert>
        )}
        <Inputs request={request} known={known} form={form} units={units} fee={trial?.answer} />
        <Consequences lines={lines} trial={trial} ready={ready} />
        {sending.error !== null && <ProblemAlert error={sending.error} />}
        <Group justify="end" gap="sm">
          <Button variant="default" onClick={onClose} disabled={sending.isPending}>
            Cancel
          </Button>
          {sender === undefined ? (
            <WalletButton />
          ) : (
            <Button type="submit" disabled={fee === undefined && !sending.isPending} loading={sending.isPending}>
              Sign and send
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function Inputs({
  request,
  known,
  form,
  units,
  fee,
}: {
  readonly request: ActionRequest;
  readonly known: Known;
  readonly form: Form;
  readonly units: Units;
  /** What the transaction costs, if that is known. */
  readonly fee: StdFee | undefined;
}) {
  const consider = useConsider(request, units, fee);
  const { action, fields } = known;
  if (request.each !== undefined) return null;
  const mostOf = (name: string): (() => void) | undefined => {
    const most = action.most?.[name];
    if (most === undefined) return undefined;
    return () =>
      void most(consider(form.messages[0] ?? {}, form.coins)).then(
        (base) => base !== undefined && form.setAmount(name, base),
        () => undefined,
      );
  };
  return (
    <Stack gap="sm">
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          unit={units.of(field.name)}
          draft={form.drafts[field.name] ?? ""}
          onDraft={(draft) => form.setDraft(field.name, draft)}
          onMost={mostOf(field.name)}
        />
      ))}
      {units.coins !== undefined && (
        <AmountInput
          label={action.coinsOptional === true ? "Coins, if needed" : "Coins"}
          help="They leave your account with this transaction."
          unit={units.coins.unit}
          text={form.coinsText}
          onText={form.setCoinsText}
          onMost={mostOf("coins")}
          required={action.coinsOptional !== true}
        />
      )}
    </Stack>
  );
}
