import { defineConfig } from "vitest/config";

/** Tests in a real browser, one file after the other: they measure time. */
export default defineConfig({
  test: { include: ["test/browser/*.test.ts"], fileParallelism: false, testTimeout: 90_000, hookTimeout: 180_000 },
});
