import { sql } from "kysely";

/** Of the columns of a provider: a suspension that has ended counts no more, also before the job comes by. */
export const isListedNow = sql<boolean>`(status = 'listed'
  or (status = 'suspended' and suspended_until <= now() and listed_at is not null))`;
