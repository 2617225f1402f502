import { Box, Button, SimpleGrid, Stack, Table, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState, type ReactNode } from "react";

import { counted } from "../words/time.js";

/** A column of a table; one without a name holds buttons. */
export interface RowColumn<Row> {
  readonly name: string;
  readonly right?: boolean;
  /** What the column means, where its name does not say it. */
  readonly meaning?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** What the table lists, for whoever cannot see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** The first one says what the row is. */
  readonly columns: readonly RowColumn<Row>[];
}

/** Rows that are drawn at first, and more of them at a time: a thousand would take seconds. */
const AT_ONCE = 50;

/** A table; on narrow screens a card for each row, so that nothing lies beyond the edge. */
export function Rows<Row>({ rows, ...props }: Props<Row>) {
  const narrow = useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
  const [most, setMost] = useState(AT_ONCE);
  const drawn = rows.slice(0, most);
  return (
    <>
      {narrow ? <Cards {...props} rows={drawn} /> : <Lines {...props} rows={drawn} />}
      {rows.length > most && (
        <Button variant="default" onClick={() => setMost(most + 4 * AT_ONCE)} style={{ alignSelf: "center" }}>
          Show more, {counted(rows.length - most, "row")} left
        </Button>
      )}
    </>
  );
}

function Lines<Row>({ label, rows, keyOf, columns }: Props<Row>) {
  const align = (right: boolean | undefined) => (right === true ? "right" : undefined);
  return (
    <Table verticalSpacing="sm" aria-label={label} pos="relative">
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ name, right, meaning }) => (
            <Table.Th key={name} ta={align(right)} style={{ whiteSpace: "nowrap" }}>
              {name === "" ? <VisuallyHidden>Actions</VisuallyHidden> : <Named name={name} meaning={meaning} />}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={keyOf(row)}>
            {columns.map(({ name, right, cell }) => (
              <Table.Td key={name} ta={align(right)}>
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Cards<Row>({ label, rows, keyOf, columns }: Props<Row>) {
  const [first, ...others] = columns;
  const facts = others.filter(({ name }) => name !== "");
  const buttons = others.filter(({ name }) => name === "");
  return (
    <>
      <Meanings columns={facts} />
      <Stack component="ul" aria-label={label} gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {rows.map((row) => (
          <Box component="li" key={keyOf(row)} className="card">
            <Box mb="xs">{first?.cell(row)}</Box>
            <SimpleGrid component="dl" cols={2} spacing={8} m={0}>
              {facts.map(({ name, cell }) => (
                <div key={name}>
                  <Text component="dt" size="xs" c="dimmed">
                    {name}
                  </Text>
                  <Text component="dd" size="sm" m={0}>
                    {cell(row)}
                  </Text>
                </div>
              ))}
            </SimpleGrid>
            {buttons.map(({ name, cell }) => (
              <Box key={name} mt="sm" className="card-buttons">
                {cell(row)}
              </Box>
            ))}
          </Box>
        ))}
      </Stack>
    </>
  );
}

/** What the names on the cards mean, once for all of them: fingers do not hover. */
function Meanings<Row>({ columns }: Pick<Props<Row>, "columns">) {
  const meant = columns.filter(({ meaning }) => meaning !== undefined);
  if (meant.length === 0) return null;
  return (
    <Text component="details" size="sm" c="dimmed">
      <summary>What the figures mean</summary>
      <Box component="dl" mt="xs" mb={0}>
        {meant.map(({ name, meaning }) => (
          <Box key={name} mb={4}>
            <Text span inherit fw={600} component="dt" display="inline">
              {name}:
            </Text>{" "}
            <Text span inherit component="dd" m={0} display="inline">
              {meaning}
            </Text>
          </Box>
        ))}
      </Box>
    </Text>
  );
}

/** The name of a column; its meaning comes to the pointer and to the keyboard. */
function Named({ name, meaning }: { readonly name: string; readonly meaning: string | undefined }) {
  if (meaning === undefined) return name;
  return (
    <Tooltip label={meaning} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      <span className="meant" tabIndex={0}>
        {name}
      </span>
    </Tooltip>
  );
}
