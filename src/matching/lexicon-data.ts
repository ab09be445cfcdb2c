import afterSales from "./lexicon/after-sales.json" with { type: "json" };
import backup from "./lexicon/backup.json" with { type: "json" };
import cloud from "./lexicon/cloud.json" with { type: "json" };
import collaboration from "./lexicon/collaboration.json" with { type: "json" };
import consulting from "./lexicon/consulting.json" with { type: "json" };
import decisionSupport from "./lexicon/decision-support.json" with { type: "json" };
import energy from "./lexicon/energy.json" with { type: "json" };
import equipment from "./lexicon/equipment.json" with { type: "json" };
import finance from "./lexicon/finance.json" with { type: "json" };
import financing from "./lexicon/financing.json" with { type: "json" };
import hr from "./lexicon/hr.json" with { type: "json" };
import logistics from "./lexicon/logistics.json" with { type: "json" };
import marketing from "./lexicon/marketing.json" with { type: "json" };
import onlineEducation from "./lexicon/online-education.json" with { type: "json" };
import processDesign from "./lexicon/process-design.json" with { type: "json" };
import procurement from "./lexicon/procurement.json" with { type: "json" };
import productDesign from "./lexicon/product-design.json" with { type: "json" };
import production from "./lexicon/production.json" with { type: "json" };
import quality from "./lexicon/quality.json" with { type: "json" };
import remoteWork from "./lexicon/remote-work.json" with { type: "json" };
import safety from "./lexicon/safety.json" with { type: "json" };
import scheduling from "./lexicon/scheduling.json" with { type: "json" };
import security from "./lexicon/security.json" with { type: "json" };
import training from "./lexicon/training.json" with { type: "json" };
import outside from "./outside.json" with { type: "json" };
import type { Capability, Outside } from "./lexicon-schema.ts";

/** The lexicon as it is shipped, one file a scene. */
export function shippedLexicon(): readonly Capability[] {
  const all = [
    afterSales,
    backup,
    cloud,
    collaboration,
    consulting,
    decisionSupport,
    energy,
    equipment,
    finance,
    financing,
    hr,
    logistics,
    marketing,
    onlineEducation,
    processDesign,
    procurement,
    productDesign,
    production,
    quality,
    remoteWork,
    safety,
    scheduling,
    security,
    training,
  ].flat();
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- tests/lexicon.test.ts holds every file to its schema; here it would cost each start a tenth of a second
  return all as unknown as readonly Capability[];
}

/** What people ask for here that is no business of ours, so that it is not taken for something else. */
export function shippedOutside(): readonly Outside[] {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- tests/lexicon.test.ts holds its kinds to those that have words
  return outside as readonly Outside[];
}
