import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";

import type { Unit } from "../../words/amounts.js";
import { DURATION_UNITS, emptyDraft, partOfDraft, readDraft, type Draft } from "./draft.js";
import { labelOf } from "./labels.js";
import { PoolInput, POOL_FIELDS } from "./PoolInput.js";
import type { Field, LeafKind, Shape } from "./shape.js";

interface Props {
  readonly field: Field;
  /** Of the amounts in it. */
  readonly unit: Unit;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** Sets the largest amount that is possible. */
  readonly onMost?: (() => void) | undefined;
}

/** An input for a field of any shape. */
export function FieldInput({ field, unit, draft, onDraft, onMost }: Props) {
  const { shape } = field;
  switch (shape.kind) {
    case "choice":
      return (
        <Choice {...{ field, unit, draft, onDraft }} options={shape.options.map((value) => ({ value, label: labelOf(value) }))} />
      );
    case "boolean":
      return (
        <Choice
          {...{ field, unit, draft, onDraft }}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
      );
    case "list":
      return <ListInput {...{ field, unit, draft, onDraft }} of={shape.of} />;
    case "object":
      return <ObjectInput {...{ field, unit, draft, onDraft }} fields={shape.fields} />;
    case "variants":
      return <VariantsInput {...{ field, unit, draft, onDraft }} shape={shape} />;
    case "duration":
      return (
        <Pair
          {...{ field, unit, draft, onDraft }}
          units={[...Object.keys(DURATION_UNITS), "blocks"].map((value) => ({ value, label: value }))}
        />
      );
    case "point":
      return <Pair {...{ field, unit, draft, onDraft }} units={POINTS} />;
    default:
      return <LeafInput {...{ field, unit, draft, onDraft, onMost }} kind={shape.kind} />;
  }
}

const POINTS = [
  { value: "time", label: "date and time" },
  { value: "height", label: "height" },
  { value: "never", label: "never" },
];

/** An input for an amount of coins, with a button for all of it. */
export function AmountInput({
  label,
  help,
  unit,
  text,
  onText,
  onMost,
  required,
}: {
  readonly label: string;
  readonly help: string;
  readonly unit: Unit;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onMost?: (() => void) | undefined;
  readonly required: boolean;
}) {
  const read = readDraft({ kind: "amount" }, text, unit.decimals);
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        label={label}
        description={help}
        withAsterisk={required}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        error={read.value === undefined ? read.problem : undefined}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        rightSection={
          <Text size="sm" c="dimmed" pe="sm">
            {unit.symbol}
          </Text>
        }
        rightSectionWidth={20 + unit.symbol.length * 10}
      />
      {onMost !== undefined && (
        <Button variant="default" onClick={onMost} aria-label={`All of it: ${label}`}>
          All
        </Button>
      )}
    </Group>
  );
}

function LeafInput({ field, unit, draft, onDraft, onMost, kind }: Props & { readonly kind: LeafKind }) {
  const { name, help, required } = field;
  const text = typeof draft === "string" ? draft : "";
  if (kind === "amount")
    return <AmountInput {...{ label: labelOf(name, kind), help, unit, text, onMost, required }} onText={onDraft} />;
  if (kind === "address" && POOL_FIELDS.has(name)) return <PoolInput {...{ field, text }} onText={onDraft} />;
  const read = readDraft({ kind }, text, unit.decimals);
  const rate = kind === "ppm" || kind === "bps";
  const common = {
    label: labelOf(name, kind),
    description: help,
    withAsterisk: required,
    value: text,
    error: read.value === undefined ? read.problem : undefined,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onDraft(currentTarget.value),
  };
  if (kind === "binary") return <Textarea {...common} autosize minRows={3} ff="monospace" placeholder="{ }" />;
  return (
    <TextInput
      {...common}
      autoComplete="off"
      spellCheck={false}
      inputMode={rate ? "decimal" : kind === "integer" ? "numeric" : "text"}
      rightSection={rate ? "%" : undefined}
    />
  );
}

type SelectProps = Props & { readonly options: readonly { readonly value: string; readonly label: string }[] };

function Choice({ field, draft, onDraft, options }: SelectProps) {
  return (
    <NativeSelect
      label={labelOf(field.name)}
      description={field.help}
      withAsterisk={field.required}
      value={typeof draft === "string" ? draft : ""}
      onChange={({ currentTarget }) => onDraft(currentTarget.value)}
      data={[{ value: "", label: field.required ? "Choose …" : "Leave it as it is" }, ...options]}
    />
  );
}

function Pair({
  field,
  draft,
  onDraft,
  units,
}: Props & { readonly units: readonly { readonly value: string; readonly label: string }[] }) {
  const unit = String(partOfDraft(draft, "unit"));
  const count = String(partOfDraft(draft, "count"));
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        label={labelOf(field.name)}
        description={field.help}
        withAsterisk={field.required}
        type={unit === "time" ? "datetime-local" : "text"}
        inputMode="numeric"
        disabled={unit === "never"}
        value={count}
        onChange={({ currentTarget }) => onDraft({ unit, count: currentTarget.value })}
      />
      <NativeSelect
        aria-label={`Unit of ${labelOf(field.name)}`}
        data={[...units]}
        value={unit}
        onChange={({ currentTarget }) => onDraft({ unit: currentTarget.value, count: "" })}
      />
    </Group>
  );
}

function ObjectInput({ field, unit, draft, onDraft, fields }: Props & { readonly fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  const inner = typeof draft === "object" && !Array.isArray(draft) ? (draft as Readonly<Record<string, Draft>>) : {};
  return (
    <Fieldset legend={labelOf(field.name)}>
      <Stack gap="sm">
        {fields.map((part) => (
          <FieldInput
            key={part.name}
            field={part}
            unit={unit}
            draft={inner[part.name] ?? emptyDraft(part.shape)}
            onDraft={(next) => onDraft({ ...inner, [part.name]: next })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

function ListInput({ field, unit, draft, onDraft, of }: Props & { readonly of: Shape }) {
  const entries: readonly Draft[] = Array.isArray(draft) ? (draft as readonly Draft[]) : [];
  const name = labelOf(field.name);
  return (
    <Fieldset legend={name}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {field.help}
        </Text>
        {entries.map((entry, index) => (
          <Group key={index} gap="xs" align="end" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <FieldInput
                field={{ name: `${field.name} ${index + 1}`, help: "", required: true, shape: of }}
                unit={unit}
                draft={entry}
                onDraft={(next) => onDraft(entries.map((other, place) => (place === index ? next : other)))}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove ${name} ${index + 1}`}
              onClick={() => onDraft(entries.filter((_, place) => place !== index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button size="xs" variant="default" style={{ alignSelf: "start" }} onClick={() => onDraft([...entries, emptyDraft(of)])}>
          Add one
        </Button>
      </Stack>
    </Fieldset>
  );
}

function VariantsInput({ field, unit, draft, onDraft, shape }: Props & { readonly shape: Extract<Shape, { kind: "variants" }> }) {
  const variant = String(partOfDraft(draft, "variant"));
  const chosen = shape.options.find(({ name }) => name === variant);
  const choose = (name: string): void => {
    const inner = shape.options.find((option) => option.name === name)?.shape;
    onDraft({ variant: name, value: inner === undefined ? "" : emptyDraft(inner) });
  };
  return (
    <Stack gap="sm">
      <Choice
        unit={unit}
        field={{ ...field, name: field.name === "" ? "what" : field.name, help: chosen?.help ?? field.help }}
        draft={variant}
        onDraft={(next) => choose(String(next))}
        options={shape.options.map(({ name }) => ({ value: name, label: labelOf(name) }))}
      />
      {chosen?.shape !== undefined && (
        <FieldInput
          field={{ name: chosen.name, help: chosen.help, required: true, shape: chosen.shape }}
          unit={unit}
          draft={partOfDraft(draft, "value")}
          onDraft={(value) => onDraft({ variant, value })}
        />
      )}
    </Stack>
  );
}
