import { handOver } from "./lib/bootstrap.mjs";

await handOver("scripts/dev-worker.ts");
