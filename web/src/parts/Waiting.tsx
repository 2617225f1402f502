import { Center, Loader, Stack, Text } from "@mantine/core";

/** Says what is being read. */
export function Waiting({ what, whole = false }: { readonly what: string; readonly whole?: boolean }) {
  return (
    <Center role="status" mih={whole ? "100vh" : 160}>
      <Stack align="center" gap="xs">
        <Loader size="sm" aria-hidden />
        <Text size="sm" c="dimmed">
          Reading {what} …
        </Text>
      </Stack>
    </Center>
  );
}
