import { type Insertable, Kysely, type Transaction, type Updateable } from "kysely";
import { postgresDialect } from "./dialect.ts";
import type { State } from "./states.ts";
import type { DB as Columns, Generated } from "./types.ts";

/** kysely-codegen reads no check constraints, so the columns that hold states are narrowed here. */
type Narrowed = {
  application: { status: State<"application"> };
  application_decision: { verdict: State<"verdict"> };
  case: {
    status: State<"case">;
    origin: State<"caseOrigin">;
    category: State<"category">;
    size: State<"size"> | null;
  };
  engagement: {
    status: Generated<State<"engagement">>;
    ended_by: State<"endedBy"> | null;
  };
  import_run: { status: State<"import"> };
  invitation: { role: State<"role"> };
  membership: { role: State<"role"> };
  organisation: { kind: State<"organisation"> };
  proposal: { status: Generated<State<"proposal">> };
  provider: { status: State<"provider"> };
  request: {
    status: Generated<State<"request">>;
    outcome: State<"outcome"> | null;
    category: State<"category"> | null;
  };
  solution: { status: State<"solution">; category: State<"category"> };
};

type DB = {
  [Table in keyof Columns]: Table extends keyof Narrowed
    ? Omit<Columns[Table], keyof Narrowed[Table]> & Narrowed[Table]
    : Columns[Table];
};

export type Db = Kysely<DB>;
/** What belongs in a transaction asks for this: a `Db` does not fit, a `Trx` fits wherever a `Db` does. */
export type Trx = Transaction<DB>;

/** What an insert into that table takes, and an update of it. */
export type NewRow<Table extends keyof DB> = Insertable<DB[Table]>;
export type ChangedRow<Table extends keyof DB> = Updateable<DB[Table]>;

export function connect(url: string, max = 5): Db {
  return new Kysely<DB>({ dialect: postgresDialect(url, max) });
}

/** All of `body` or nothing. `body` gets only the transaction: what it does elsewhere would commit alone. */
export async function inTransaction<T>(db: Db, body: (trx: Trx) => Promise<T>): Promise<T> {
  return await db.transaction().execute(body);
}

/** Whatever `body` reads is as it was at one instant. */
export async function inSnapshot<T>(db: Db, body: (trx: Trx) => Promise<T>): Promise<T> {
  return await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(body);
}
