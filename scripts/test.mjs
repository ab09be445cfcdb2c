import { handOver } from "./lib/bootstrap.mjs";

await handOver("scripts/test.ts");
