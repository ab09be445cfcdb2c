import { handOver, serverFlags } from "./lib/bootstrap.mjs";

await handOver("scripts/serve.ts", serverFlags());
